// Package board says what is public in a village, also to people without a
// telephone: the village's page, the sheet for its wall and the letter to a
// household.
//
// What stands on the sheet is what the public list on the telephone holds, with
// the same names masked, and nothing else. A letter holds the payments of one
// household and is printed for that household. Whoever prints a sheet or letters
// is in the audit chain before anything is shown. No full resident ID and no
// full account ever leaves this package.
package board

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"gorm.io/gorm"
	"rsc.io/qr"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Place is a village with what lies above it, in the words people use.
type Place struct{ Code, Village, Town, County string }

// Full is the town and the village.
func (p Place) Full() string { return p.Town + p.Village }

// Person is one line of an item's list on the sheet.
type Person struct {
	Group  string
	Name   string // masked where the public list masks it
	Tell   string // masked ID, only to tell two of one name apart
	Count  int
	Amount money.Fen
}

// List is what was paid of one item in a quarter.
type List struct {
	Code, Name string
	For        []period.Interval // the entitlement periods, latest first
	People     []Person
	Persons    int // how many people; there in the summary, too
	Count      int // payments
	Amount     money.Fen
}

// Project is a project of the village with its money.
type Project struct {
	No, Name           string
	Stage              string // as package project names it
	Done, Late         bool
	Percent            int
	Planned            money.Fen
	Came, Paid         money.Fen // 到账, 拨付, as the register of project money has it
	PlanStart, PlanEnd period.Day
}

// Deps are what the service needs.
type Deps struct {
	DB *gorm.DB
	// Place gives the village of a code; ok is false when there is none.
	Place func(ctx context.Context, code string) (p Place, ok bool, err error)
	// Villages lists the villages that lie in a division; "" is the county.
	Villages func(ctx context.Context, division string) ([]Place, error)
	// Lists gives what was paid from one day to another, masked as the public
	// list is; item "" is every item.
	Lists func(ctx context.Context, by actor.Actor, village, item string, from, to period.Day) ([]List, error)
	// Projects gives the projects of a village, and whether there are more.
	Projects func(ctx context.Context, village string, most int) ([]Project, bool, error)
	// Answers gives the latest answers to public questions about projects; nil: none.
	Answers func(ctx context.Context, projects []string, most int) ([]Answer, error)
	// Months is for how many months a payment is public.
	Months func(ctx context.Context) (int, error)
	// Page is the whole address of a page for villagers; "" while the county has none.
	Page func(path string) string
	Now  func() time.Time
}

// Service is safe for use by several goroutines.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

func (s *Service) instant() time.Time { return s.Now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.Now()) }

// mostProjects bounds the projects of one village's page and sheet.
const mostProjects = 60

var (
	errVillage = fault.New(fault.NotFound, "没有找到这个村，请从村名列表里选")
	errNotHere = fault.New(fault.NotFound, "没有找到，或者不在您负责的地方")
)

func (s *Service) village(ctx context.Context, code string) (Place, error) {
	p, ok, err := s.Place(ctx, code)
	if err != nil {
		return Place{}, err
	}
	if !ok {
		return Place{}, errVillage
	}
	return p, nil
}

// Period is what was paid of an item for one stretch of time.
type Period struct {
	Key    string // as addresses of the public list name it: 20250301-20250331
	Days   period.Interval
	People int
	Count  int
	Amount money.Fen
}

// Item is what was paid of one item.
type Item struct {
	Code, Name string
	Periods    []Period // latest first
	Count      int
	Amount     money.Fen
}

// Answer is a public question about a project with its answer, and nothing of
// who asked.
type Answer struct {
	Project, Name    string // the project's number and name
	Question, Answer seal.Secret
	On               period.Day
	Unit             string
}

// mostAnswers bounds the answers on a village's page.
const mostAnswers = 10

// Money is the money of projects together.
type Money struct{ Planned, Came, Paid money.Fen }

// Board is what is public in one village.
type Board struct {
	Place    Place
	Since    period.Day // payments from this day on
	Items    []Item
	Amount   money.Fen
	Projects []Project
	More     bool // there are more projects than these
	Money    Money
	Answers  []Answer // latest first
}

// Board reads the page of one village, at most five statements. It is public.
func (s *Service) Board(ctx context.Context, village string) (Board, error) {
	place, err := s.village(ctx, village)
	if err != nil {
		return Board{}, err
	}
	months, err := s.Months(ctx)
	if err != nil {
		return Board{}, err
	}
	b := Board{Place: place, Since: s.today().AddMonths(-months)}
	if b.Items, err = s.items(ctx, village, b.Since); err != nil {
		return Board{}, err
	}
	for _, it := range b.Items {
		b.Amount += it.Amount
	}
	if b.Projects, b.More, err = s.projects(ctx, village); err != nil {
		return Board{}, err
	}
	b.Money = moneyOf(b.Projects)
	if b.Answers, err = s.answers(ctx, b.Projects); err != nil {
		return Board{}, err
	}
	return b, nil
}

// listedMonths is how much older than its payment an entitlement may be and
// still be listed, as in the public list.
const listedMonths = 12

// items counts by the conditions of the public list, so that every number here
// is that of a list there.
func (s *Service) items(ctx context.Context, village string, since period.Day) ([]Item, error) {
	var rows []struct {
		Code, Name             string
		PeriodStart, PeriodEnd time.Time
		People, Payments       int
		Fen                    int64
	}
	err := s.DB.WithContext(ctx).Raw(`SELECT i.code, i.name, p.period_start, p.period_end, COUNT(DISTINCT p.person_id) AS people, COUNT(*) AS payments, COALESCE(SUM(p.amount_fen), 0) AS fen
FROM payouts AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded' JOIN items AS i ON i.id = p.item_id
WHERE p.village_code = ? AND p.period_start >= ? AND p.paid_on >= ? AND p.result = '成功'
GROUP BY i.code, i.name, p.period_start, p.period_end ORDER BY i.code, p.period_start DESC, p.period_end DESC`,
		village, since.AddMonths(-listedMonths).Time(), since.Time()).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("payouts of a village: %w", err)
	}
	var out []Item
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].Code != r.Code {
			out = append(out, Item{Code: r.Code, Name: r.Name})
		}
		it := &out[len(out)-1]
		start, end := period.Stored(r.PeriodStart), period.Stored(r.PeriodEnd)
		it.Periods = append(it.Periods, Period{
			Key: start.Time().Format(compactDay) + "-" + end.Time().Format(compactDay), Days: period.Through(start, end), People: r.People, Count: r.Payments, Amount: money.Fen(r.Fen),
		})
		it.Count, it.Amount = it.Count+r.Payments, it.Amount+money.Fen(r.Fen)
	}
	return out, nil
}

const compactDay = "20060102"

// projects gives the village's projects with what came for each and what was
// paid out of it.
func (s *Service) projects(ctx context.Context, village string) ([]Project, bool, error) {
	list, more, err := s.Projects(ctx, village, mostProjects)
	if err != nil || len(list) == 0 {
		return nil, false, err
	}
	at, numbers := map[string]*Project{}, make([]string, len(list))
	for i := range list {
		at[list[i].No], numbers[i] = &list[i], list[i].No
	}
	var rows []struct {
		ProjectNo, Kind string
		Fen             int64
	}
	err = s.DB.WithContext(ctx).Raw(`SELECT f.project_no, f.kind, COALESCE(SUM(f.amount_fen), 0) AS fen FROM project_funds AS f JOIN batches AS b ON b.id = f.batch_id AND b.status = 'loaded'
WHERE f.project_no IN ? AND f.closed_by = 0 AND f.kind IN ('到账', '拨付') GROUP BY f.project_no, f.kind`, numbers).Scan(&rows).Error
	if err != nil {
		return nil, false, fmt.Errorf("money of a village's projects: %w", err)
	}
	for _, r := range rows {
		switch p := at[r.ProjectNo]; r.Kind {
		case "到账":
			p.Came = money.Fen(r.Fen)
		case "拨付":
			p.Paid = money.Fen(r.Fen)
		}
	}
	return list, more, nil
}

// answers gives what was asked about the projects and answered.
func (s *Service) answers(ctx context.Context, list []Project) ([]Answer, error) {
	if s.Answers == nil || len(list) == 0 {
		return nil, nil
	}
	names, numbers := map[string]string{}, make([]string, len(list))
	for i, p := range list {
		names[p.No], numbers[i] = p.Name, p.No
	}
	out, err := s.Answers(ctx, numbers, mostAnswers)
	for i := range out {
		out[i].Name = names[out[i].Project]
	}
	return out, err
}

func moneyOf(list []Project) Money {
	var m Money
	for _, p := range list {
		m.Planned, m.Came, m.Paid = m.Planned+p.Planned, m.Came+p.Came, m.Paid+p.Paid
	}
	return m
}

// picture draws an address as a QR picture, a data: address of a PNG; nothing
// where there is no address.
func picture(address string) (string, error) {
	if address == "" {
		return "", nil
	}
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return "", fmt.Errorf("board: %w", err)
	}
	code.Scale = 6
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(code.PNG()), nil
}
