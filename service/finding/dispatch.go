package finding

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Pick is a finding as it was seen on the page it was picked on.
type Pick struct {
	ID      int64
	Version int
}

// Order is whom findings are sent to. Keys of its errors: target, bureau, note.
type Order struct {
	Target string // a Dispatch kind
	Bureau string // another bureau than the item's own; empty keeps that
	Note   seal.Secret
}

// Sent is what became of a dispatch: how many went out, and why others did not.
type Sent struct {
	Done    int
	Refused []string
	Nobody  []string // bureaus that it went to and that have no account to answer with, and what to do
}

// maxPicks is how many findings one dispatch may hold: a page full.
const maxPicks = 200

// Dispatch sends findings to be checked, each in a transaction of its own: one
// that somebody else has just taken does not hold up the others.
func (s *Service) Dispatch(ctx context.Context, by actor.Actor, picks []Pick, o Order) (Sent, error) {
	var out Sent
	if !by.Is(actor.RoleSupervision) {
		return out, notFound()
	}
	bad := map[string]string{}
	o.Bureau, o.Note = strings.TrimSpace(o.Bureau), trimmed(o.Note)
	if text(Targets(), o.Target) == "" {
		bad["target"] = "请选下发给谁"
	}
	if utf8.RuneCountInString(o.Note.Reveal()) > maxNote {
		bad["note"] = fmt.Sprintf("请不要超过%d个字", maxNote)
	}
	if o.Bureau != "" {
		known, err := s.Bureaus(ctx)
		if err != nil {
			return out, err
		}
		if !slices.Contains(known, o.Bureau) {
			bad["bureau"] = "请从列表里选部门"
		}
	}
	if len(picks) == 0 {
		bad[""] = "请先勾选要下发的疑点"
	}
	if len(picks) > maxPicks {
		bad[""] = fmt.Sprintf("一次最多下发%d条", maxPicks)
	}
	if len(bad) > 0 {
		return out, fault.Fields(bad)
	}
	due, err := s.due(ctx, ParamFeedback, daysFeedback)
	if err != nil {
		return out, err
	}
	at := s.clock()
	for _, p := range picks {
		nobody, err := s.dispatchOne(ctx, by, p, o, at, due.At().UTC(), due.Provisional)
		if fe := fault.Of(err); err != nil && (fe.Kind == fault.Internal || fe.Kind == fault.Unavailable || ctx.Err() != nil) {
			return out, err
		} else if err != nil {
			out.Refused = append(out.Refused, Number(p.ID)+"："+fe.Public)
			continue
		}
		out.Done++
		if nobody != "" && !slices.Contains(out.Nobody, nobody) {
			out.Nobody = append(out.Nobody, nobody)
		}
	}
	return out, nil
}

func (s *Service) dispatchOne(ctx context.Context, by actor.Actor, p Pick, o Order, at, due time.Time, provisional bool) (nobody string, err error) {
	f, err := s.at(ctx, by, p.ID, p.Version, ActDispatch)
	if err != nil {
		return "", err
	}
	list, division, err := destination(f, o)
	if err != nil {
		return "", err
	}
	bureau, staffed, err := bureaus.Answering(s.DB.WithContext(ctx), list)
	if err != nil {
		return "", err
	}
	if bureau != "" && !staffed {
		nobody = bureaus.Unstaffed(bureau)
	}
	d := deed{by: by, at: at, act: ActDispatch, note: o.Note, set: map[string]any{
		"dispatched_kind": o.Target, "dispatched_bureau": bureau, "dispatched_division": division, "dispatched_by": by.StaffID, "dispatched_at": at,
		"dispatch_note_sealed": s.Box.Seal(o.Note, place(columnDispatch, f.ID)), "due_at": due, "due_provisional": provisional,
	}, detail: map[string]any{"target": o.Target, "bureau": bureau, "division": division}}
	return nobody, transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		_, err := s.advance(tx, f, d)
		return err
	})
}

// destination is the bureau, or a list of them, or the place a finding goes to.
func destination(f model.Finding, o Order) (bureau, division string, err error) {
	switch o.Target {
	case model.DispatchBureau:
		bureau = o.Bureau
		if bureau == "" {
			bureau = f.Bureau
		}
		if bureau == "" {
			return "", "", fault.New(fault.Conflict, "没有主管部门，请选一个部门")
		}
	case model.DispatchTown:
		if len(f.VillageCode) != 12 {
			return "", "", fault.New(fault.Conflict, "不知道属于哪个乡镇，请下发给部门")
		}
		division = f.VillageCode[:9] + "000"
	case model.DispatchVillage:
		if len(f.VillageCode) != 12 || strings.HasSuffix(f.VillageCode, "000") {
			return "", "", fault.New(fault.Conflict, "不知道属于哪个村，请下发给部门或乡镇")
		}
		if !f.VillageChecks {
			return "", "", fault.New(fault.Conflict, "这类疑点可能牵涉村里经办的人，不下发到村，请下发给部门或乡镇")
		}
		division = f.VillageCode
	}
	return bureau, division, nil
}

// Recall takes a finding back from whom it was sent to.
func (s *Service) Recall(ctx context.Context, by actor.Actor, id int64, version int, note seal.Secret) error {
	f, err := s.at(ctx, by, id, version, ActRecall)
	if err != nil {
		return err
	}
	bad := map[string]string{}
	needNote(bad, "note", note, "请写明收回的原因")
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	d := deed{by: by, at: s.clock(), act: ActRecall, note: trimmed(note), set: map[string]any{
		"dispatched_kind": "", "dispatched_bureau": "", "dispatched_division": "", "due_at": nil, "due_provisional": false,
	}}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		_, err := s.advance(tx, f, d)
		return err
	})
}

// Bureaus lists the bureaus that have items or projects, each by itself, for
// filters and orders.
func (s *Service) Bureaus(ctx context.Context) ([]string, error) {
	var out []string
	err := s.DB.WithContext(ctx).Raw("SELECT bureau FROM items WHERE bureau <> '' UNION SELECT bureau FROM projects WHERE closed_by = 0 AND bureau <> '' ORDER BY bureau LIMIT 200").Scan(&out).Error
	if err != nil {
		return nil, fmt.Errorf("bureaus: %w", err)
	}
	out = bureaus.Split(strings.Join(out, "、"))
	slices.Sort(out)
	return out, nil
}
