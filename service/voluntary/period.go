package voluntary

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// kindPeriod is what a head is asked about a period.
const kindPeriod = "voluntary.period"

// Period is a notice with the days it holds for.
type Period struct {
	ID              int64
	Title, DocNo    string
	Notice, Promise string
	From, To        period.Day // To is the last day
	State           string
	StateText       string
	AgreedAt        *time.Time
	Version         int
	Approvals       []approval.View // for case management and heads
	MayWrite        bool
	MayDecide       bool
	Now             bool // holds today
}

var periodStates = map[string]string{model.PeriodDraft: "起草", model.PeriodAsked: "待批准", model.PeriodAgreed: "已批准"}

func noPeriod() error { return fault.New(fault.NotFound, "没有找到这个退缴期限") }

func (s *Service) periodView(by actor.Actor, p model.VoluntaryPeriod) Period {
	today := s.today()
	v := Period{
		ID: p.ID, Title: p.Title, DocNo: p.DocNo, Notice: p.Notice, Promise: p.Promise, From: period.Stored(p.FromOn), To: period.Stored(p.ToOn), State: p.State, StateText: periodStates[p.State], AgreedAt: p.AgreedAt, Version: p.Version,
		MayWrite: by.Is(actor.RoleCaseManagement) && p.State == model.PeriodDraft, MayDecide: by.Is(actor.RoleHead) && p.State == model.PeriodAsked,
	}
	v.Now = p.State == model.PeriodAgreed && v.From <= today && today <= v.To
	return v
}

// Periods lists the periods, the latest first: those that were agreed to, and for
// case management and heads all.
func (s *Service) Periods(ctx context.Context, by actor.Actor) ([]Period, error) {
	if by.Kind != actor.Staff {
		return nil, noPeriod()
	}
	q := gorm.G[model.VoluntaryPeriod](s.DB).Where("state = ?", model.PeriodAgreed)
	if desk(by) {
		q = gorm.G[model.VoluntaryPeriod](s.DB).Where("1 = 1")
	}
	found, err := q.Order("from_on DESC, id DESC").Limit(100).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("voluntary periods: %w", err)
	}
	out := make([]Period, len(found))
	ids := make([]int64, len(found))
	for i, p := range found {
		out[i], ids[i] = s.periodView(by, p), p.ID
	}
	if !desk(by) || len(ids) == 0 {
		return out, nil
	}
	asked, err := gorm.G[model.Approval](s.DB).Where("object = ? AND object_id IN ?", model.ObjectVoluntaryPeriod, ids).Order("id DESC").Limit(300).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("approvals: %w", err)
	}
	views, err := approval.Open(s.Box, by, asked)
	if err != nil {
		return nil, err
	}
	for i := range out {
		for _, a := range views {
			if a.ObjectID == out[i].ID {
				out[i].Approvals = append(out[i].Approvals, a)
			}
		}
	}
	return out, nil
}

// Current gives the agreed period that holds today; its ID is 0 where there is none.
func (s *Service) Current(ctx context.Context, by actor.Actor) (Period, error) {
	p, err := s.periodOn(ctx, s.today())
	if err != nil || p.ID == 0 {
		return Period{From: period.Past, To: period.Past}, err
	}
	return s.periodView(by, p), nil
}

// periodOn is the agreed period that a day lies in; the zero period is none.
func (s *Service) periodOn(ctx context.Context, on period.Day) (model.VoluntaryPeriod, error) {
	found, err := gorm.G[model.VoluntaryPeriod](s.DB).Where("state = ? AND from_on <= ? AND to_on >= ?", model.PeriodAgreed, on.Time(), on.Time()).Order("id DESC").Limit(1).Find(ctx)
	if err != nil || len(found) == 0 {
		return model.VoluntaryPeriod{}, err
	}
	return found[0], nil
}

// Notice is a period as it is written.
type Notice struct {
	Title, DocNo, Notice, Promise, From, To string
}

// SavePeriod writes a draft; id 0 is a new one. The keys of its errors are the
// names of the fields: title, doc, notice, promise, from, to.
func (s *Service) SavePeriod(ctx context.Context, by actor.Actor, id int64, version int, n Notice) error {
	if !by.Is(actor.RoleCaseManagement) {
		return noPeriod()
	}
	bad := map[string]string{}
	text := func(key, v string, least, most int, words string) string {
		v = strings.TrimSpace(v)
		if c := utf8.RuneCountInString(v); c < least || c > most {
			bad[key] = words
		}
		return v
	}
	at := s.clock()
	p := model.VoluntaryPeriod{
		Title: text("title", n.Title, 2, 60, "请写名称，2 到 60 个字"), DocNo: text("doc", n.DocNo, 2, 60, "请写文号，2 到 60 个字"), Notice: text("notice", n.Notice, 10, maxText, "请写通告的正文，10 到 2000 个字"),
		Promise: text("promise", n.Promise, 4, 500, "请写明期限内主动退缴的怎样处理，4 到 500 个字，按县里定的写"), State: model.PeriodDraft, CreatedBy: by.StaffID, Version: 1, CreatedAt: at, UpdatedAt: at,
	}
	from, err := period.ParseDay(n.From)
	if err != nil {
		bad["from"] = "请选开始的日期"
	}
	to, err := period.ParseDay(n.To)
	switch {
	case err != nil:
		bad["to"] = "请选截止的日期"
	case to < from && bad["from"] == "":
		bad["to"] = "截止的日期早于开始的日期"
	}
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	p.FromOn, p.ToOn = from.Time(), to.Time()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if id == 0 {
			row := p
			if err := tx.Create(&row).Error; err != nil {
				return fmt.Errorf("voluntary period: %w", err)
			}
			return audit.Record(tx, by, at, "voluntary.period_save", periodObject(row.ID), nil)
		}
		set := map[string]any{"title": p.Title, "doc_no": p.DocNo, "notice": p.Notice, "promise": p.Promise, "from_on": p.FromOn, "to_on": p.ToOn}
		return s.movePeriod(tx, by, at, id, version, model.PeriodDraft, model.PeriodDraft, "voluntary.period_save", set)
	})
}

func periodObject(id int64) string { return fmt.Sprintf("%s:%d", model.ObjectVoluntaryPeriod, id) }

// movePeriod changes a period inside tx that is in a state and of a version.
func (s *Service) movePeriod(tx *gorm.DB, by actor.Actor, at time.Time, id int64, version int, from, to, action string, set map[string]any) error {
	set["state"], set["version"], set["updated_at"] = to, version+1, at
	r := tx.Model(&model.VoluntaryPeriod{}).Where("id = ? AND version = ? AND state = ?", id, version, from).Updates(set)
	if r.Error != nil {
		return fmt.Errorf("voluntary period: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return fault.New(fault.Conflict, "这个期限刚刚改动过，请刷新页面再办")
	}
	return audit.Record(tx, by, at, action, periodObject(id), nil)
}

// AskPeriod asks a head to agree to a draft. Key of its errors: reason.
func (s *Service) AskPeriod(ctx context.Context, by actor.Actor, id int64, version int, reason seal.Secret) error {
	if !by.Is(actor.RoleCaseManagement) {
		return noPeriod()
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if _, err := approval.Ask(tx, s.Box, by, at, approval.Request{Object: model.ObjectVoluntaryPeriod, ID: id, Kind: kindPeriod, To: actor.RoleHead, Reason: reason}); err != nil {
			return err
		}
		return s.movePeriod(tx, by, at, id, version, model.PeriodDraft, model.PeriodAsked, "voluntary.period_ask", map[string]any{})
	})
}

// DecidePeriod is the head's word. Key of its errors: words.
func (s *Service) DecidePeriod(ctx context.Context, by actor.Actor, id int64, version int, agree bool, words seal.Secret) error {
	if !by.Is(actor.RoleHead) {
		return noPeriod()
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		var asked model.Approval
		err := tx.Where("object = ? AND object_id = ? AND waiting = 1", model.ObjectVoluntaryPeriod, id).Take(&asked).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return noPeriod()
		}
		if err != nil {
			return fmt.Errorf("approval: %w", err)
		}
		if _, _, err := approval.Decide(tx, s.Box, by, at, asked.ID, agree, words); err != nil {
			return err
		}
		if !agree {
			return s.movePeriod(tx, by, at, id, version, model.PeriodAsked, model.PeriodDraft, "voluntary.period_refuse", map[string]any{})
		}
		set := map[string]any{"agreed_by": by.StaffID, "agreed_at": at}
		return s.movePeriod(tx, by, at, id, version, model.PeriodAsked, model.PeriodAgreed, "voluntary.period_agree", set)
	})
}
