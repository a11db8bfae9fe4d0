package meeting

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Held is one meeting in a list.
type Held struct {
	ID             int64
	On             period.Day
	Title, Place   string
	Units          []string
	Issues, Mended int // how many it assigned, and how many of them are mended; of a list only
}

// Minutes is one meeting with what was said and agreed.
type Minutes struct {
	Held
	Version int
	Said    seal.Secret
	Issues  []Row // what it assigned, of what the reader may see
	May     bool  // the reader may change it
}

// MeetingDraft is a meeting as it is written down. Keys of its errors: on,
// title, place, units, said.
type MeetingDraft struct {
	Version int // of one that is changed
	On      string
	Title   string
	Place   string
	Units   []string
	Said    seal.Secret
}

func heldOf(m model.Meeting) Held {
	return Held{ID: m.ID, On: period.Stored(m.HeldOn), Title: m.Title, Place: m.Place, Units: strings.Fields(m.Units)}
}

// attends reports whether an actor takes part in the meetings or heads the commission.
func attends(by actor.Actor) bool { return keeps(by) || member(by) || by.Is(actor.RoleHead) }

// Meetings lists the meetings, the latest first: a bureau those it came to.
func (s *Service) Meetings(ctx context.Context, by actor.Actor, r page.Request) (page.Page[Held], error) {
	if !attends(by) {
		return page.Page[Held]{}, noMeeting()
	}
	where, args := came(by)
	sees, seesArgs, err := s.sees(ctx, by) // counts what it may list
	if err != nil {
		return page.Page[Held]{}, err
	}
	total, err := gorm.G[model.Meeting](s.DB).Where(where, args...).Count(ctx, "*")
	if err != nil {
		return page.Page[Held]{}, fmt.Errorf("meetings: %w", err)
	}
	var rows []struct {
		model.Meeting
		Issues, Mended int
	}
	counted := "(SELECT COUNT(*) FROM meeting_issues WHERE meeting_issues.meeting_id = meetings.id AND " + sees
	err = s.DB.WithContext(ctx).Model(&model.Meeting{}).
		Select("meetings.id, held_on, title, place, units, "+counted+") AS issues, "+counted+" AND meeting_issues.state = ?) AS mended", slices.Concat(seesArgs, seesArgs, []any{model.MeetingConfirmed})...).
		Where(where, args...).Order("held_on DESC, meetings.id DESC").Limit(r.Limit()).Offset(r.Offset()).Scan(&rows).Error
	if err != nil {
		return page.Page[Held]{}, fmt.Errorf("meetings: %w", err)
	}
	out := make([]Held, len(rows))
	for i, m := range rows {
		out[i] = heldOf(m.Meeting)
		out[i].Issues, out[i].Mended = m.Issues, m.Mended
	}
	return page.Of(r, out, int(total)), nil
}

// came is the meetings that an actor may read of: a bureau those it came to, and
// those where something of its own was dealt with.
func came(by actor.Actor) (string, []any) {
	if member(by) {
		return "(meetings.units LIKE ? ESCAPE '!' OR EXISTS (SELECT 1 FROM meeting_issues i WHERE i.meeting_id = meetings.id AND (i.raised_unit = ? OR i.unit = ?)))",
			[]any{"% " + page.LikeEscape(by.Bureau) + " %", by.Bureau, by.Bureau}
	}
	return "1 = 1", nil
}

// Minutes shows one meeting.
func (s *Service) Minutes(ctx context.Context, by actor.Actor, id int64) (Minutes, error) {
	if !attends(by) {
		return Minutes{}, noMeeting()
	}
	may, mayArgs := came(by)
	m, err := gorm.G[model.Meeting](s.DB).Where("id = ?", id).Where(may, mayArgs...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Minutes{}, noMeeting()
	}
	if err != nil {
		return Minutes{}, fmt.Errorf("meeting: %w", err)
	}
	out := Minutes{Held: heldOf(m), Version: m.Version, May: keeps(by)}
	if out.Said, err = s.Box.Open(m.MinutesSealed, place(columnMinutes, m.ID)); err != nil {
		return out, fmt.Errorf("meeting: %w", err)
	}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return out, err
	}
	found, err := gorm.G[model.MeetingIssue](s.DB).Where("meeting_id = ?", m.ID).Where(where, args...).Order("id").Limit(500).Find(ctx)
	if err != nil {
		return out, fmt.Errorf("issues of a meeting: %w", err)
	}
	for _, i := range found {
		out.Issues = append(out.Issues, s.row(i))
	}
	return out, audit.RecordAlone(ctx, s.DB, by, s.clock(), "meeting.minutes", meetingObject(m.ID), nil)
}

func meetingObject(id int64) string { return fmt.Sprintf("meeting:%d", id) }

// Write writes a meeting down: a new one with id 0, and gives its number.
func (s *Service) Write(ctx context.Context, by actor.Actor, id int64, d MeetingDraft) (int64, error) {
	if !keeps(by) {
		return 0, noMeeting()
	}
	set, err := s.meeting(&d)
	if err != nil {
		return 0, err
	}
	at, made := s.clock(), id
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		version, action := d.Version, "meeting.changed"
		if id == 0 {
			row := model.Meeting{HeldOn: at, MinutesSealed: []byte{}, CreatedBy: by.StaffID, CreatedAt: at, UpdatedAt: at}
			if err := tx.Create(&row).Error; err != nil {
				return fmt.Errorf("meeting: %w", err)
			}
			made, version, action = row.ID, 0, "meeting.held"
		}
		change := map[string]any{"minutes_sealed": s.Box.Seal(d.Said, place(columnMinutes, made)), "version": version + 1, "updated_at": at}
		for k, v := range set {
			change[k] = v
		}
		r := tx.Model(&model.Meeting{}).Where("id = ? AND version = ?", made, version).Updates(change)
		if r.Error != nil {
			return fmt.Errorf("meeting: %w", r.Error)
		}
		if r.RowsAffected != 1 {
			return fault.New(fault.Conflict, "这次会议的记录刚刚被别人改过，请刷新页面再改")
		}
		return audit.Record(tx, by, at, action, meetingObject(made), map[string]any{"units": len(d.Units)})
	})
	return made, err
}

// meeting checks what was typed and gives the columns it sets.
func (s *Service) meeting(d *MeetingDraft) (map[string]any, error) {
	bad := map[string]string{}
	d.Title, d.Place, d.Said = strings.TrimSpace(d.Title), strings.TrimSpace(d.Place), trimmed(d.Said)
	day, err := period.ParseDay(d.On)
	switch {
	case err != nil:
		bad["on"] = "请选开会的日期"
	case day > s.today():
		bad["on"] = "会开过以后再登记"
	}
	if n := utf8.RuneCountInString(d.Title); n < 4 || n > 60 {
		bad["title"] = "请用4到60个字写会议名称"
	}
	if utf8.RuneCountInString(d.Place) > 60 {
		bad["place"] = "地点最多60个字"
	}
	if len(d.Units) == 0 {
		bad["units"] = "请选参会单位"
	}
	if utf8.RuneCountInString(d.Said.Reveal()) > maxNote {
		bad["said"] = fmt.Sprintf("请不要超过%d个字", maxNote)
	}
	for _, u := range d.Units {
		if strings.ContainsAny(u, " \n\t") || utf8.RuneCountInString(u) > 30 {
			bad["units"] = "参会单位请从列表里选"
		}
	}
	return map[string]any{"held_on": day.Time(), "title": d.Title, "place": d.Place, "units": " " + strings.Join(d.Units, " ") + " "}, invalid(bad)
}
