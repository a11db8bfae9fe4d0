// Package project shows what is built with the county's money.
//
// A project is what the latest loaded batch says of its number. How far it is
// and whether it is late is read off its dates and nothing else, so that every
// page and every day gives the same answer. Pictures are added by the bureau in
// charge and shown re-encoded, without place or device inside.
package project

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// pageSize is the size of a page of projects.
const pageSize = 20

// paidOut is the kind of a movement of money that leaves; every other comes.
const paidOut = "拨付"

// longestWords bounds what is searched for.
const longestWords = 40

// Files keeps pictures sealed; rows are added inside the transaction of the deed.
type Files interface {
	Write(content []byte, f model.File) (model.File, error)
	Add(tx *gorm.DB, f *model.File) error
	Read(f model.File) ([]byte, error)
	Remove(f model.File) error
}

// Options are what the service needs.
type Options struct {
	DB    *gorm.DB
	Files Files
	Clean func(content []byte) (jpeg []byte, err error) // re-encodes a photo, or says in plain words why not
	Now   func() time.Time
	// Number gives the county's numbers; nil: all standard.
	Number func(ctx context.Context, name string, standard int) (int, error)
}

// ParamSlack is how many days after its plan a project may begin without being
// called late: the parameter of P03, which asks the office about it.
const ParamSlack = "P03.start_delay_days"

// slackDays holds until the county sets its number.
const slackDays = 60

// Service is safe for use by several goroutines.
type Service struct {
	db    *gorm.DB
	files Files
	clean func([]byte) ([]byte, error)
	now   func() time.Time

	number func(ctx context.Context, name string, standard int) (int, error)
}

// New makes the service.
func New(o Options) *Service {
	return &Service{db: o.DB, files: o.Files, clean: o.Clean, now: o.Now, number: o.Number}
}

func (s *Service) instant() time.Time { return s.now().UTC().Truncate(time.Second) }

// slack is the county's ParamSlack.
func (s *Service) slack(ctx context.Context) (int, error) {
	if s.number == nil {
		return slackDays, nil
	}
	n, err := s.number(ctx, ParamSlack, slackDays)
	if err != nil {
		return 0, fmt.Errorf("parameter %s: %w", ParamSlack, err)
	}
	return n, nil
}

func (s *Service) today() period.Day { return period.Here(s.now()) }

// Query asks for projects; the zero value for all.
type Query struct {
	Place  string // a 12-digit code: a village, a town with its villages, or the county
	Words  string // in the name, kind, owner or builder
	Stage  Stage  // "" is every stage
	Bureau string // "" is every bureau
	Page   int
}

// Card is a project in a list.
type Card struct {
	No, Name, Kind  string
	Village, Bureau string
	Stage           Stage
	Delay           Delay
	Late            bool // under way, and later than the office allows
	Percent         int  // 0 to 100, as last reported; finished work is 100
	Planned         money.Fen
	PlanStart       period.Day
	PlanEnd         period.Day
	Photos          int
}

// listed is a row of the list before its dates are judged.
type listed struct {
	model.Project `gorm:"embedded"`
	PercentMilli  int
	Photos        int
}

const from = " FROM projects AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded' "

// reported is the latest report on a project; each of the tables is small.
const reported = `COALESCE((SELECT g.percent_milli FROM project_progress AS g JOIN batches AS gb ON gb.id = g.batch_id AND gb.status = 'loaded'
WHERE g.project_no = p.project_no AND g.on_day <= ? ORDER BY g.on_day DESC, g.id DESC LIMIT 1), 0) AS percent_milli`

const pictures = "(SELECT COUNT(*) FROM project_photos AS f WHERE f.project_no = p.project_no) AS photos"

// columns are what lists and pages show; the place on the map is not among them.
const columns = `p.id, p.project_no, p.name, p.kind, p.village_code, p.bureau, p.owner_unit, p.approval_no, p.approved_on, p.planned_fen, p.fiscal_fen,
p.bid_method, p.notice_on, p.bid_on, p.winner_name, p.win_fen, p.contract_fen, p.contract_on, p.plan_start, p.plan_end, p.real_start, p.real_end,
p.accepted_on, p.settled_fen`

// condition makes the WHERE of a list.
func (q Query) condition(today period.Day) (string, []any) {
	where, args := "WHERE p.closed_by = 0", []any{}
	if q.Place != "" {
		where += " AND p.village_code LIKE ? ESCAPE '!'"
		args = append(args, page.LikeEscape(actor.DivisionPrefix(q.Place))+"%")
	}
	if q.Bureau != "" {
		cond, a := bureaus.Where("p.bureau", q.Bureau)
		where, args = where+" AND "+cond, append(args, a...)
	}
	for _, w := range strings.Fields(clip.Runes(q.Words, longestWords)) {
		where += " AND (p.name LIKE ? ESCAPE '!' OR p.kind LIKE ? ESCAPE '!' OR p.owner_unit LIKE ? ESCAPE '!' OR p.winner_name LIKE ? ESCAPE '!')"
		like := "%" + page.LikeEscape(w) + "%"
		args = append(args, like, like, like, like)
	}
	if q.Stage.Valid() {
		sql, more := stageCondition(q.Stage, today)
		where += " AND " + sql
		args = append(args, more...)
	}
	return where, args
}

// List gives a page of projects, the latest approved first. It is public.
func (s *Service) List(ctx context.Context, q Query) (page.Page[Card], error) {
	today := s.today()
	where, args := q.condition(today)
	req := page.Request{Number: q.Page, Size: pageSize}.Clamp()
	var total int
	if err := s.db.WithContext(ctx).Raw("SELECT COUNT(*)"+from+where, args...).Scan(&total).Error; err != nil {
		return page.Page[Card]{}, fmt.Errorf("projects: %w", err)
	}
	slack, err := s.slack(ctx)
	if err != nil {
		return page.Page[Card]{}, err
	}
	var rows []listed
	args = append(append([]any{today.Time()}, args...), req.Limit(), req.Offset())
	err = s.db.WithContext(ctx).Raw("SELECT "+columns+", "+reported+", "+pictures+from+where+" ORDER BY p.approved_on DESC, p.id LIMIT ? OFFSET ?", args...).Scan(&rows).Error
	if err != nil {
		return page.Page[Card]{}, fmt.Errorf("projects: %w", err)
	}
	cards := make([]Card, 0, len(rows))
	for _, r := range rows {
		cards = append(cards, r.card(today, slack))
	}
	return page.Of(req, cards, total), nil
}

func (r listed) card(today period.Day, slack int) Card {
	d := datesOf(r.Project)
	c := Card{
		No: r.ProjectNo, Name: r.Name, Kind: r.Kind, Village: r.VillageCode, Bureau: r.Bureau, Stage: d.StageOn(today), Delay: d.DelayOn(today),
		Planned: money.Fen(r.PlannedFen), PlanStart: d.PlanStart, PlanEnd: d.PlanEnd, Photos: r.Photos,
	}
	c.Percent = percent(r.PercentMilli, c.Stage)
	going := c.Stage
	if r.PercentMilli > 0 && (going == Approved || going == Tender) { // reported, though nobody wrote the beginning down
		going = Building
	}
	c.Late = c.Delay.Late(going, slack) && r.PercentMilli < 100_000
	return c
}

// percent is what was last reported, within bounds; finished work is whole.
func percent(milli int, s Stage) int {
	switch s {
	case Finished, Accepted, Settled:
		return 100
	case Approved, Tender:
		return 0
	case Building:
	}
	return min(max(milli/1000, 0), 100)
}

func datesOf(p model.Project) Dates {
	return Dates{
		Approved: period.Stored(p.ApprovedOn), Notice: period.StoredOrNil(p.NoticeOn), Bid: period.StoredOrNil(p.BidOn), Contract: period.StoredOrNil(p.ContractOn), PlanStart: period.Stored(p.PlanStart),
		PlanEnd: period.Stored(p.PlanEnd), RealStart: period.StoredOrNil(p.RealStart), RealEnd: period.StoredOrNil(p.RealEnd), Check: period.StoredOrNil(p.AcceptedOn), Settled: p.SettledFen > 0,
	}
}

// Report is one report of how far a project is.
type Report struct {
	On      period.Day
	Percent int
	Note    string
}

// Photo is a picture of a project.
type Photo struct {
	ID      int64
	Caption string
	TakenOn *period.Day
}

// Detail is everything anybody may know of a project.
type Detail struct {
	Card
	Days                      Dates
	Owner, Builder            string
	ApprovalNo, BidMethod     string
	Fiscal, Contract, Settled money.Fen
	Arrived, Paid             Flow // what came for it and what was paid out so far
	AsOf                      period.Day
	Reports                   []Report // latest first
	Pictures                  []Photo
}

// Flow is money that came or went, and the day of its last movement.
type Flow struct {
	Sum  money.Fen
	Last *period.Day // nil while there is none
}

func (f *Flow) add(fen int64, on time.Time) {
	f.Sum += money.Fen(fen)
	if day := period.Stored(on); f.Last == nil || day > *f.Last {
		f.Last = &day
	}
}

var errNotFound = fault.New(fault.NotFound, "没有找到这个项目，请从项目列表里选")

// Detail gives one project with its reports and pictures. It is public.
func (s *Service) Detail(ctx context.Context, no string) (Detail, error) {
	p, err := current(ctx, s.db, no)
	if err != nil {
		return Detail{}, err
	}
	slack, err := s.slack(ctx)
	if err != nil {
		return Detail{}, err
	}
	today := s.today()
	var reports []model.ProjectProgress
	err = s.db.WithContext(ctx).Raw(`SELECT g.on_day, g.percent_milli, g.note FROM project_progress AS g JOIN batches AS b ON b.id = g.batch_id AND b.status = 'loaded'
WHERE g.project_no = ? AND g.on_day <= ? ORDER BY g.on_day DESC, g.id DESC LIMIT 100`, no, today.Time()).Scan(&reports).Error
	if err != nil {
		return Detail{}, fmt.Errorf("project reports: %w", err)
	}
	photos, err := gorm.G[model.ProjectPhoto](s.db).Where("project_no = ?", no).Order("COALESCE(taken_on, added_at) DESC, id DESC").Limit(mostPhotos).Find(ctx)
	if err != nil {
		return Detail{}, fmt.Errorf("project photos: %w", err)
	}
	arrived, paid, err := s.money(ctx, no)
	if err != nil {
		return Detail{}, err
	}
	row := listed{Project: p, Photos: len(photos)}
	if len(reports) > 0 {
		row.PercentMilli = reports[0].PercentMilli
	}
	d := Detail{
		Card: row.card(today, slack), Days: datesOf(p), Owner: p.OwnerUnit, Builder: p.WinnerName, ApprovalNo: p.ApprovalNo, BidMethod: p.BidMethod,
		Fiscal: money.Fen(p.FiscalFen), Contract: money.Fen(p.ContractFen), Settled: money.Fen(p.SettledFen), Arrived: arrived, Paid: paid, AsOf: today,
	}
	for _, r := range reports {
		d.Reports = append(d.Reports, Report{On: period.Stored(r.OnDay), Percent: min(max(r.PercentMilli/1000, 0), 100), Note: r.Note})
	}
	for _, f := range photos {
		d.Pictures = append(d.Pictures, Photo{ID: f.ID, Caption: f.Caption, TakenOn: period.StoredOrNil(f.TakenOn)})
	}
	return d, nil
}

// money sums up what came for a project and what was paid out of it.
func (s *Service) money(ctx context.Context, no string) (arrived, paid Flow, err error) {
	var rows []model.ProjectFund
	err = s.db.WithContext(ctx).Raw(`SELECT f.kind, f.amount_fen, f.on_day FROM project_funds AS f JOIN batches AS b ON b.id = f.batch_id AND b.status = 'loaded'
WHERE f.project_no = ? AND f.closed_by = 0`, no).Scan(&rows).Error
	if err != nil {
		return arrived, paid, fmt.Errorf("project money: %w", err)
	}
	for _, r := range rows {
		if r.Kind == paidOut {
			paid.add(r.AmountFen, r.OnDay)
		} else {
			arrived.add(r.AmountFen, r.OnDay)
		}
	}
	return arrived, paid, nil
}

// current is the row of a project number that holds now.
func current(ctx context.Context, db *gorm.DB, no string) (model.Project, error) {
	var rows []model.Project
	if err := db.WithContext(ctx).Raw("SELECT "+columns+from+"WHERE p.project_no = ? AND p.closed_by = 0 ORDER BY p.id DESC LIMIT 1", no).Scan(&rows).Error; err != nil {
		return model.Project{}, fmt.Errorf("project: %w", err)
	}
	if len(rows) == 0 {
		return model.Project{}, errNotFound
	}
	return rows[0], nil
}

// Exists reports whether there is a project of this number, and its name and
// village, for a complaint about it.
func (s *Service) Exists(ctx context.Context, no string) (name, village string, err error) {
	p, err := current(ctx, s.db, no)
	if err != nil {
		return "", "", err
	}
	return p.Name, p.VillageCode, nil
}

var errNoPhoto = fault.New(fault.NotFound, "没有找到这张照片")

// Photo gives the content of a picture. It is public.
func (s *Service) Photo(ctx context.Context, id int64) (jpeg []byte, err error) {
	var found []model.File
	err = s.db.WithContext(ctx).Raw(`SELECT f.id, f.digest, f.size, f.mime, f.path FROM project_photos AS o JOIN files AS f ON f.id = o.file_id
WHERE o.id = ? AND f.variant = ? AND f.purpose = ? AND f.deleted_at IS NULL
AND EXISTS (SELECT 1`+from+`WHERE p.project_no = o.project_no AND p.closed_by = 0)`, id, variantClean, purpose).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("photo: %w", err)
	}
	if len(found) != 1 {
		return nil, errNoPhoto
	}
	content, err := s.files.Read(found[0])
	if err != nil {
		return nil, fmt.Errorf("photo %d: %w", id, err)
	}
	return content, nil
}

var errForbidden = fault.New(fault.Forbidden, "只有项目主管部门可以添加照片")

// mine refuses whoever is not of the bureau in charge of the project.
func mine(by actor.Actor, p model.Project) error {
	if !by.Is(actor.RoleBureauOfficer) || by.Bureau == "" {
		return errForbidden
	}
	if !bureaus.In(p.Bureau, by.Bureau) || !by.Covers(p.VillageCode) {
		return errNotFound // another bureau's does not exist here
	}
	return nil
}
