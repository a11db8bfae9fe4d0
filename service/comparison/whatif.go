package comparison

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// Question asks what one model would find with other values.
type Question struct {
	Model  string
	Values map[string]string // by full name; what is not here stays as it holds
	// Draft is the model itself where it is not among those that run: one that
	// somebody is writing.
	Draft *rule.Model
}

// Answer is what the model would find today, and how that differs from the
// findings there are.
type Answer struct {
	Count   int
	Fen     int64
	Towns   []TownCount // most first
	Samples []Sample    // the largest sums first
	Entered int         // hits that are no finding yet
	Left    int         // findings that would not be found
	Enter   []Sample    // some of those that enter
	Leave   []Sample    // some of the findings that leave
	Held    string      // why the model's findings would be held back
}

// TownCount is a town's part of an answer.
type TownCount struct {
	Code, Name string
	Count      int
	Fen        int64
}

// Sample is one hit, with its subject masked.
type Sample struct {
	Subject, Village, Item string
	Period                 period.Interval
	Fen                    int64
	Severity               rule.Severity
	Sentence               string
}

// samples is how many hits an answer shows.
const samples = 20

// WhatIf answers a question over the whole county. The first one loads the
// snapshot; those after it take a fraction of a second.
func (s *Service) WhatIf(ctx context.Context, by actor.Actor, q Question) (Answer, error) {
	if by.Kind != actor.System && !by.Is(actor.RoleSupervision, actor.RoleHead) {
		return Answer{}, fault.New(fault.NotFound, "没有这个页面")
	}
	m, err := s.questioned(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	done, err := s.ask.wait(ctx, by)
	if err != nil {
		return Answer{}, err
	}
	defer done()
	k, err := s.keep(ctx)
	if err != nil {
		return Answer{}, fmt.Errorf("what-if: %w", err)
	}
	values, err := s.o.Values(ctx, s.today())
	if err != nil {
		return Answer{}, fmt.Errorf("parameters: %w", err)
	}
	values = maps.Clone(values)
	if values == nil {
		values = map[string]string{}
	}
	for name := range q.Values { // what is asked holds for all time
		maps.DeleteFunc(values, func(since, _ string) bool { return strings.HasPrefix(since, name+"@") })
	}
	maps.Copy(values, q.Values)
	c, err := bind([]rule.Model{m}, values)
	if err != nil {
		return Answer{}, err
	}
	found, err := pass(ctx, k.l.Snapshot, c.bound, nil)
	if err != nil {
		return Answer{}, fmt.Errorf("what-if: %w", err)
	}
	found = combineIn(k.l.Snapshot, others(k, m.Key), found)
	a := answer(k.l, found)
	a.Held = heldReason(k.l.Snapshot, m, values)
	return a, s.differ(ctx, k.l, m.Key, found, &a)
}

// questioned is the model that a question is about.
func (s *Service) questioned(ctx context.Context, q Question) (rule.Model, error) {
	if q.Draft != nil {
		return *q.Draft, nil
	}
	all, err := s.models(ctx)
	if err != nil {
		return rule.Model{}, err
	}
	i := slices.IndexFunc(all, func(m rule.Model) bool { return m.Key == q.Model })
	if i < 0 {
		return rule.Model{}, fault.New(fault.NotFound, "没有这个模型")
	}
	for name, text := range q.Values {
		k := slices.IndexFunc(all[i].Parameters, func(p rule.Parameter) bool { return p.Name(q.Model) == name })
		if k < 0 {
			return rule.Model{}, fault.Fields(map[string]string{name: "这个模型没有这个参数"})
		}
		if err := all[i].Parameters[k].Check(text); err != nil {
			return rule.Model{}, fault.Fields(map[string]string{name: fault.Of(err).Public})
		}
	}
	return all[i], nil
}

// others says which models besides one have hits on whom. The model in
// question has number 0, which none of the others must have.
func others(k *kept, key string) map[dossier.P]company {
	base := make([]Result, 0, len(k.base))
	for _, r := range k.base {
		if k.c.bound[r.Model].Model.Key != key {
			r.Model++
			base = append(base, r)
		}
	}
	return companies(base, map[dossier.P]company{})
}

func answer(l *snapshot.Loaded, found []Result) Answer {
	a := Answer{Count: len(found)}
	towns := map[string]*TownCount{}
	for _, r := range found {
		a.Fen += r.AmountFen
		village, _ := place(l, r)
		code := dossier.Village{Code: village}.Town()
		t := towns[code]
		if t == nil {
			t = &TownCount{Code: code, Name: townName(l, code)}
			towns[code] = t
		}
		t.Count++
		t.Fen += r.AmountFen
	}
	for _, t := range towns {
		a.Towns = append(a.Towns, *t)
	}
	slices.SortFunc(a.Towns, func(x, y TownCount) int { return cmp.Or(-cmp.Compare(x.Count, y.Count), cmp.Compare(x.Code, y.Code)) })
	a.Samples = largest(l, found)
	return a
}

func townName(l *snapshot.Loaded, code string) string {
	for _, v := range l.Villages {
		if v.Code == code+"000" {
			return v.Name
		}
	}
	return code
}

func largest(l *snapshot.Loaded, found []Result) []Sample {
	sorted := slices.Clone(found)
	slices.SortStableFunc(sorted, func(x, y Result) int { return -cmp.Compare(x.AmountFen, y.AmountFen) })
	out := make([]Sample, 0, samples)
	for _, r := range sorted[:min(samples, len(sorted))] {
		out = append(out, sample(l, r))
	}
	return out
}

func sample(l *snapshot.Loaded, r Result) Sample {
	s := Sample{Period: r.Period, Fen: r.AmountFen, Severity: r.Severity, Sentence: r.Sentence}
	village, _ := place(l, r)
	if i := slices.IndexFunc(l.Villages, func(v dossier.Village) bool { return v.Code == village }); i >= 0 {
		s.Village = l.Villages[i].Name
	}
	if r.Item != dossier.None {
		s.Item = l.Items[r.Item].Name
	}
	switch r.Subject.Kind {
	case rule.OfPerson:
		s.Subject = surname(l.Text(l.People[r.Subject.Index].Name))
	case rule.OfProject:
		s.Subject = l.Projects[r.Subject.Index].Name
	case rule.OfFund:
		s.Subject = l.Funds[r.Subject.Index].DocNo
	case rule.OfAccount:
		s.Subject = anAccount
	case rule.OfVillage:
		s.Subject = s.Village
	}
	return s
}

// differ compares the hits with the findings there are.
func (s *Service) differ(ctx context.Context, l *snapshot.Loaded, key string, found []Result, a *Answer) error {
	rows, err := gorm.G[model.Finding](s.o.DB).Select("id", "subject_kind", "person_id", "subject_no", "subject_digest", "item_id", "village_code", "period_start", "period_end", "amount_fen", "severity", "sentence").
		Where("model = ? AND gone_at IS NULL AND withdrawn_mark = 0", key).Find(ctx)
	if err != nil {
		return fmt.Errorf("what-if: %w", err)
	}
	there := map[string][]*model.Finding{}
	for i := range rows {
		id := subjectIn(&rows[i]).id()
		there[id] = append(there[id], &rows[i])
	}
	kept := map[int64]bool{}
	var enter []Result
	for _, r := range found {
		known, p := false, solid(r.Period)
		for _, f := range there[subjectOf(l, r).id()] {
			if periodOf(f).Overlaps(p) {
				known, kept[f.ID] = true, true
			}
		}
		if !known {
			enter = append(enter, r)
		}
	}
	a.Entered, a.Left, a.Enter = len(enter), len(rows)-len(kept), largest(l, enter)
	a.Leave = leaving(l, slices.DeleteFunc(rows, func(f model.Finding) bool { return kept[f.ID] }))
	return nil
}

// leaving shows the largest of the findings that would not be found, as the
// snapshot names what they are about.
func leaving(l *snapshot.Loaded, rows []model.Finding) []Sample {
	slices.SortStableFunc(rows, func(x, y model.Finding) int { return -cmp.Compare(x.AmountFen, y.AmountFen) })
	rows = rows[:min(samples, len(rows))]
	out := make([]Sample, len(rows))
	people, places := map[int64]string{}, map[string]string{}
	for i := range rows {
		people[rows[i].PersonID] = ""
	}
	for i := range l.People {
		if p := &l.People[i]; p.ID != 0 {
			if _, wanted := people[p.ID]; wanted {
				people[p.ID] = surname(l.Text(p.Name))
			}
		}
	}
	for _, v := range l.Villages {
		places[v.Code] = v.Name
	}
	for i := range rows {
		f := &rows[i]
		s := Sample{Village: places[f.VillageCode], Period: periodOf(f), Fen: f.AmountFen, Severity: rule.Severity(f.Severity), Sentence: f.Sentence} //nolint:gosec // 0 to 3
		if k := slices.IndexFunc(l.Items, func(t dossier.Item) bool { return f.ItemID != 0 && t.ID == f.ItemID }); k >= 0 {
			s.Item = l.Items[k].Name
		}
		switch f.SubjectKind {
		case model.SubjectPerson:
			s.Subject = people[f.PersonID]
		case model.SubjectProject:
			s.Subject = f.SubjectNo
			if k := slices.IndexFunc(l.Projects, func(p dossier.Project) bool { return p.No == f.SubjectNo }); k >= 0 {
				s.Subject = l.Projects[k].Name
			}
		case model.SubjectAccount:
			s.Subject = anAccount
		case model.SubjectVillage:
			s.Subject = places[f.SubjectNo]
		default:
			s.Subject = f.SubjectNo
		}
		out[i] = s
	}
	return out
}

// anAccount stands for an account, whose number no sample shows.
const anAccount = "一个账户"

// surname is how a sample names a person.
func surname(name string) string {
	if r := []rune(name); len(r) > 0 {
		return string(r[:1]) + "某"
	}
	return ""
}
