package funds

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
)

// Step is a leg of one item's or project's money, with its measure.
type Step struct {
	Leg
	Code, Title string
	OfProject   bool
	PayeeName   string
	Colour      int // by the model's numbers, of the first payment and of what was passed on late
}

// Idle is money that rests, with how long.
type Idle struct {
	Rest
	Code, Title string
	OfProject   bool
	Days        int
	Colour      int // while nothing was paid yet
}

// Way is how the money of one document or of one project went.
type Way struct {
	Doc, Name   string // of a document
	Code, Title string // of a project, or of the item a document is narrowed to
	Bureau      string
	Village     string
	Sums        Sums
	Lines       []Line
	Steps       []Step
	More        int  // steps that are not listed
	MoreSum     Sums // what they are about, so that the table adds up
	Rests       []Idle
	Edges       []Edge
	Known       period.Day // how far payments to households are known; Past where there are none
}

// mostSteps bounds the steps that are listed.
const mostSteps = 400

// Document gives the way of one document's money, for everything it is for or
// one item or project of these.
func (s *Service) Document(ctx context.Context, by actor.Actor, doc, code string) (Way, error) {
	x, err := scopeOf(by)
	if err != nil {
		return Way{}, err
	}
	var codes []string
	db := s.DB.WithContext(ctx)
	err = db.Raw("SELECT f.item_code AS code FROM funds AS f "+loaded("f")+" WHERE f.closed_by = 0 AND f.doc_no = ? UNION SELECT s.project_no AS code FROM filing_steps AS s "+loaded("s")+" WHERE s.doc_no = ? ORDER BY 1 LIMIT ?", doc, doc, mostCodes).Scan(&codes).Error
	if err != nil {
		return Way{}, fmt.Errorf("funds: what a document is for: %w", err)
	}
	if code != "" {
		codes = slices.DeleteFunc(codes, func(c string) bool { return c != code })
	}
	if doc == "" || len(codes) == 0 {
		return Way{}, errAbsent()
	}
	w, err := s.way(ctx, x, codes, func(of string) bool { return of == doc })
	if err != nil {
		return Way{}, err
	}
	if len(w.Lines) == 0 {
		return Way{}, errAbsent()
	}
	w.Doc, w.Name = doc, w.Lines[0].Name
	if code == "" && len(w.Lines) > 1 {
		w.Code, w.Title, w.Bureau, w.Village = "", "", "", ""
	}
	return w, nil
}

// Project gives the way of all money of one project.
func (s *Service) Project(ctx context.Context, by actor.Actor, no string) (Way, error) {
	x, err := scopeOf(by)
	if err != nil {
		return Way{}, err
	}
	if no == "" {
		return Way{}, errAbsent()
	}
	return s.way(ctx, x, []string{no}, func(string) bool { return true })
}

// way follows the money of some codes and keeps what some documents account for.
func (s *Service) way(ctx context.Context, x scope, codes []string, keep func(doc string) bool) (Way, error) {
	l, err := s.lags(ctx)
	if err != nil {
		return Way{}, err
	}
	accounts, err := s.accounts(ctx, x, codes)
	if err != nil {
		return Way{}, err
	}
	if len(accounts) == 0 {
		return Way{}, errAbsent() // of nobody they see
	}
	names, err := payees(s.DB.WithContext(ctx), accounts)
	if err != nil {
		return Way{}, err
	}
	w, drawn := Way{Known: period.Past}, newEdges()
	for _, a := range accounts {
		w.Code, w.Title, w.Bureau, w.Village = a.Code, a.title, a.bureau, a.village
		if !a.OfProject && a.known != 0 {
			w.Known = a.known
		}
		w.follow(a, l, s.today(), names, keep, drawn)
	}
	w.Edges = drawn.list(mostNodes)
	slices.SortStableFunc(w.Steps, func(a, b Step) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.From, b.From), cmp.Compare(a.Doc, b.Doc))
	})
	if len(w.Steps) > mostSteps {
		for _, p := range w.Steps[mostSteps:] {
			w.More++
			w.MoreSum.Add(p.sums())
		}
		w.Steps = w.Steps[:mostSteps]
	}
	return w, nil
}

// sums is what a step is to the whole: money that came, or that went.
func (l Leg) sums() (s Sums) {
	if l.From == Document || l.From == Unsourced {
		s.Came = l.Amount
	}
	if l.To == Payee {
		s.Went = l.Amount
	}
	return s
}

func (w *Way) follow(a *account, l Lags, today period.Day, names map[string]string, keep func(string) bool, drawn *edges) {
	c := a.Chain()
	waits := map[string]Wait{}
	for _, line := range a.lines(c, l, today) {
		if keep(line.Doc) {
			w.Lines, waits[line.Doc] = append(w.Lines, line), line.Wait
			w.Sums.Add(line.Sums)
		}
	}
	judge := l.Subsidy
	if a.OfProject {
		judge = l.Project
	}
	paid := map[string]bool{}
	for _, g := range sortedLegs(c.Legs) {
		if !keep(g.Doc) {
			continue
		}
		p := Step{Leg: g, Code: a.Code, Title: a.title, OfProject: a.OfProject, PayeeName: cmp.Or(names[g.Payee], g.Payee)}
		if _, known := g.Days(); known && g.From != Document && (g.To != Payee || !paid[g.Doc]) {
			_, p.Colour = judge(g.Since, g.On)
		}
		paid[g.Doc] = paid[g.Doc] || g.To == Payee
		w.Steps = append(w.Steps, p)
		drawn.step(p)
	}
	for _, r := range c.Rests {
		if keep(r.Doc) {
			i := Idle{Rest: r, Code: a.Code, Title: a.title, OfProject: a.OfProject, Days: int(max(0, a.until(today)-r.Since))}
			if wait := waits[r.Doc]; wait.Known && !wait.Paid {
				i.Colour = wait.Colour
			}
			w.Rests = append(w.Rests, i)
			drawn.rest(i)
		}
	}
}

func sortedLegs(legs []Leg) []Leg {
	return sorted(legs, func(l Leg) period.Day { return l.On })
}

// payees are the names of the companies that were paid, by credit code.
func payees(db *gorm.DB, accounts []*account) (map[string]string, error) {
	var codes []string
	for _, a := range accounts {
		for _, p := range a.Payments {
			if p.Payee != "" && !slices.Contains(codes, p.Payee) {
				codes = append(codes, p.Payee)
			}
		}
	}
	out := map[string]string{}
	if len(codes) == 0 {
		return out, nil
	}
	var rows []model.Company
	if err := db.Raw("SELECT c.code, c.name FROM companies AS c "+loaded("c")+" WHERE c.closed_by = 0 AND c.code IN ?", codes).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("funds: who was paid: %w", err)
	}
	for _, r := range rows {
		out[r.Code] = r.Name
	}
	return out, nil
}

// columns are where the places stand in the drawing of a way.
var columns = map[Place]int{Document: 0, Unsourced: 0, County: 1, Bureau: 2, Town: 3, Project: 4, Payee: 5}

// step draws a leg.
func (e *edges) step(p Step) {
	name := func(at Place) string {
		switch {
		case at == Document:
			return p.Doc
		case at == Project:
			return p.Title
		case at == Payee && p.OfProject:
			return cmp.Or(p.PayeeName, "没有登记收款单位")
		case at == Payee:
			return toHouseholds
		}
		return words[at]
	}
	e.add(edgeKey{name(p.From), name(p.To), columns[p.From], columns[p.To], false, p.Doc == ""}, p.Amount)
}

// rest draws money that lies idle.
func (e *edges) rest(i Idle) {
	from := words[i.At]
	if i.At == Project {
		from = i.Title
	}
	e.add(edgeKey{from, idleAt + words[i.At], columns[i.At], columns[Payee], true, false}, i.Amount)
}
