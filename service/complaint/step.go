package complaint

import (
	"fmt"
	"maps"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// TopicProgress promises to tell a real-name reporter that something happened,
// and TopicIdentity that somebody looked at who they are. Payloads hold numbers only.
const (
	TopicProgress = "petition.progress"
	TopicIdentity = "identity.opened"
)

// ProgressPayload is the payload of TopicProgress.
type ProgressPayload struct {
	PetitionID int64 `json:"petition_id"`
	EventID    int64 `json:"event_id"`
}

// IdentityPayload is the payload of TopicIdentity.
type IdentityPayload struct {
	PetitionID int64 `json:"petition_id"`
}

// stale is said to whoever acts on what somebody else changed meanwhile.
func stale() error {
	return fault.New(fault.Conflict, "这件信访件刚刚被别人改过，请刷新页面再办")
}

// deed is one step on a petition: what is done, by whom, and what is written.
type deed struct {
	by       actor.Actor
	role     actor.Role // RoleReporter for whoever sent it
	at       time.Time
	act      Action
	to       string                  // where a step leads that may choose; "" is the first of its rule
	approval int64                   // the request that was agreed to, of a step that takes one
	public   string                  // what the reporter reads; "" keeps the step inside the office
	others   string                  // what the reporters of merged petitions read; "" is the usual
	note     seal.Secret             // for the office
	set      map[string]any          // columns that change with it
	detail   map[string]any          // for the audit chain; nothing personal
	inTx     func(tx *gorm.DB) error // what else is written with it; nil: nothing
	book     timer.Book              // of a step that starts clocks
	from     period.Day              // the day they count from; the zero Day is the day of the step
	start    []timer.Kind            // clocks beside those of the step's rule
	sample   bool                    // if the step tells a result, it is to be asked about
	repeat   bool                    // of a merging: it is of the same reporter
	through  bool                    // taken on the kept petition by the reporter of a merged one
	apart    int64                   // the merged petition whose reporter reads words of their own instead

	confirmed []string // what its writer confirmed about the words, see review
}

// advance takes one step inside tx: the machine is asked, the row moves if
// nobody moved it first, and timeline, notice and audit follow. p is the row as
// it was read; it is not changed, for a transaction may run again.
func advance(tx *gorm.DB, box *seal.Box, p model.Petition, d deed) error {
	_, err := move(tx, box, p, d)
	return err
}

// move is advance for whoever takes a second step at once: it gives the row as
// the step left it, in what the machine needs of it.
func move(tx *gorm.DB, box *seal.Box, p model.Petition, d deed) (model.Petition, error) {
	to, err := leads(p.State, d)
	if err != nil {
		return p, err
	}
	set := map[string]any{"state": to, "version": p.Version + 1, "updated_at": d.at}
	for k, v := range d.set {
		set[k] = v
	}
	r := tx.Model(&model.Petition{}).Where("id = ? AND version = ?", p.ID, p.Version).Updates(set)
	if r.Error != nil {
		return p, fmt.Errorf("petition %s: %w", d.act, r.Error)
	}
	if r.RowsAffected != 1 {
		return p, stale()
	}
	from := p.State
	p.State, p.Version = to, p.Version+1
	return p, follow(tx, box, p, from, d)
}

// follow writes what a step leaves behind: event, notice and audit, the clocks,
// what became of waiting requests, and the sample of those called back.
func follow(tx *gorm.DB, box *seal.Box, p model.Petition, from string, d deed) error {
	if err := record(tx, box, p, from, d); err != nil {
		return err
	}
	if err := tick(tx, p, d); err != nil {
		return err
	}
	if err := lapse(tx, box, p, d.at); err != nil {
		return err
	}
	if d.act == ActFeedback && d.sample {
		if err := pick(tx, p.ID, d.at); err != nil {
			return err
		}
	}
	return settle(tx, p, from, d)
}

// telling are the steps whose words the reporter has to be told, and the step
// that says they were.
var telling = map[Action]Action{
	ActReject: ActNotify, ActForward: ActNotify, ActClose: ActFeedback, ActAppealDecide: ActFeedback, ActForwardResult: ActFeedback,
}

// readsPage reports whether whoever sent a petition reads on the page what is
// written for them; whoever wrote, came or called under a name is told by a
// person.
func readsPage(p model.Petition) bool {
	return p.Mode == model.ReporterAnonymous || p.Channel == model.ChannelWechat || p.Channel == model.ChannelH5
}

// moveAndTell is move, and the telling at once when the reporter reads the page.
func moveAndTell(tx *gorm.DB, box *seal.Box, p model.Petition, d deed) (model.Petition, error) {
	p, err := move(tx, box, p, d)
	said, ok := telling[d.act]
	if err != nil || !ok || !readsPage(p) {
		return p, err
	}
	told := deed{by: d.by, role: actor.RolePetition, at: d.at, act: said, note: seal.NewSecret("来信人可在查询页面看到"), detail: map[string]any{"how": "page"}, sample: d.sample}
	return move(tx, box, p, told)
}

// record writes the event, the promise of a notice and the audit entry.
func record(tx *gorm.DB, box *seal.Box, p model.Petition, from string, d deed) error {
	e := model.PetitionEvent{
		PetitionID: p.ID, At: d.at, Kind: string(d.act), FromState: from, ToState: p.State, ApprovalID: d.approval,
		PublicText: d.public, NoteSealed: box.Seal(d.note, placeOf("petition_events.note", p.ID)),
	}
	if d.by.Kind == actor.Staff {
		e.StaffID, e.StaffName, e.StaffRole = d.by.StaffID, d.by.Name, string(d.by.Role)
	}
	if err := tx.Create(&e).Error; err != nil {
		return fmt.Errorf("petition event: %w", err)
	}
	if d.public != "" && (d.role != RoleReporter || d.through) && p.Mode != model.ReporterAnonymous {
		dedupe := fmt.Sprintf("petition:%d/event:%d", p.ID, e.ID)
		if err := outbox.Add(tx, TopicProgress, dedupe, d.at, ProgressPayload{p.ID, e.ID}); err != nil {
			return err
		}
	}
	if err := tellAlong(tx, p, d); err != nil {
		return err
	}
	if len(d.confirmed) > 0 {
		d.detail = maps.Clone(d.detail)
		if d.detail == nil {
			d.detail = map[string]any{}
		}
		d.detail["confirmed"] = d.confirmed
	}
	return audit.Record(tx, d.by, d.at, "petition."+string(d.act), object(p.ID), d.detail)
}
