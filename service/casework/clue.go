package casework

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// Step is what somebody does about a clue. Which fields count depends on the
// action; the keys of errors are the names in the comments.
type Step struct {
	Version   int
	Action    Action
	Note      seal.Secret // note: the reason, opinion, plan or report
	Unit      string      // unit: a supervision office
	Opinion   string      // opinion: one of the lists of words.go
	Measure   string      // measure: of Measures
	Kind      string      // kind: of TalkKinds
	On        string      // on: the day of the step
	Reference string      // reference: the number of its paper
	StudiedOn string      // studied_on
	Study     seal.Secret // study: who took part in the collective study, and what was said
	Flag      bool        // flag: the person heads a party committee; the reply bears the signature
	Team      []int64     // team: accounts, the first of them leads
	Title     seal.Secret // title: of a piece of evidence
	Scope     string      // scope: of Scopes
	Told      seal.Secret // told: what the reporter is told
}

// matter is a clue with what belongs to it, as it was read.
type matter struct {
	clue    model.Clue
	talk    model.ClueTalk  // the latest round; zero when there is none
	check   model.ClueCheck // the latest; zero when there is none
	team    []model.TeamMember
	clear   model.Clarification // the latest; zero when there is none
	waiting map[string]model.Approval
	clocks  []timer.Clock
}

// making is one step in the making, with what is wrong about what was typed.
type making struct {
	s    *Service
	ctx  context.Context // lives for one call
	book timer.Book
	bad  map[string]string
	d    deed
}

// job is one step on a clue in the making.
type job struct {
	making
	m    matter
	step Step
}

// planners say what each step on a clue writes. Steps without one write their
// note and nothing else.
var planners = joined(assignPlans, opinionPlans, talkPlans, verifyPlans, namePlans, openPlans)

func joined[J any](parts ...map[Action]func(j J) error) map[Action]func(j J) error {
	all := map[Action]func(j J) error{}
	for _, p := range parts {
		maps.Copy(all, p)
	}
	return all
}

// Act takes one step on a clue.
func (s *Service) Act(ctx context.Context, by actor.Actor, id int64, step Step) error {
	c, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	if c.Version != step.Version {
		return stale()
	}
	if _, err := clues.next(c.State, step.Action, by.Role); err != nil {
		return err
	}
	book, err := s.Clocks(ctx)
	if err != nil {
		return fmt.Errorf("clue %s: %w", step.Action, err)
	}
	j := &job{making: s.making(ctx, by, book, step.Action, step.Note, step.Reference), step: step}
	if j.m, err = s.matter(ctx, c, book); err != nil {
		return err
	}
	if err := j.m.fits(step.Action, by); err != nil {
		return err
	}
	if err := j.plan(); err != nil {
		return err
	}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return advance(tx, s.Box, book, ofClue(c), j.d) })
}

func (s *Service) making(ctx context.Context, by actor.Actor, book timer.Book, a Action, note seal.Secret, reference string) making {
	return making{s: s, ctx: ctx, book: book, bad: map[string]string{}, d: deed{
		by: by, at: s.clock(), act: a, note: trimmed(note), reference: strings.TrimSpace(reference), set: map[string]any{}, start: map[timer.Kind]period.Day{},
	}}
}

// written checks what every step may bring.
func (j *making) written(r rule) {
	if r.decides != "" && !r.agree {
		needNote(j.bad, j.d.note, "请写明原因")
	}
	if n := utf8.RuneCountInString(j.d.note.Reveal()); n > maxNote {
		j.bad["note"] = fmt.Sprintf("请不要超过%d个字", maxNote)
	}
	if n := utf8.RuneCountInString(j.d.reference); n > 64 {
		j.bad["reference"] = "请不要超过64个字"
	}
}

// plan checks what was typed and makes the deed of it.
func (j *job) plan() error {
	j.written(clues[j.m.clue.State][j.step.Action])
	if do := planners[j.step.Action]; do != nil {
		if err := do(j); err != nil {
			return err
		}
	}
	if len(j.bad) > 0 {
		return fault.Fields(j.bad)
	}
	if j.d.set["closed_as"] != nil {
		j.d.set["closed_at"], j.d.stopAll = j.d.at, true
	}
	return nil
}

// maxNote is how long a note may be.
const maxNote = 2000

func trimmed(v seal.Secret) seal.Secret { return seal.NewSecret(strings.TrimSpace(v.Reveal())) }

func needNote(bad map[string]string, note seal.Secret, words string) {
	if utf8.RuneCountInString(note.Reveal()) < 2 {
		bad["note"] = words
	}
}

// text gives a text of at least n characters, or says what is missing.
func (j *making) text(field string, v seal.Secret, least, most int, words string) seal.Secret {
	v = trimmed(v)
	if n := utf8.RuneCountInString(v.Reveal()); n < least || n > most {
		j.bad[field] = words
	}
	return v
}

func (j *making) choice(field string, list []Choice, v string) string {
	if text(list, v) == "" {
		j.bad[field] = "请从列表里选一项"
	}
	return v
}

// day reads a day that is not in the future, and not before another.
func (j *making) day(field, typed, label string, notBefore *time.Time) period.Day {
	d, err := pastDay(typed, period.Here(j.d.at), field, "请填写"+label+"，例如2026-03-05，不能在今天之后")
	if err != nil {
		j.bad[field] = fault.Of(err).Fields[field]
		return 0
	}
	if notBefore != nil && d < period.Stored(*notBefore) {
		j.bad[field] = label + "不能早于" + period.Stored(*notBefore).Chinese()
	}
	return d
}

// pastDay reads a day that is not in the future and not more than five years ago.
func pastDay(typed string, now period.Day, field, words string) (period.Day, error) {
	day, err := period.ParseDay(typed)
	if err != nil || day > now || day < now-5*366 {
		return 0, fault.Fields(map[string]string{field: words})
	}
	return day, nil
}

func dayOf(d period.Day) *time.Time {
	if d == 0 {
		return nil
	}
	t := d.Time()
	return &t
}

func (j *job) seal(v seal.Secret, column string) []byte {
	return j.s.Box.Seal(v, place("clues."+column, j.m.clue.Number))
}

func (j *making) today() period.Day { return period.Here(j.d.at) }

// tell lets the petition behind the clue hear of its result, with the step.
func (j *job) tell(words string) {
	id := j.m.clue.Petition()
	if id == 0 {
		return
	}
	j.d.also = then(j.d.also, func(tx *gorm.DB) error { return j.s.Petitions.CaseResult(j.ctx, tx, j.d.by, j.d.at, id, words, j.book) })
}

// closing ends the clue: 了结.
func (j *job) closing(as string) {
	j.d.set["closed_as"] = as
	j.tell("您反映的事已经核查完，正在准备答复。")
}

// assignPlans are the steps by which a clue changes hands.
var assignPlans = map[Action]func(j *job) error{
	ActAssignPropose: func(j *job) error { return j.unit(func(u string) { j.d.set["unit"] = u }) },
	ActAssignRefuse:  func(j *job) error { j.d.set["unit"] = ""; return nil },
	ActTake: func(j *job) error {
		j.d.start[timer.Opinion] = j.today()
		if j.m.clue.Petition() != 0 {
			j.d.start[timer.Quarter] = j.today()
		}
		j.d.detail = map[string]any{"unit": j.m.clue.Unit}
		return nil
	},
	ActReassignAsk: func(j *job) error {
		needNote(j.bad, j.d.note, "请写明为什么要换承办部门")
		return j.unit(func(u string) {
			if u == j.m.clue.Unit {
				j.bad["unit"] = "现在就是这个部门承办"
			}
			j.d.request = []byte(`"` + u + `"`)
		})
	},
	ActReassignAgree: func(j *job) error {
		j.d.stop = []timer.Kind{timer.Opinion, timer.Quarter}
		j.d.granted = func(request []byte) (map[string]any, error) {
			var unit string
			if err := json.Unmarshal(request, &unit); err != nil {
				return nil, fmt.Errorf("reassign: %w", err)
			}
			return map[string]any{"unit": unit, "opinion": "", "opinion_note_sealed": nil}, nil
		}
		return nil
	},
	ActReturnAsk: func(j *job) error { needNote(j.bad, j.d.note, "请写明为什么退回"); return nil },
	ActReturnAgree: func(j *job) error {
		j.d.stop = []timer.Kind{timer.Opinion, timer.Quarter}
		j.d.set["unit"], j.d.set["opinion"], j.d.set["opinion_note_sealed"] = "", "", nil
		return nil
	},
}

// unit checks the office that was chosen.
func (j *job) unit(do func(unit string)) error {
	u := strings.TrimSpace(j.step.Unit)
	if n := utf8.RuneCountInString(u); n < 2 || n > 30 || strings.ContainsAny(u, `"\`) {
		j.bad["unit"] = "请选承办的监督检查室"
		return nil
	}
	kept, err := recuse.UnitKept(j.ctx, j.s.DB, objectClue, j.m.clue.ID, recuse.Unit{Role: actor.RoleSupervision, Bureau: u})
	if err != nil {
		return err
	}
	if kept {
		j.bad["unit"] = "这个部门的人都应当回避，请选别的部门"
		return nil
	}
	j.d.detail = map[string]any{"unit": u}
	do(u)
	return nil
}

// opinionPlans are the steps about how to handle a clue.
var opinionPlans = map[Action]func(j *job) error{
	ActPropose: func(j *job) error {
		opinion := j.choice("opinion", Opinions(), j.step.Opinion)
		needNote(j.bad, j.d.note, "请写明理由")
		studied := j.day("studied_on", j.step.StudiedOn, "集体研究的日期", nil)
		study := j.text("study", j.step.Study, 2, 500, "请写参加研究的人和研究的意见（500字以内）")
		j.d.set = map[string]any{
			"opinion": opinion, "opinion_note_sealed": j.seal(j.d.note, "opinion"), "proposed_by": j.d.by.StaffID, "proposed_at": j.d.at,
			"decided_by": 0, "decided_at": nil, "decision_note_sealed": nil, "studied_on": dayOf(studied), "study_sealed": j.seal(study, "study"),
		}
		j.d.detail = map[string]any{"opinion": opinion}
		return nil
	},
	ActApprove: func(j *job) error { j.decided(timer.Opinion); return nil },
	ActHold:    func(j *job) error { j.decided(timer.Opinion); j.d.start[timer.HoldReview] = j.today(); return nil },
	ActEnd:     func(j *job) error { j.decided(timer.Opinion); j.closing(model.ClosedEnded); return nil },
	ActReturn:  func(j *job) error { j.decided(); return nil },
	ActReopen: func(j *job) error {
		needNote(j.bad, j.d.note, "请写明为什么重新研究")
		j.d.stop, j.d.start[timer.Opinion] = []timer.Kind{timer.HoldReview}, j.today()
		return nil
	},
	ActEvidence: func(j *job) error {
		title := j.text("title", j.step.Title, 2, 100, "请写材料的名称（2到100个字），不写内容")
		e := model.ClueEvidence{ClueID: j.m.clue.ID, Number: j.d.reference, AddedBy: j.d.by.StaffID, AddedAt: j.d.at, TitleSealed: j.seal(title, "evidence")}
		if j.step.On != "" {
			e.DatedOn = dayOf(j.day("on", j.step.On, "材料的日期", nil))
		}
		j.d.also = func(tx *gorm.DB) error {
			row := e
			if err := tx.Create(&row).Error; err != nil {
				return fmt.Errorf("evidence: %w", err)
			}
			return nil
		}
		return nil
	},
	ActQuarter: func(j *job) error {
		needNote(j.bad, j.d.note, "请写本季度办理的进展")
		next := j.today().Month()
		next += 3 - next%3
		for _, c := range j.m.clocks {
			if c.Kind == timer.Quarter {
				next = (period.Here(c.At) + 1).Month()
				next -= next % 3
			}
		}
		if m := period.Here(j.d.at).Month(); next <= m-m%3 { // quarters that were missed are not made up one by one
			next = m - m%3
		}
		j.d.stop, j.d.start[timer.Quarter] = []timer.Kind{timer.Quarter}, next.First()
		id, note := j.m.clue.Petition(), j.d.note
		j.d.also = func(tx *gorm.DB) error { return j.s.Petitions.Quarter(j.ctx, tx, j.d.by, j.d.at, id, note) }
		return nil
	},
}

// decided writes the head's word and stops the clocks of what was decided.
func (j *job) decided(kinds ...timer.Kind) {
	j.d.set["decided_by"], j.d.set["decided_at"], j.d.set["decision_note_sealed"] = j.d.by.StaffID, j.d.at, j.seal(j.d.note, "decision")
	j.d.stop = slices.Clone(kinds)
	j.d.detail = map[string]any{"opinion": j.m.clue.Opinion}
}
