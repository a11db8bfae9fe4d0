package complaint

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// maxPublic is how long the words for a reporter may be.
const maxPublic = 500

// Decision is what somebody at the office decides about a petition. Version is
// that of the page it was decided on: if the petition moved since, the decision
// is refused. Keys of its errors: category, reason, duplicate, town, unit,
// clear, text, note, title, summary, how, on, kind, outcome, again, reached, rating,
// photo, paper.
type Decision struct {
	Version   int
	Action    Action
	Category  string      // with every decision about scope
	Text      string      // what the reporter reads: the reason, the question, the result
	Note      seal.Secret `json:"-"` // for the office
	Duplicate string      // number of the petition this one repeats
	Town      string      // 12-digit code of the town it goes to
	Clear     bool        // checked: the town's own heads are not concerned
	Unit      string      // the bureau, organ or office it goes to
	Refer     seal.Secret `json:"-"` // what that bureau is told of it here; empty: nothing, it goes on paper
	Share     bool        // who wrote it is told too; only if they agreed
	How       string      // one of Ways: how somebody was told, or was heard; or one of Verifications
	Kind      string      // of an appeal
	Outcome   string      // of an appeal
	Again     string      // the state in which a petition is taken up again
	Reached   string      // "yes" or "no": whether a call-back reached the reporter
	Rating    string      // what they said then
	Title     seal.Secret `json:"-"` // of the clue
	Summary   seal.Secret `json:"-"` // of the clue; empty takes what was reported
	Token     string      // of an answer's form
	Others    string      // the result for the reporters of merged petitions
	Typed     bool        // somebody just wrote Text: it is reviewed before it goes
	Confirmed string      // the mark of an Unsure whose remarks were read
	On        string      // the day of a verification
	Uploads   []Upload    `json:"-"` // with an answer or the result; those that are fine move to Held
	Held      []string    `json:"-"`
}

// To whom a petition is assigned outside the petition office.
const (
	assignedTown   = "town"
	assignedBureau = "bureau"
	assignedOrgan  = "organ"  // another commission or organ
	assignedOffice = "office" // a supervision office
)

// Claim puts a petition on the actor's desk.
func (s *Service) Claim(ctx context.Context, by actor.Actor, id int64, version int) error {
	return s.Decide(ctx, by, id, Decision{Version: version, Action: ActClaim})
}

// Decide takes one step of the office: triage, answer, clue, close and so on.
func (s *Service) Decide(ctx context.Context, by actor.Actor, id int64, d Decision) error {
	p, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	if d.Action == ActAnswer || d.Action == ActNeedInfo {
		if done, err := s.said(ctx, d.Token); err != nil || done {
			return err
		}
	}
	if d.Version != p.Version {
		return stale()
	}
	if _, err := next(p.State, d.Action, by.Role); err != nil {
		return err
	}
	step, err := s.plan(ctx, by, p, &d)
	if err != nil {
		return err
	}
	if step.confirmed, err = s.review(ctx, p, d); err != nil {
		return err
	}
	held := s.heldOf(d.Held)
	if second, err := s.needsSecond(ctx, d.Action); err != nil {
		return err
	} else if second {
		return s.putForward(ctx, by, p, d, step, held)
	}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.perform(tx, p, step, d, held) })
	if (d.Action == ActAnswer || d.Action == ActNeedInfo) && errors.Is(err, gorm.ErrDuplicatedKey) {
		return nil // the other submission of the same form was faster
	}
	return err
}

// perform does in tx what plan prepared; it uses s for its boxes and
// neighbours only, never for its database.
func (s *Service) perform(tx *gorm.DB, p model.Petition, prepared *deed, d Decision, held []heldFile) error {
	step := *prepared // a transaction may run again
	if step.inTx != nil {
		if err := step.inTx(tx); err != nil {
			return err
		}
	}
	switch d.Action {
	case ActAnswer, ActNeedInfo:
		if err := addMessage(tx, s.Box, p.ID, step, d.Token, sideOffice, seal.NewSecret(d.Text), held); err != nil {
			return err
		}
	case ActClose:
		if err := attach(tx, model.PetitionFile{PetitionID: p.ID, WithResult: true}, held); err != nil {
			return err
		}
	case ActClue:
		number, err := s.Clues.Register(tx, step.by, step.at, p.ID, p.VillageCode, d.Title, d.Summary)
		if err != nil {
			return err
		}
		step.note = seal.NewSecret(number)
		step.detail = map[string]any{"clue": number}
	case ActDuplicate:
		if err := merge(tx, p, step); err != nil {
			return err
		}
	case ActVerify:
		if err := verified(tx, s.Box, p.ID, step, d.How, d.On); err != nil {
			return err
		}
	}
	_, err := moveAndTell(tx, s.Box, p, step)
	return err
}

// plan checks a decision and prepares its step.
func (s *Service) plan(ctx context.Context, by actor.Actor, p model.Petition, d *Decision) (*deed, error) {
	step := &deed{by: by, role: by.Role, at: s.clock(), act: d.Action, note: d.Note, set: map[string]any{}}
	var err error
	if step.book, err = s.Clocks(ctx); err != nil {
		return step, fmt.Errorf("petition clocks: %w", err)
	}
	d.Text = strings.TrimSpace(d.Text)
	bad := map[string]string{}
	if utf8.RuneCountInString(d.Text) > maxPublic {
		bad["text"] = fmt.Sprintf("给来信人的话请不要超过%d个字", maxPublic)
	}
	if d.Category != "" {
		if CategoryText(d.Category) == "" {
			bad["category"] = "请选业务类别"
		}
		step.set["category"] = d.Category
	}
	rule, ok := plans[d.Action]
	if !ok {
		return step, fault.New(fault.Invalid, "请选要办的事")
	}
	if err := rule(ctx, s, p, d, step, bad); err != nil {
		return step, err
	}
	if err := s.holdAnswer(ctx, d, bad); err != nil {
		return step, err
	}
	return step, invalid(bad)
}

// planner checks what one action needs, and says what it writes.
type planner func(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error

// plans are the steps of the office. The reporter's own are elsewhere.
var plans = map[Action]planner{
	ActClaim: func(_ context.Context, _ *Service, _ model.Petition, _ *Decision, step *deed, _ map[string]string) error {
		step.set["claimed_by"], step.set["claimed_at"] = step.by.StaffID, step.at
		return nil
	},
	ActAccept: func(_ context.Context, _ *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
		needCategory(p, d, bad)
		tell(step, p, d, UsualWords(ActAccept))
		return nil
	},
	ActReject: func(_ context.Context, _ *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
		needCategory(p, d, bad)
		need(bad, "text", d.Text, "请写明不予受理的原因，并告诉来信人该找谁")
		tell(step, p, d, "")
		return nil
	},
	ActDuplicate:     duplicate,
	ActTransfer:      transfer,
	ActForwardResult: forwardResult,
	ActForward: func(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
		needCategory(p, d, bad)
		unitOf(d, bad, "请填写转给哪个部门")
		tell(step, p, d, strings.ReplaceAll(UsualWords(ActForward), "某部门", d.Unit))
		assign(step, assignedBureau, d.Unit)
		return s.refer(ctx, p, d, step, bad)
	},
	ActNeedInfo: answer,
	ActAnswer:   answer,
	ActGiveBack: func(_ context.Context, _ *Service, _ model.Petition, d *Decision, step *deed, bad map[string]string) error {
		needNote(bad, d.Note, "请写明退回的原因")
		assign(step, "", "")
		return nil
	},
	ActClue: func(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
		if d.Title = trimmed(d.Title); d.Title.Empty() {
			bad["title"] = "请写线索的标题，例如“某村危房改造资金问题”"
		}
		d.Title = clipSecret(d.Title, 100)
		if d.Summary = trimmed(d.Summary); d.Summary.Empty() {
			t, err := s.openTexts(p)
			if err != nil {
				return err
			}
			d.Summary = t.body
		}
		step.public = UsualWords(ActClue)
		return nil
	},
	ActClose:            closing,
	ActReopen:           reopening,
	ActNotify:           notifying,
	ActFeedback:         feedingBack,
	ActArchive:          archiving,
	ActReceiveLower:     receiving,
	ActTransferOther:    transferOther,
	ActSuggestion:       suggesting,
	ActSuggestionAnswer: answeringSuggestion,
	ActAppeal:           appealing,
	ActAppealAsk:        askingAppeal,
	ActHandOver:         handingOver,
	ActReturnAsk:        askingReturn,
	ActObjection:        objecting,
	ActExplain:          explaining,
	ActCallBack:         callingBack,
	ActVerify:           verification,
}

// tell sets what the reporter reads: the typed words, or the usual ones. For
// whoever reads the page it also is the answer that T1 waits for.
func tell(step *deed, p model.Petition, d *Decision, usual string) {
	step.public = d.Text
	if step.public == "" {
		step.public = usual
	}
	if readsPage(p) {
		step.set["answered_at"] = step.at
	}
}

func need(bad map[string]string, field, value, words string) {
	if value == "" && bad[field] == "" {
		bad[field] = words
	}
}

func needNote(bad map[string]string, note seal.Secret, words string) {
	if utf8.RuneCountInString(strings.TrimSpace(note.Reveal())) < 2 {
		bad["note"] = words
	}
}

func needCategory(p model.Petition, d *Decision, bad map[string]string) {
	if d.Category == "" && p.Category == "" {
		bad["category"] = "请选业务类别"
	}
}

func trimmed(v seal.Secret) seal.Secret { return seal.NewSecret(strings.TrimSpace(v.Reveal())) }

func answer(_ context.Context, _ *Service, _ model.Petition, d *Decision, step *deed, bad map[string]string) error {
	if d.Token == "" {
		return fault.New(fault.Invalid, "页面放得太久了，请再点一次提交")
	}
	need(bad, "text", d.Text, "请写要告诉来信人的话")
	step.public = "工作人员给您留了言，请看下面的对话。"
	if d.Action == ActNeedInfo {
		step.public = "有的情况需要您补充，请看下面的对话。"
	}
	return nil
}

func transfer(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	needCategory(p, d, bad)
	if p.Subject == SubjectTownOfficial {
		return fault.New(fault.Conflict, "反映镇里干部的信访件不能转给镇里办理，请由县纪委办理或转问题线索")
	}
	t, ok, err := division(ctx, s.DB, d.Town)
	if err != nil {
		return err
	}
	if !ok || t.Code != townOf(t.Code) {
		bad["town"] = "请选转给哪个镇"
	} else if kept, err := recuse.UnitKept(ctx, s.DB, model.ObjectPetition, p.ID, recuse.Unit{Role: actor.RoleTownInspector, Division: t.Code}); err != nil {
		return fmt.Errorf("transfer: %w", err)
	} else if kept {
		bad["town"] = "这个镇的经办人都应当回避，不能转给这个镇"
	}
	if !d.Clear {
		bad["clear"] = "请先核对：不涉及该镇党委、纪委负责人的才能转"
	}
	tell(step, p, d, UsualWords(ActTransfer))
	step.set["assigned_to"], step.set["assigned_unit"], step.set["assigned_division"] = assignedTown, "镇纪委", t.Code
	return nil
}

func closing(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	need(bad, "text", d.Text, "请写给来信人的办理结果")
	step.public, step.others = d.Text, clip.Runes(strings.TrimSpace(d.Others), maxPublic)
	step.set["closed_at"], step.set["outcome_note_sealed"] = step.at, s.Box.Seal(seal.NewSecret(d.Text), place("outcome", p.ReceiptDigest))
	var err error
	step.sample, err = s.sampled(ctx, p)
	return err
}
