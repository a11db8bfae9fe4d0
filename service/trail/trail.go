// Package trail lets the auditor read the audit chain.
//
// It only reads: nobody changes an entry. The auditor sees who did what to
// which record and when, and never a record itself. Taking a copy away is an
// act of its own, with a reason, and is written into the chain it copies.
package trail

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/naming"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// Service reads the chain.
type Service struct {
	db  *gorm.DB
	now func() time.Time
}

// New makes the service.
func New(db *gorm.DB, now func() time.Time) *Service { return &Service{db: db, now: now} }

// Entry is one link as the auditor sees it.
type Entry struct {
	Seq    int64
	At     time.Time
	Actor  string // such as "staff:12"
	Name   string // the name behind a staff actor; empty for others
	Action string
	Object string
	Detail string
}

// Filter narrows the list. From and To are days here, both included; nil is open.
type Filter struct {
	Actor  string // "staff:12", or a login
	Action string // a whole action, or the part before its dot: "staff"
	Object string
	From   *period.Day
	To     *period.Day
	Page   page.Request
}

// noPage is the answer to everybody who is no auditor.
func noPage() error { return fault.New(fault.NotFound, "没有找到这个页面") }

// List gives the newest entries first, three statements in all.
func (s *Service) List(ctx context.Context, by actor.Actor, f Filter) (page.Page[Entry], error) {
	if !by.Is(actor.RoleAuditor) {
		return page.Page[Entry]{}, noPage()
	}
	where, args, err := s.where(ctx, by, f)
	if err != nil {
		return page.Page[Entry]{}, fmt.Errorf("audit list: %w", err)
	}
	total, err := gorm.G[model.AuditEntry](s.db).Where(where, args...).Count(ctx, "*")
	if err != nil {
		return page.Page[Entry]{}, fmt.Errorf("audit list: %w", err)
	}
	rows, err := gorm.G[model.AuditEntry](s.db).Where(where, args...).Order("seq DESC").Limit(f.Page.Limit()).Offset(f.Page.Offset()).Find(ctx)
	if err != nil {
		return page.Page[Entry]{}, fmt.Errorf("audit list: %w", err)
	}
	entries, err := s.named(ctx, rows)
	return page.Of(f.Page, entries, int(total)), err
}

func (s *Service) where(ctx context.Context, by actor.Actor, f Filter) (string, []any, error) {
	where, args := "1 = 1", []any{}
	add := func(condition string, values ...any) { where, args = where+" AND "+condition, append(args, values...) }
	if kept, err := s.kept(ctx, by); err != nil {
		return "", nil, err
	} else if len(kept) > 0 {
		add("object NOT IN ?", kept)
	}
	if a := strings.TrimSpace(f.Actor); strings.Contains(a, ":") || a == "guest" {
		add("actor = ?", a)
	} else if a != "" {
		found, err := gorm.G[model.Staff](s.db).Select("id").Where("login = ? OR name = ?", strings.ToLower(a), a).Limit(50).Find(ctx)
		if err != nil {
			return "", nil, err
		}
		ids := []string{"-"} // nobody: a login that is not there has no entries
		for _, one := range found {
			ids = append(ids, "staff:"+strconv.FormatInt(one.ID, 10))
		}
		add("actor IN ?", ids)
	}
	if a := strings.TrimSpace(f.Action); a != "" {
		like := page.LikeEscape(a)
		add("(action = ? OR action LIKE ? ESCAPE '!')", a, like+".%")
	}
	if o := strings.TrimSpace(f.Object); o != "" {
		add("object = ?", o)
	}
	if f.From != nil {
		add("at >= ?", f.From.Start(period.Shanghai).UTC())
	}
	if f.To != nil {
		add("at < ?", (*f.To + 1).Start(period.Shanghai).UTC())
	}
	return where, args, nil
}

// kept names the matters that are hidden from an auditor, as objects of the
// chain: an auditor with an interest in a matter, or about whose own declaration
// of relatives an entry is, reads nothing of it; another one does.
func (s *Service) kept(ctx context.Context, by actor.Actor) ([]string, error) {
	var found []model.Conflict
	err := s.db.WithContext(ctx).Raw("SELECT object, object_id FROM conflicts WHERE staff_id = ? UNION SELECT 'kinship' AS object, id AS object_id FROM kinship_entries WHERE staff_id = ? LIMIT ?", by.StaffID, by.StaffID, 10_000).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	out := make([]string, len(found))
	for i, c := range found {
		out[i] = c.Object + ":" + strconv.FormatInt(c.ObjectID, 10)
	}
	return out, nil
}

// named puts names to the members of staff among the actors.
func (s *Service) named(ctx context.Context, rows []model.AuditEntry) ([]Entry, error) {
	var ids []int64
	for _, r := range rows {
		if id, ok := staffID(r.Actor); ok {
			ids = append(ids, id)
		}
	}
	names := map[string]string{}
	if len(ids) > 0 {
		found, err := naming.Staff(ctx, s.db, ids)
		if err != nil {
			return nil, fmt.Errorf("audit: %w", err)
		}
		for id, name := range found {
			names["staff:"+strconv.FormatInt(id, 10)] = name
		}
	}
	out := make([]Entry, len(rows))
	for i, r := range rows {
		out[i] = Entry{Seq: r.Seq, At: r.At, Actor: r.Actor, Name: names[r.Actor], Action: r.Action, Object: r.Object, Detail: r.Detail}
	}
	return out, nil
}

func staffID(who string) (int64, bool) {
	digits, ok := strings.CutPrefix(who, "staff:")
	if !ok {
		return 0, false
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	return id, err == nil
}

// Verdict is the result of walking the whole chain.
type Verdict struct {
	Entries int64 // how many hold, from the first on
	Whole   bool
	Broken  int64  // the first entry that does not hold
	Reason  string // why, in the chain's own words
	At      time.Time
}

// Verify walks the chain from its first link.
func (s *Service) Verify(ctx context.Context, by actor.Actor) (Verdict, error) {
	if !by.Is(actor.RoleAuditor) && by.Kind != actor.System {
		return Verdict{}, noPage()
	}
	n, err := audit.Verify(ctx, s.db)
	v := Verdict{Entries: n, Whole: err == nil, At: s.now()}
	if broken, ok := errors.AsType[*audit.Broken](err); ok {
		v.Broken, v.Reason = broken.Seq, broken.Reason
		return v, nil
	}
	return v, err
}

// exportMost bounds one export; a longer stretch is taken in pieces.
const exportMost = 100_000

// Export writes what a filter finds as CSV for a spreadsheet, oldest first,
// after recording that it was taken and why.
func (s *Service) Export(ctx context.Context, by actor.Actor, f Filter, reason string, w io.Writer) error {
	if !by.Is(actor.RoleAuditor) {
		return noPage()
	}
	why, err := audit.Reason(reason, 100, "请写明导出的原因")
	if err != nil {
		return err
	}
	where, args, err := s.where(ctx, by, f)
	if err != nil {
		return fmt.Errorf("audit export: %w", err)
	}
	total, err := gorm.G[model.AuditEntry](s.db).Where(where, args...).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("audit export: %w", err)
	}
	if total > exportMost {
		return fault.Fields(map[string]string{"reason": fmt.Sprintf("一次最多导出 %d 条，请用日期缩小范围", exportMost)})
	}
	err = audit.RecordAlone(ctx, s.db, by, s.now(), "audit.export", "audit", map[string]any{"entries": total, "reason": why})
	if err != nil {
		return fmt.Errorf("audit export: %w", err)
	}
	return s.write(ctx, where, args, w)
}

func (s *Service) write(ctx context.Context, where string, args []any, w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil { // spreadsheets read UTF-8 by this mark
		return fmt.Errorf("audit export: %w", err)
	}
	out := csv.NewWriter(w)
	if err := out.Write([]string{"序号", "时间", "操作人", "操作", "对象", "说明", "校验值"}); err != nil {
		return fmt.Errorf("audit export: %w", err)
	}
	for last := int64(0); ; {
		rows, err := gorm.G[model.AuditEntry](s.db).Where("seq > ?", last).Where(where, args...).Order("seq").Limit(1000).Find(ctx)
		if err != nil {
			return fmt.Errorf("audit export: %w", err)
		}
		for _, r := range rows {
			line := []string{strconv.FormatInt(r.Seq, 10), r.At.In(period.Shanghai).Format(time.DateTime), clip.Cell(r.Actor), clip.Cell(r.Action), clip.Cell(r.Object), clip.Cell(r.Detail), fmt.Sprintf("%x", r.Hash)}
			if err := out.Write(line); err != nil {
				return fmt.Errorf("audit export: %w", err)
			}
			last = r.Seq
		}
		if len(rows) < 1000 {
			break
		}
	}
	out.Flush()
	return out.Error()
}
