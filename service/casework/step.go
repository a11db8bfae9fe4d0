package casework

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// deed is one step on a clue or a case as it is written down.
type deed struct {
	by        actor.Actor
	at        time.Time
	act       Action
	note      seal.Secret
	on        period.Day     // the day of the step; 0 is the day it is written down
	reference string         // the number of its paper
	set       map[string]any // columns of the clue or case
	detail    map[string]any // for the audit chain; nothing personal
	request   []byte         // what is done once the approval that is asked for is given
	granted   func(request []byte) (map[string]any, error)
	stop      []timer.Kind
	stopAll   bool
	start     map[timer.Kind]period.Day
	also      func(tx *gorm.DB) error // what else is written with the step
}

// subject is the row that a step is taken on.
type subject struct {
	object  string
	id      int64
	state   string
	version int
	row     any // of the model, for its table
	machine table
	asker   int64 // who asked for what waits, of rows from before there were approvals
}

func ofClue(c model.Clue) subject {
	return subject{objectClue, c.ID, c.State, c.Version, &model.Clue{}, clues, c.ProposedBy}
}

func ofCase(k model.Case) subject {
	return subject{objectCase, k.ID, k.State, k.Version, &model.Case{}, cases, 0}
}

// advance takes one step inside tx: the approval, the row, the clocks, the
// event and the entry of the audit chain.
func advance(tx *gorm.DB, box *seal.Box, book timer.Book, s subject, d deed) error {
	r, err := s.machine.next(s.state, d.act, d.by.Role)
	if err != nil {
		return err
	}
	set := map[string]any{"state": r.to, "version": s.version + 1, "updated_at": d.at}
	maps.Copy(set, d.set)
	paper, granted, err := decideOrAsk(tx, box, s, d, r)
	if err != nil {
		return err
	}
	maps.Copy(set, granted)
	u := tx.Model(s.row).Where("id = ? AND version = ?", s.id, s.version).Updates(set)
	if u.Error != nil {
		return fmt.Errorf("%s %s: %w", s.object, d.act, u.Error)
	}
	if u.RowsAffected != 1 {
		return stale()
	}
	if err := drop(tx, s, d.at, r.to); err != nil {
		return err
	}
	if err := clocks(tx, book, s, d); err != nil {
		return err
	}
	if err := lapse(tx, box, s, r.to, d.at); err != nil {
		return err
	}
	if d.also != nil {
		if err := d.also(tx); err != nil {
			return err
		}
	}
	return record(tx, box, s.object, s.id, s.state, r.to, paper, d)
}

// decideOrAsk does what the rule says about an approval, and gives its number
// and what it grants.
func decideOrAsk(tx *gorm.DB, box *seal.Box, s subject, d deed, r rule) (int64, map[string]any, error) {
	if r.asks != "" {
		a, err := approval.Ask(tx, box, d.by, d.at, approval.Request{
			Object: s.object, ID: s.id, Kind: r.asks, To: actor.RoleHead, Reason: seal.NewSecret("报批：" + ActionText(string(d.act))), Details: d.request,
		})
		return a.ID, nil, err
	}
	if r.decides == "" {
		return 0, nil, nil
	}
	var open []model.Approval
	if err := tx.Where("object = ? AND object_id = ? AND kind = ? AND waiting = 1", s.object, s.id, r.decides).Find(&open).Error; err != nil {
		return 0, nil, fmt.Errorf("approval: %w", err)
	}
	if len(open) == 0 {
		if r.decides == KindOpinion && s.asker != d.by.StaffID { // proposed before there were approvals
			return 0, nil, nil
		}
		return 0, nil, fault.New(fault.Conflict, "没有在等审批的申请，请刷新页面")
	}
	a, request, err := approval.Decide(tx, box, d.by, d.at, open[0].ID, r.agree, d.note)
	if err != nil || d.granted == nil || !r.agree {
		return a.ID, nil, err
	}
	granted, err := d.granted(request)
	return a.ID, granted, err
}

// drop withdraws the requests that the new state leaves no room for.
func drop(tx *gorm.DB, s subject, at time.Time, to string) error {
	if to == s.state {
		return nil
	}
	var gone []string
	for _, kind := range []string{KindReturn, KindReassign, KindSlander, KindFile, KindCancel, KindTransfer, KindAppeal, KindVoid} {
		if (kind == KindReturn || kind == KindReassign) || !slices.ContainsFunc(slices.Collect(maps.Values(s.machine[to])), func(r rule) bool { return r.decides == kind }) {
			gone = append(gone, kind)
		}
	}
	return approval.Withdraw(tx, at, s.object, s.id, gone...)
}

// lapse takes back the requests for more time whose clock the step ended, and
// says so in the timeline.
func lapse(tx *gorm.DB, box *seal.Box, s subject, to string, at time.Time) error {
	gone, err := approval.Lapse(tx, at, s.object, s.id)
	if err != nil {
		return err
	}
	for _, a := range gone {
		d := deed{by: actor.Sys("clocks"), at: at, act: ActExtendLapse, note: seal.NewSecret("期限已经办完，延期申请不用再批，自动收回。"), detail: map[string]any{"approval": a.ID}}
		if err := record(tx, box, s.object, s.id, to, to, a.ID, d); err != nil {
			return err
		}
	}
	return nil
}

func clocks(tx *gorm.DB, book timer.Book, s subject, d deed) error {
	ref := timer.Ref{Object: s.object, ID: s.id}
	if len(d.stop) > 0 || d.stopAll {
		kinds := d.stop
		if d.stopAll {
			kinds = nil
		}
		if err := timer.Stop(tx, ref, d.at, kinds...); err != nil {
			return err
		}
	}
	for _, k := range slices.Sorted(maps.Keys(d.start)) {
		if err := timer.Start(tx, book, ref, k, d.start[k], d.at); err != nil {
			return err
		}
	}
	return nil
}

// record writes the event and the audit entry.
func record(tx *gorm.DB, box *seal.Box, object string, id int64, from, to string, paper int64, d deed) error {
	e := model.CaseworkEvent{
		Object: object, ObjectID: id, At: d.at, Kind: string(d.act), FromState: from, ToState: to, StaffID: d.by.StaffID, StaffName: d.by.Name,
		StaffRole: string(d.by.Role), NoteSealed: box.Seal(d.note, placeEvent(object, id)), ApprovalID: paper, Reference: d.reference,
	}
	if d.on != 0 {
		day := d.on.Time()
		e.OnDay = &day
	}
	if err := tx.Create(&e).Error; err != nil {
		return fmt.Errorf("casework event: %w", err)
	}
	return audit.Record(tx, d.by, d.at, object+"."+string(d.act), object+":"+strconv.FormatInt(id, 10), d.detail)
}
