package main

import (
	"context"
	"strings"

	"yangguang/service/board"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/lookup"
	"yangguang/service/project"
)

// boardService makes what is public in a village: lists as the public list on
// the telephone masks them, projects as their own page shows them.
func (p *program) boardService() *board.Service {
	return board.New(board.Deps{
		DB: p.db, Now: p.now, Page: p.publicPage, Place: p.place, Villages: p.placesIn, Lists: p.wallLists, Projects: p.villageProjects, Answers: p.villageAnswers,
		Months: func(ctx context.Context) (int, error) { return p.parameters.Number(ctx, lookup.ParamListMonths, 12) },
	})
}

// place gives the village of a code in the words people use.
func (p *program) place(ctx context.Context, code string) (board.Place, bool, error) {
	tree, err := p.lookup.Divisions(ctx)
	if err != nil {
		return board.Place{}, false, err
	}
	v, ok := tree.Village(code)
	return placeOf(tree, v), ok, nil
}

func placeOf(tree *lookup.Tree, v lookup.Division) board.Place {
	town, _ := tree.Get(v.Parent)
	return board.Place{Code: v.Code, Village: v.Short, Town: town.Name, County: tree.County().Name}
}

// placesIn lists the villages that lie in a division; "" is the county.
func (p *program) placesIn(ctx context.Context, division string) ([]board.Place, error) {
	tree, err := p.lookup.Divisions(ctx)
	if err != nil {
		return nil, err
	}
	var out []board.Place
	for _, town := range tree.Towns() {
		for _, v := range tree.Villages(town.Code) {
			if strings.HasPrefix(v.Code, actor.DivisionPrefix(division)) {
				out = append(out, placeOf(tree, v))
			}
		}
	}
	return out, nil
}

func (p *program) wallLists(ctx context.Context, by actor.Actor, village, item string, from, to period.Day) ([]board.List, error) {
	items, err := p.lookup.Wall(ctx, by, village, item, from, to)
	if err != nil {
		return nil, err
	}
	out := make([]board.List, 0, len(items))
	for _, it := range items {
		l := board.List{Code: it.Code, Name: it.Name, Count: it.Count, Amount: it.Amount, People: make([]board.Person, 0, len(it.Rows))}
		for _, per := range it.Periods {
			l.For = append(l.For, period.Through(per.Start, per.End))
		}
		for _, r := range it.Rows {
			l.People = append(l.People, board.Person{Group: r.Group, Name: r.Name, Tell: r.ID, Count: r.Count, Amount: r.Amount})
		}
		out = append(out, l)
	}
	return out, nil
}

func (p *program) villageProjects(ctx context.Context, village string, most int) ([]board.Project, bool, error) {
	cards, more, err := p.projects.InVillage(ctx, village, most)
	if err != nil {
		return nil, false, err
	}
	out := make([]board.Project, 0, len(cards))
	for _, c := range cards {
		out = append(out, board.Project{
			No: c.No, Name: c.Name, Stage: string(c.Stage), Done: c.Stage == project.Accepted || c.Stage == project.Settled, Late: c.Late, Percent: c.Percent,
			Planned: c.Planned, PlanStart: c.PlanStart, PlanEnd: c.PlanEnd,
		})
	}
	return out, more, nil
}

// villageAnswers gives the latest answers to public questions about projects.
func (p *program) villageAnswers(ctx context.Context, projects []string, most int) ([]board.Answer, error) {
	list, err := p.questions.Latest(ctx, projects, most)
	if err != nil {
		return nil, err
	}
	out := make([]board.Answer, 0, len(list))
	for _, a := range list {
		out = append(out, board.Answer{Project: a.ProjectNo, Question: a.Question, Answer: a.Answer, On: a.On, Unit: a.Unit})
	}
	return out, nil
}
