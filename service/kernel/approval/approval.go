// Package approval keeps the requests that one person makes and another
// decides before a step is taken: a return, an extension, a look at a name.
//
// Asking changes nothing but the request. Whoever owns the matter takes the
// step in the transaction in which the request is agreed to.
package approval

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// Request is what is asked.
type Request struct {
	Object  string // one of the model's Object names
	ID      int64
	Kind    string     // what is asked, such as "petition.return"
	Timer   int64      // the clock that more time is asked for; 0 asks for something else
	To      actor.Role // who decides
	Reason  seal.Secret
	Details []byte // JSON of what is done once it is agreed; may be nil
}

func place(column, object string, id int64, kind string) string {
	return "approvals." + column + "/" + object + "/" + strconv.FormatInt(id, 10) + "/" + kind
}

// Ask writes a request inside tx. While one of the kind waits on the matter a
// second is a conflict; the field of a missing reason is "reason".
func Ask(tx *gorm.DB, box *seal.Box, by actor.Actor, at time.Time, r Request) (model.Approval, error) {
	if n := utf8.RuneCountInString(strings.TrimSpace(r.Reason.Reveal())); n < 4 || n > 500 {
		return model.Approval{}, fault.Fields(map[string]string{"reason": "请写明理由（4到500个字）"})
	}
	one := 1
	a := model.Approval{
		Object: r.Object, ObjectID: r.ID, Kind: r.Kind, TimerID: r.Timer, ToRole: string(r.To), AskedBy: by.StaffID, AskedName: by.Name, AskedAt: at,
		ReasonSealed: box.Seal(r.Reason, place("reason", r.Object, r.ID, r.Kind)), State: model.ApprovalOpen, Waiting: &one,
	}
	if r.Details != nil {
		a.DetailsSealed = box.SealBytes(r.Details, place("details", r.Object, r.ID, r.Kind))
	}
	err := tx.Create(&a).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return a, fault.Wrap(fault.Conflict, "已经有一份同样的申请在等审批，请等审批后再提", err)
	}
	if err != nil {
		return a, fmt.Errorf("approval: %w", err)
	}
	return a, nil
}

// Decide writes the word of whoever decides inside tx and gives the request
// with its details opened. Nobody decides what they asked themselves; a refusal
// takes words.
func Decide(tx *gorm.DB, box *seal.Box, by actor.Actor, at time.Time, id int64, agree bool, words seal.Secret) (model.Approval, []byte, error) {
	var found []model.Approval
	if err := tx.Where("id = ?", id).Find(&found).Error; err != nil {
		return model.Approval{}, nil, fmt.Errorf("approval: %w", err)
	}
	if len(found) == 0 || !by.Is(actor.Role(found[0].ToRole)) {
		return model.Approval{}, nil, fault.New(fault.NotFound, "没有找到这份申请")
	}
	a := found[0]
	switch {
	case a.State != model.ApprovalOpen:
		return a, nil, fault.New(fault.Conflict, "这份申请已经有人审批了，请刷新页面")
	case a.AskedBy == by.StaffID:
		return a, nil, fault.New(fault.Forbidden, "自己提的申请要由别人审批")
	case !agree && utf8.RuneCountInString(strings.TrimSpace(words.Reveal())) < 2:
		return a, nil, fault.Fields(map[string]string{"words": "不同意请写明原因"})
	}
	state := model.ApprovalRefused
	if agree {
		state = model.ApprovalAgreed
	}
	r := tx.Model(&model.Approval{}).Where("id = ? AND state = ?", id, model.ApprovalOpen).Updates(map[string]any{
		"state": state, "waiting": nil, "decided_by": by.StaffID, "decided_name": by.Name, "decided_at": at,
		"words_sealed": box.Seal(words, place("words", a.Object, a.ObjectID, a.Kind)),
	})
	if r.Error != nil {
		return a, nil, fmt.Errorf("approval: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return a, nil, fault.New(fault.Conflict, "这份申请已经有人审批了，请刷新页面")
	}
	a.State = state
	if a.DetailsSealed == nil {
		return a, nil, nil
	}
	details, err := box.OpenBytes(a.DetailsSealed, place("details", a.Object, a.ObjectID, a.Kind))
	if err != nil {
		return a, nil, fmt.Errorf("approval: %w", err)
	}
	return a, details, nil
}

// Withdraw takes back whatever waits on a matter, inside tx: of some kinds, or
// all when none is named. A matter that moved on leaves nothing to decide.
func Withdraw(tx *gorm.DB, at time.Time, object string, id int64, kinds ...string) error {
	q := tx.Model(&model.Approval{}).Where("object = ? AND object_id = ? AND waiting = 1", object, id)
	if len(kinds) > 0 {
		q = q.Where("kind IN ?", kinds)
	}
	if err := q.Updates(map[string]any{"state": model.ApprovalWithdrawn, "waiting": nil, "decided_at": at}).Error; err != nil {
		return fmt.Errorf("approvals: %w", err)
	}
	return nil
}

// Lapse takes back inside tx the requests for more time on a matter whose clock
// runs no more, and gives them: nothing is left to decide about.
func Lapse(tx *gorm.DB, at time.Time, object string, id int64) ([]model.Approval, error) {
	var gone []model.Approval
	const over = "timer_id <> 0 AND NOT EXISTS (SELECT 1 FROM timers WHERE timers.id = approvals.timer_id AND timers.running = 1)"
	// Of requests from before they named their clock it is known only that none runs at all.
	const before = "timer_id = 0 AND kind = ? AND NOT EXISTS (SELECT 1 FROM timers WHERE timers.object = approvals.object AND timers.object_id = approvals.object_id AND timers.running = 1)"
	err := tx.Where("object = ? AND object_id = ? AND waiting = 1 AND ("+over+" OR "+before+")", object, id, object+".extend").Order("id").Find(&gone).Error
	if err != nil || len(gone) == 0 {
		return nil, err
	}
	kinds := make([]string, len(gone))
	for i, a := range gone {
		kinds[i] = a.Kind
	}
	return gone, Withdraw(tx, at, object, id, kinds...)
}

// Read gives a request with its reason and details opened.
func Read(ctx context.Context, db *gorm.DB, box *seal.Box, id int64) (a model.Approval, reason seal.Secret, details []byte, err error) {
	found, err := gorm.G[model.Approval](db).Where("id = ?", id).Limit(1).Find(ctx)
	if err != nil {
		return a, reason, nil, fmt.Errorf("approval: %w", err)
	}
	if len(found) == 0 {
		return a, reason, nil, fault.New(fault.NotFound, "没有找到这份申请")
	}
	a = found[0]
	if reason, err = box.Open(a.ReasonSealed, place("reason", a.Object, a.ObjectID, a.Kind)); err != nil {
		return a, reason, nil, fmt.Errorf("approval: %w", err)
	}
	if a.DetailsSealed == nil {
		return a, reason, nil, nil
	}
	if details, err = box.OpenBytes(a.DetailsSealed, place("details", a.Object, a.ObjectID, a.Kind)); err != nil {
		return a, reason, nil, fmt.Errorf("approval: %w", err)
	}
	return a, reason, details, nil
}

// View is a request as a page shows it.
type View struct {
	ID                 int64
	Object             string
	ObjectID           int64
	Kind               string
	ToRole             actor.Role
	AskedBy            string
	AskedAt            time.Time
	Reason             seal.Secret
	Details            []byte // what Ask was given
	State              string
	DecidedBy          string
	DecidedAt          *time.Time
	Words              seal.Secret
	MayDecide, Waiting bool
}

// Of lists the requests on a matter, the newest first.
func Of(ctx context.Context, db *gorm.DB, box *seal.Box, by actor.Actor, object string, id int64) ([]View, error) {
	found, err := gorm.G[model.Approval](db).Where("object = ? AND object_id = ?", object, id).Order("id DESC").Limit(100).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("approvals: %w", err)
	}
	return Open(box, by, found)
}

// Open opens requests that were found, all sealed with one box.
func Open(box *seal.Box, by actor.Actor, found []model.Approval) ([]View, error) {
	out := make([]View, 0, len(found))
	for _, a := range found {
		v := View{
			ID: a.ID, Object: a.Object, ObjectID: a.ObjectID, Kind: a.Kind, ToRole: actor.Role(a.ToRole), AskedBy: a.AskedName, AskedAt: a.AskedAt,
			State: a.State, DecidedBy: a.DecidedName, DecidedAt: a.DecidedAt, Waiting: a.State == model.ApprovalOpen,
		}
		v.MayDecide = v.Waiting && by.Is(v.ToRole) && a.AskedBy != by.StaffID
		var err error
		if v.Reason, err = box.Open(a.ReasonSealed, place("reason", a.Object, a.ObjectID, a.Kind)); err != nil {
			return nil, fmt.Errorf("approval: %w", err)
		}
		if v.Words, err = box.Open(a.WordsSealed, place("words", a.Object, a.ObjectID, a.Kind)); err != nil {
			return nil, fmt.Errorf("approval: %w", err)
		}
		if a.DetailsSealed != nil {
			if v.Details, err = box.OpenBytes(a.DetailsSealed, place("details", a.Object, a.ObjectID, a.Kind)); err != nil {
				return nil, fmt.Errorf("approval: %w", err)
			}
		}
		out = append(out, v)
	}
	return slices.Clip(out), nil
}

// The states of a request as View.State has them.
const (
	Waiting   = model.ApprovalOpen
	Agreed    = model.ApprovalAgreed
	Refused   = model.ApprovalRefused
	Withdrawn = model.ApprovalWithdrawn
)
