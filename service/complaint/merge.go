package complaint

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// ActToldAlong marks that a step on the petition another one is merged into was
// told to that one's reporter too.
const ActToldAlong Action = "told_along"

// deepest is how many merged petitions may hang on one another.
const deepest = 8

// duplicate plans the merging of p into the petition that was typed, or into the
// one that this is itself merged into. A petition of the same real-name reporter
// is a repeat: kept, counted as one, and its reporter is not told again of an
// acceptance (检规§26).
func duplicate(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	first, err := s.mergeable(ctx, step.by, p, d, bad)
	if err != nil || len(bad) > 0 {
		return err
	}
	step.set["duplicate_of"], step.set["repeat_of"], step.set["joined"] = first.ID, int64(0), false
	step.note = seal.NewSecret(strings.TrimSpace("同 " + first.Number + " " + d.Note.Reveal()))
	again, err := s.repeats(ctx, p.ID, first.ID)
	if err != nil {
		return err
	}
	if again != 0 {
		step.set["repeat_of"], step.repeat = again, true
		step.detail = map[string]any{"repeat": true}
		step.set["answered_at"] = step.at
		return nil
	}
	// The reporter is not told of the other one, only that theirs is handled along.
	tell(step, p, d, wordsMerged(first.State))
	return nil
}

// wordsMerged is what the reporter of a petition reads that is merged into one
// in this state. Whoever comes late learns how the first one ended, in words
// that hold nothing of its reporter.
func wordsMerged(state string) string {
	usual := UsualWords(ActDuplicate)
	switch state {
	case model.PetitionClosed, model.PetitionFeedback, model.PetitionArchived, model.PetitionAnswered:
		return usual + wordsAlong[ActClose]
	case model.PetitionRejected, model.PetitionNotified:
		return usual + wordsAlong[ActReject]
	case model.PetitionForwarded:
		return usual + wordsAlong[ActForward]
	}
	return usual
}

// repeats is the earlier petition of the same reporter, among the first and all
// that are merged into it; 0 when there is none.
func (s *Service) repeats(ctx context.Context, id, first int64) (int64, error) {
	merged, err := mergedInto(s.DB.WithContext(ctx), first)
	if err != nil {
		return 0, err
	}
	ids := []int64{first}
	for _, m := range merged {
		ids = append(ids, m.ID)
	}
	var found []int64
	err = s.DB.WithContext(ctx).Table("reporters AS o").Select("o.petition_id").Joins("JOIN reporters m ON m.petition_id = ? AND "+sameReporter, id).
		Where("o.petition_id IN ? AND o.petition_id <> ?", ids, id).Order("o.petition_id").Limit(1).Scan(&found).Error
	if err != nil {
		return 0, fmt.Errorf("repeats: %w", err)
	}
	if len(found) == 0 {
		return 0, nil
	}
	return found[0], nil
}

// mergeable finds the petition that p is to be merged into.
func (s *Service) mergeable(ctx context.Context, by actor.Actor, p model.Petition, d *Decision, bad map[string]string) (model.Petition, error) {
	where, args, ok := sees(by)
	if !ok {
		return model.Petition{}, notFound()
	}
	found, err := gorm.G[model.Petition](s.DB).Select("id", "number", "state", "duplicate_of", "own_head").Where("number = ?", strings.TrimSpace(d.Duplicate)).
		Where(where, args...).Limit(1).Find(ctx)
	if err != nil {
		return model.Petition{}, fmt.Errorf("duplicate: %w", err)
	}
	if len(found) == 0 {
		bad["duplicate"] = "没有这个信访件编号，请核对"
		return model.Petition{}, nil
	}
	first := found[0]
	for range deepest {
		switch {
		case first.ID == p.ID && found[0].ID == p.ID:
			bad["duplicate"] = "不能是这件自己的编号"
		case first.ID == p.ID:
			bad["duplicate"] = "那一件已经并入这一件，不用再并"
		case first.State == model.PetitionWithdrawn || first.State == model.PetitionSealedUp:
			bad["duplicate"] = "那一件已经撤回或者报走，不能并进去"
		case first.DuplicateOf == 0 && first.OwnHead != p.OwnHead:
			bad["duplicate"] = "两件里有一件标明反映本机关领导，先把另一件也标明，才能合并"
		case first.DuplicateOf == 0:
			return first, nil
		}
		if len(bad) > 0 {
			return first, nil
		}
		if first, err = gorm.G[model.Petition](s.DB).Select("id", "number", "state", "duplicate_of", "own_head").Where("id = ?", first.DuplicateOf).Take(ctx); err != nil {
			return first, fmt.Errorf("duplicate: %w", err)
		}
	}
	return first, errors.New("duplicate: petitions are merged too deep")
}

// merge is the part of a merging that concerns the other petition, inside tx: it
// must still stand alone, and whoever one of the two is kept from is kept from both.
func merge(tx *gorm.DB, p model.Petition, step deed) error {
	id, _ := step.set["duplicate_of"].(int64)
	var first model.Petition
	if err := transact.Locked(tx).Select("id", "state", "duplicate_of", "own_head").Where("id = ?", id).Take(&first).Error; err != nil {
		return fmt.Errorf("duplicate: %w", err)
	}
	if first.State == model.PetitionWithdrawn || first.State == model.PetitionSealedUp {
		return fault.New(fault.Conflict, "那一件刚刚撤回或者报走，不能并进去，请刷新页面再办")
	}
	if first.DuplicateOf != 0 {
		return fault.New(fault.Conflict, "那一件刚刚并入了别的信访件，请刷新页面再办")
	}
	if first.OwnHead != p.OwnHead {
		return fault.New(fault.Conflict, "那一件刚刚被别人办过，请刷新页面再办")
	}
	return sameInterests(tx, step, p.ID, id)
}

func sameInterests(tx *gorm.DB, step deed, a, b int64) error {
	if err := recuse.Inherit(tx, step.at, model.ObjectPetition, a, model.ObjectPetition, b); err != nil {
		return err
	}
	return recuse.Inherit(tx, step.at, model.ObjectPetition, b, model.ObjectPetition, a)
}

// wordsAlong is what the reporters of merged petitions read of a step on the
// first. Its own words were written for one person and may hold what is theirs:
// they are not passed on. What is not here concerns that one person alone.
var wordsAlong = map[Action]string{
	ActAccept:           "您反映的事已经受理，我们会按规定办理。",
	ActReject:           "您反映的事按规定不予受理。想知道原因，请在下面留言问我们。",
	ActTransfer:         "您反映的事已经交由镇纪委办理。",
	ActTransferOther:    "您反映的事已经转给有权办理的机关，有答复会写在这里。",
	ActForward:          "您反映的事归别的部门管，我们已经转过去。",
	ActForwardResult:    "您反映的事，管这件事的部门有了答复。想知道和您有关的结果，请在下面留言问我们。",
	ActSealUp:           "您反映的事已经按规定报送有权处理的机关。",
	ActSuggestionAnswer: "您提的意见建议已经研究过。想知道结果，请在下面留言问我们。",
	ActHandOver:         "您反映的事正在进一步核查。",
	ActClue:             "您反映的事正在进一步核查。",
	ActResult:           "您反映的事已经有了结果，正在整理，会在这里告诉您。",
	ActClose:            "您反映的事已经办结。想知道和您有关的结果，请在下面留言问我们。",
	ActReopen:           "您反映的事重新办理。",
	ActExtend:           "您反映的事还在办理，需要的时间长一些。",
}

// meaningAlong is meaning for whoever reported the same: they read what the first
// one reads, but what concerns that one alone.
func meaningAlong(p, lead model.Petition) string {
	if lead.State == model.PetitionFeedback && mayRate(p) {
		return "您反映的事和先前收到的一起办理，已经办完，结果写在下面。请说说您满不满意；有不清楚或者不同意的，也可以在本页提出。"
	}
	switch lead.State {
	case model.PetitionReceived, model.PetitionScreening, model.PetitionNeedInfo:
		return "我们已经收到，和先前收到的同一件事一起看。看完会在这里告诉您。"
	case model.PetitionRejected, model.PetitionNotified:
		return "这件事不归我们管，或者按规定不予受理。想知道原因，可以在本页问我们。"
	case model.PetitionClosed, model.PetitionFeedback, model.PetitionArchived, model.PetitionAnswered:
		return "您反映的事和先前收到的一起办理，已经办完，结果写在下面。有不清楚的，可以在本页问我们。"
	case model.PetitionObjection:
		return "这件事正在再看一遍，看完会在这里告诉您。"
	}
	return "您反映的事和先前收到的一起办理。有了进展会写在下面。"
}

// along is what a step says to the reporters of merged petitions, "" when it
// does not concern them.
func (d deed) along() string {
	if d.public == "" || d.role == RoleReporter && !d.through {
		return ""
	}
	if d.others != "" {
		return d.others
	}
	return wordsAlong[d.act]
}

// tellAlong tells a step on a petition to the reporters of all that are merged
// into it, inside tx.
func tellAlong(tx *gorm.DB, p model.Petition, d deed) error {
	words := d.along()
	if words == "" {
		return nil
	}
	merged, err := mergedInto(tx, p.ID)
	if err != nil || len(merged) == 0 {
		return err
	}
	merged = slices.DeleteFunc(merged, func(m model.Petition) bool { return m.ID == d.apart })
	if len(merged) == 0 {
		return nil
	}
	events := make([]model.PetitionEvent, 0, len(merged))
	for _, m := range merged {
		e := model.PetitionEvent{PetitionID: m.ID, At: d.at, Kind: string(ActToldAlong), FromState: m.State, ToState: m.State, PublicText: words}
		if d.by.Kind == actor.Staff {
			e.StaffID, e.StaffName, e.StaffRole = d.by.StaffID, d.by.Name, string(d.by.Role)
		}
		events = append(events, e)
	}
	if err := tx.CreateInBatches(&events, 200).Error; err != nil {
		return fmt.Errorf("told along: %w", err)
	}
	for i, m := range merged {
		if m.Mode == model.ReporterAnonymous {
			continue
		}
		if err := outbox.Add(tx, TopicProgress, fmt.Sprintf("petition:%d/event:%d", m.ID, events[i].ID), d.at, ProgressPayload{m.ID, events[i].ID}); err != nil {
			return err
		}
	}
	// How many there are is nobody's business in the chain.
	return audit.Record(tx, d.by, d.at, "petition."+string(ActToldAlong), object(p.ID), nil)
}

// mergedInto lists what is merged into a petition, and into that.
func mergedInto(db *gorm.DB, id int64) ([]model.Petition, error) {
	var all []model.Petition
	ids := []int64{id}
	for range deepest {
		var found []model.Petition
		err := db.Select("id", "number", "state", "channel", "mode", "joined", "repeat_of", "received_at", "answered_at", "rating", "rating2").
			Where("duplicate_of IN ? AND state = ?", ids, model.PetitionDuplicate).Order("id").Find(&found).Error
		if err != nil {
			return nil, fmt.Errorf("merged petitions: %w", err)
		}
		if len(found) == 0 {
			break
		}
		ids = ids[:0]
		for _, p := range found {
			ids = append(ids, p.ID)
		}
		all = append(all, found...)
	}
	return all, nil
}

// Merged is a petition that the office merged into the one that is shown.
type Merged struct {
	ID      int64
	Number  string
	Channel string
	Mode    string
	Repeat  bool   // of the same reporter
	ByHand  bool   // its reporter reads no page: somebody has to write, call or visit
	Untold  bool   // and nobody has told them yet that it was taken in
	Rating  string // the last one of its reporter, in words
}

// fewest is from how many people on their number may be shown.
const fewest = 5

// Company is who else reported the same matter, as far as a reader may know.
type Company struct {
	Merged  []Merged // for the petition office
	Joined  int      // who said 我也是; 0 while they are fewer than five
	Repeats int      // further petitions of the same reporters
}

// company says who else reported what p is about. The petition office keeps the
// register of repeats and sees each that it merged; others see numbers, and a
// town none.
func (s *Service) company(ctx context.Context, by actor.Actor, p model.Petition) (Company, error) {
	var c Company
	if !by.Is(actor.RolePetition, actor.RoleHead, actor.RoleSupervision) {
		return c, nil
	}
	hide, args := recuse.Hide("petitions", model.ObjectPetition, by)
	merged, err := mergedInto(s.DB.WithContext(ctx).Where(hide, args...).Session(&gorm.Session{}), p.ID)
	if err != nil {
		return c, err
	}
	for _, m := range merged {
		switch {
		case m.Joined:
			c.Joined++
			continue
		case m.RepeatOf != 0:
			c.Repeats++
		}
		if by.Is(actor.RolePetition) {
			c.Merged = append(c.Merged, Merged{m.ID, m.Number, ChannelText(m.Channel), ModeText(m.Mode), m.RepeatOf != 0, !readsPage(m), untold(m), RatingText(cmp.Or(m.Rating2, m.Rating))})
		}
	}
	if c.Joined < fewest {
		c.Joined = 0
	}
	return c, nil
}

// leading is the petition that one is merged into in the end, or p itself. What
// its reporter may know of the handling is what is known of that one.
func (s *Service) leading(ctx context.Context, p model.Petition) (model.Petition, error) {
	for range deepest {
		if p.State != model.PetitionDuplicate || p.DuplicateOf == 0 {
			break
		}
		found, err := gorm.G[model.Petition](s.DB).Select("id", "number", "state", "duplicate_of", "closed_at", "assigned_to", "mode", "channel", "version").Where("id = ?", p.DuplicateOf).Limit(1).Find(ctx)
		if err != nil {
			return p, fmt.Errorf("merged petition: %w", err)
		}
		if len(found) == 0 {
			break
		}
		p = found[0]
	}
	return p, nil
}
