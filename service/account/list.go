package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// State is what an account can do now.
type State string

// The states, as Summary.State tells them.
const (
	StateActive   State = "active"
	StateLocked   State = "locked"
	StateWaiting  State = "waiting" // for a security administrator
	StateDisabled State = "disabled"
)

// Summary is one account in a list. It holds nothing that lets anybody in.
type Summary struct {
	ID          int64
	Login       string
	Name        string
	Role        actor.Role
	Division    string
	Unit        string // the division's name, or the bureau
	Bureau      string
	State       State
	Paired      bool // an authenticator app is paired
	MustChange  bool
	Failures    int
	LockedUntil *time.Time
	LastSeenAt  *time.Time
	CreatedAt   time.Time
	Guarded     bool       // a security administrator enables it
	PersonAt    *time.Time // when an administrator saw who the owner is; nil until then
	Registered  bool       // and the registers know that person
	PersonBy    string     // by whom
}

// Filter narrows the list of accounts.
type Filter struct {
	Role actor.Role
	Q    string // part of a login or a name
	Page page.Request
}

// staffRow is an account with its division's name.
type staffRow struct {
	model.Staff
	DivisionName string
	PersonByName string
}

const summaryColumns = "s.id, s.login, s.name, s.role, s.division, s.bureau, s.must_change, s.totp_confirmed, s.failures, " +
	"s.locked_until, s.disabled_at, s.waits, s.last_seen_at, s.created_at, s.person_at, s.person_id, COALESCE(d.name, '') AS division_name, COALESCE(v.name, '') AS person_by_name"

// List gives accounts to an administrator or a security administrator, two
// statements in all.
func (s *Service) List(ctx context.Context, by actor.Actor, f Filter) (page.Page[Summary], error) {
	if !mayManage(by) && !by.Is(actor.RoleSecurityAdmin) {
		return page.Page[Summary]{}, errNoAccount()
	}
	where, args := "1 = 1", []any{}
	if f.Role != "" {
		where, args = where+" AND s.role = ?", append(args, string(f.Role))
	}
	if q := strings.TrimSpace(f.Q); q != "" {
		like := "%" + page.LikeEscape(strings.ToLower(q)) + "%"
		where, args = where+" AND (s.login LIKE ? ESCAPE '!' OR s.name LIKE ? ESCAPE '!')", append(args, like, like)
	}
	var total int64
	if err := s.db.WithContext(ctx).Table("staff s").Where(where, args...).Count(&total).Error; err != nil {
		return page.Page[Summary]{}, fmt.Errorf("list accounts: %w", err)
	}
	rows, err := s.rows(ctx, f.Page, where, args...)
	if err != nil {
		return page.Page[Summary]{}, fmt.Errorf("list accounts: %w", err)
	}
	return page.Of(f.Page, s.summaries(rows), int(total)), nil
}

func (s *Service) rows(ctx context.Context, p page.Request, where string, args ...any) ([]staffRow, error) {
	var rows []staffRow
	err := s.db.WithContext(ctx).Table("staff s").Select(summaryColumns).
		Joins("LEFT JOIN divisions d ON d.code = s.division").Joins("LEFT JOIN staff v ON v.id = s.person_by AND s.person_at IS NOT NULL").
		Where(where, args...).Order("s.id").Limit(p.Limit()).Offset(p.Offset()).Find(&rows).Error
	return rows, err
}

func (s *Service) summaries(rows []staffRow) []Summary {
	at, out := s.at(), make([]Summary, len(rows))
	for i, r := range rows {
		out[i] = Summary{
			ID: r.ID, Login: r.Login, Name: r.Name, Role: actor.Role(r.Role), Division: r.Division, Bureau: r.Bureau,
			Unit: r.DivisionName, State: stateOf(r.Staff, at), Paired: r.TOTPConfirmed, MustChange: r.MustChange,
			Failures: r.Failures, LockedUntil: r.LockedUntil, LastSeenAt: r.LastSeenAt, CreatedAt: r.CreatedAt,
			Guarded: guarded(actor.Role(r.Role)), PersonAt: r.PersonAt, Registered: r.PersonID != 0, PersonBy: r.PersonByName,
		}
		if r.Bureau != "" {
			out[i].Unit = r.Bureau
		}
	}
	return out
}

func stateOf(row model.Staff, at time.Time) State {
	switch {
	case row.DisabledAt != nil && row.Waits:
		return StateWaiting
	case row.DisabledAt != nil:
		return StateDisabled
	case !usable(row, at):
		return StateLocked
	}
	return StateActive
}

// One gives a single account.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (Summary, error) {
	if !mayManage(by) && !by.Is(actor.RoleSecurityAdmin) {
		return Summary{}, errNoAccount()
	}
	rows, err := s.rows(ctx, page.Request{Size: 1}, "s.id = ?", id)
	if err != nil {
		return Summary{}, fmt.Errorf("account: %w", err)
	}
	if len(rows) == 0 {
		return Summary{}, errNoAccount()
	}
	return s.summaries(rows)[0], nil
}

// Find gives the number of the account with a login, for the command line.
func (s *Service) Find(ctx context.Context, by actor.Actor, login string) (int64, error) {
	if by.Kind != actor.System {
		return 0, errNoAccount()
	}
	row, err := gorm.G[model.Staff](s.db).Select("id").Where("login = ?", strings.ToLower(strings.TrimSpace(login))).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, fault.Newf(fault.NotFound, "没有登录名为 %s 的账号", login)
	}
	if err != nil {
		return 0, fmt.Errorf("find account: %w", err)
	}
	return row.ID, nil
}

// Watch is what a security administrator has to look at.
type Watch struct {
	Waiting []Summary // to be enabled after asking the owner
	Locked  []Summary // locked now, or with failures since the last sign-in
}

// watched bounds each list of a Watch.
const watched = 200

// Watch lists accounts that wait and accounts somebody tried to get into.
func (s *Service) Watch(ctx context.Context, by actor.Actor) (Watch, error) {
	if !by.Is(actor.RoleSecurityAdmin) {
		return Watch{}, errNoAccount()
	}
	rows, err := s.rows(ctx, page.Request{Size: watched},
		"(s.disabled_at IS NOT NULL AND s.waits = ?) OR (s.disabled_at IS NULL AND (s.failures > 0 OR s.locked_until > ?))", true, s.at())
	if err != nil {
		return Watch{}, fmt.Errorf("watch: %w", err)
	}
	var w Watch
	for _, one := range s.summaries(rows) {
		if one.State == StateWaiting {
			w.Waiting = append(w.Waiting, one)
		} else {
			w.Locked = append(w.Locked, one)
		}
	}
	return w, nil
}

// Today tells a security administrator what waits.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	if !by.Is(actor.RoleSecurityAdmin) {
		return nil, nil
	}
	w, err := s.Watch(ctx, by)
	if err != nil {
		return nil, err
	}
	return []agenda.Count{{Key: "accounts.waiting", N: len(w.Waiting)}, {Key: "accounts.locked", N: len(w.Locked)}}, nil
}

// Work lists what Today counts, up to its bound.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if !by.Is(actor.RoleSecurityAdmin) {
		return nil, nil
	}
	w, err := s.Watch(ctx, by)
	if err != nil {
		return nil, err
	}
	var out []agenda.Task
	list := func(key, do string, of []Summary) {
		for _, a := range of[:min(len(of), agenda.MaxTasks)] {
			out = append(out, agenda.Task{Key: key, Title: do + "：" + a.Login, URL: fmt.Sprintf("/office/locks#a%d", a.ID), Due: period.Past, Since: period.Here(a.CreatedAt)})
		}
	}
	list("accounts.waiting", "核对后启用账号", w.Waiting)
	list("accounts.locked", "查看锁定或输错的账号", w.Locked)
	return out, nil
}
