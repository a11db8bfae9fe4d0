package casework

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/series"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// CaseStep is what somebody does about a case. Which fields count depends on
// the action; the keys of errors are the names in the comments.
type CaseStep struct {
	Version   int
	Action    Action
	Note      seal.Secret // note
	On        string      // on: the day of the step
	Reference string      // reference: the number of its paper
	Team      []int64     // team: accounts, the first of them leads
	Party     string      // party: of PartyOutcomes, or empty
	Admin     string      // admin: of AdminOutcomes, or empty
	Other     string      // other: of OtherOutcomes, or empty
	Form      string      // form: 1–4 of 四种形态
	Rank      string      // rank: of Ranks
	Level     string      // level: of Levels
	Complex   bool        // complex
	Found     string      // found, yuan
	Ordered   string      // ordered, yuan: to be paid in
	Words     string      // words: what the reporter may read, approved
	Kind      string      // kind: of AppealKinds
	Amount    string      // amount, yuan: paid in, or given back
	Person    int64       // person: of the household it is given back to
	Village   string      // village: of the household
	Return    int64       // return: the entry that was a mistake
}

// caseMatter is a case with what belongs to it, as it was read.
type caseMatter struct {
	k       model.Case
	clue    model.Clue
	team    []model.TeamMember
	waiting map[string]model.Approval
	done    map[Action]bool // steps that were taken at some time
}

// caseJob is one step on a case in the making.
type caseJob struct {
	making
	m    caseMatter
	step CaseStep
}

// ActOnCase takes one step on a case.
func (s *Service) ActOnCase(ctx context.Context, by actor.Actor, id int64, step CaseStep) error {
	k, c, err := s.visibleCase(ctx, by, id)
	if err != nil {
		return err
	}
	if k.Version != step.Version {
		return stale()
	}
	if _, err := cases.next(k.State, step.Action, by.Role); err != nil {
		return err
	}
	book, err := s.Clocks(ctx)
	if err != nil {
		return fmt.Errorf("case %s: %w", step.Action, err)
	}
	j := &caseJob{making: s.making(ctx, by, book, step.Action, step.Note, step.Reference), step: step}
	if j.m, err = s.caseMatter(ctx, k, c); err != nil {
		return err
	}
	if !j.m.agrees(step.Action, by) {
		return fault.New(fault.Conflict, "这一步已经办过，或者要先办别的，请刷新页面")
	}
	j.written(cases[k.State][step.Action])
	if do := casePlanners[step.Action]; do != nil {
		if err := do(j); err != nil {
			return err
		}
	}
	if len(j.bad) > 0 {
		return fault.Fields(j.bad)
	}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return advance(tx, s.Box, book, ofCase(k), j.d) })
}

func (s *Service) caseMatter(ctx context.Context, k model.Case, c model.Clue) (caseMatter, error) {
	m := caseMatter{k: k, clue: c, done: map[Action]bool{}}
	var err error
	if m.team, err = s.teamOf(ctx, objectCase, k.ID); err != nil {
		return m, err
	}
	if m.waiting, err = s.waiting(ctx, objectCase, k.ID); err != nil {
		return m, err
	}
	var kinds []string
	if err := s.DB.WithContext(ctx).Model(&model.CaseworkEvent{}).Where("object = ? AND object_id = ?", objectCase, k.ID).Distinct().Pluck("kind", &kinds).Error; err != nil {
		return m, fmt.Errorf("case events: %w", err)
	}
	for _, kind := range kinds {
		m.done[Action(kind)] = true
	}
	return m, nil
}

// agrees reports whether a step is due, and not done yet.
func (m caseMatter) agrees(a Action, by actor.Actor) bool {
	r := cases[m.k.State][a]
	_, asked := m.waiting[r.asks]
	_, waits := m.waiting[r.decides]
	if r.asks != "" && asked || r.decides != "" && !waits {
		return false
	}
	switch a {
	case ActOpenCase:
		return false // by its clue
	case ActDrop:
		_, waits := m.waiting[KindFile]
		return !waits
	case ActArchive:
		return m.k.State != model.CaseExecuting || m.done[ActExecute]
	case ActSupplement, ActTrialStart:
		return true
	case ActAppealPropose: // by other people than those who tried it
		return !slices.ContainsFunc(m.team, func(t model.TeamMember) bool { return t.StaffID == by.StaffID })
	case ActSanctionAsk:
		_, waits := m.waiting[KindTransfer]
		return !waits
	}
	return true
}

// can lists what an actor may do with a case now.
func (m caseMatter) can(by actor.Actor) map[Action]bool {
	out := map[Action]bool{}
	for a, r := range cases[m.k.State] {
		if slices.Contains(r.by, by.Role) && m.agrees(a, by) {
			out[a] = true
		}
	}
	return out
}

// openPlans is the step by which a clue becomes a case.
var openPlans = map[Action]func(j *job) error{ActOpenCase: func(j *job) error {
	needNote(j.bad, j.d.note, "请写明呈请立案的理由")
	old, err := gorm.G[model.Case](j.s.DB).Where("clue_id = ?", j.m.clue.ID).Limit(1).Find(j.ctx)
	if err != nil {
		return fmt.Errorf("case of clue: %w", err)
	}
	c, d, box, book := j.m.clue, j.d, j.s.Box, j.book
	d.set = map[string]any{}
	j.d.also = func(tx *gorm.DB) error {
		if len(old) == 1 { // put before the head again
			return advance(tx, box, book, ofCase(old[0]), d)
		}
		return openCase(tx, box, c, d)
	}
	return nil
}}

// openCase writes a case that waits for the head, inside tx.
func openCase(tx *gorm.DB, box *seal.Box, c model.Clue, d deed) error {
	day := period.Here(d.at)
	n, err := series.Next(tx, "filing/"+strconv.Itoa(day.Year()))
	if err != nil {
		return err
	}
	k := model.Case{
		Number: fmt.Sprintf("呈批〔%d〕%04d", day.Year(), n), ClueID: c.ID, State: model.CaseProposed, FiledOn: day.Time(), FiledBy: d.by.StaffID,
		Version: 1, CreatedAt: d.at, UpdatedAt: d.at,
	}
	err = tx.Create(&k).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Wrap(fault.Conflict, "这条线索已经呈批立案了", err)
	}
	if err != nil {
		return fmt.Errorf("case: %w", err)
	}
	if err := recuse.Inherit(tx, d.at, objectClue, c.ID, objectCase, k.ID); err != nil {
		return err
	}
	a, err := approval.Ask(tx, box, d.by, d.at, approval.Request{
		Object: objectCase, ID: k.ID, Kind: KindFile, To: actor.RoleHead, Reason: seal.NewSecret("报批：" + ActionText(string(ActOpenCase))),
	})
	if err != nil {
		return err
	}
	d.detail = map[string]any{"case": k.Number}
	return record(tx, box, objectCase, k.ID, "", k.State, a.ID, d)
}

// casePlanners say what each step on a case writes.
var casePlanners = joined(filePlans, trialPlans, endPlans, moneyPlans, voidPlans)

// filePlans are K1–K3 and 撤案.
var filePlans = map[Action]func(j *caseJob) error{
	ActFileAsk: func(j *caseJob) error { needNote(j.bad, j.d.note, "请写明呈请立案的理由"); return nil },
	ActFileApprove: func(j *caseJob) error {
		k, day := j.m.k, period.Here(j.d.at)
		j.d.on = day
		j.d.set = map[string]any{"filed_on": day.Time(), "filed_at": j.d.at}
		j.d.also = func(tx *gorm.DB) error { // the number is taken in the transaction
			n, err := series.Next(tx, "case/"+strconv.Itoa(day.Year()))
			if err != nil {
				return err
			}
			u := tx.Model(&model.Case{}).Where("id = ?", k.ID).Update("number", fmt.Sprintf("案〔%d〕%04d", day.Year(), n))
			if u.Error != nil {
				return fmt.Errorf("case number: %w", u.Error)
			}
			return nil
		}
		return nil
	},
	ActDrop: func(j *caseJob) error {
		needNote(j.bad, j.d.note, "请写明为什么不再呈批")
		return j.onClue(ActUnfile, func(d *deed) {
			d.set["opinion"] = ""
			d.start[timer.Opinion] = period.Here(d.at)
		})
	},
	ActInvestigate: func(j *caseJob) error {
		j.d.on = j.day("on", j.step.On, "开始审查调查的日期", &j.m.k.FiledOn)
		return nil
	},
	ActCancelAsk: func(j *caseJob) error { needNote(j.bad, j.d.note, "请写明为什么撤案"); return nil },
	ActCancel:    func(j *caseJob) error { return j.conclude("您反映的事已经核查完，正在准备答复。") },
}

// onClue takes the step of the clue that goes with one of its case.
func (j *caseJob) onClue(a Action, change func(d *deed)) error {
	c, d := j.m.clue, j.d
	d.act, d.set, d.start, d.also, d.granted, d.request, d.stop = a, map[string]any{}, map[timer.Kind]period.Day{}, nil, nil, nil, nil
	change(&d)
	j.d.also = then(j.d.also, func(tx *gorm.DB) error { return advance(tx, j.s.Box, j.book, ofClue(c), d) })
	return nil
}

// conclude closes the clue with its case, and lets the petition tell its
// reporter. A clue that is closed already stays as it is: an appeal led to
// another decision, and only the reporter hears of it.
func (j *caseJob) conclude(words string) error {
	j.d.stopAll = true
	if j.m.clue.State == model.ClueFiled {
		if err := j.onClue(ActConclude, func(d *deed) {
			d.set["closed_as"], d.set["closed_at"], d.stopAll, d.note = model.ClosedCase, d.at, true, seal.Secret{}
		}); err != nil {
			return err
		}
	}
	id := j.m.clue.Petition()
	if id == 0 {
		return nil
	}
	j.d.also = then(j.d.also, func(tx *gorm.DB) error { return j.s.Petitions.CaseResult(j.ctx, tx, j.d.by, j.d.at, id, words, j.book) })
	return nil
}
