package meeting

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Draft is an issue as it is raised. Keys of its errors: title, facts, kind,
// origin, finding, source.
type Draft struct {
	Title   string
	Facts   seal.Secret
	Kind    string
	Origin  string
	Finding string // its number, such as YD000012
	Source  string // the figure it comes from
}

var findingNumber = regexp.MustCompile(`^(?i:YD)?0*([1-9][0-9]{0,14})$`)

// Raise brings an issue before the meeting and gives its number.
func (s *Service) Raise(ctx context.Context, by actor.Actor, d Draft) (int64, error) {
	unit := unitOf(by)
	if unit == "" {
		return 0, notFound()
	}
	row, bad, err := s.draft(ctx, by, &d)
	if err != nil {
		return 0, err
	}
	if err := invalid(bad); err != nil {
		return 0, err
	}
	at := s.clock()
	row.RaisedUnit, row.RaisedBy, row.RaisedYear, row.State, row.Version, row.CreatedAt, row.UpdatedAt = unit, by.StaffID, s.today().Year(), model.MeetingRaised, 1, at, at
	id := int64(0)
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		one := row
		if err := tx.Create(&one).Error; err != nil {
			return fmt.Errorf("meeting issue: %w", err)
		}
		id = one.ID
		if err := tx.Model(&model.MeetingIssue{}).Where("id = ?", id).Update("facts_sealed", s.Box.Seal(d.Facts, place(columnFacts, id))).Error; err != nil {
			return fmt.Errorf("meeting issue: %w", err)
		}
		_, err := s.write(tx, one, deed{by: by, at: at, act: actRaise}, one.State)
		return err
	})
	return id, err
}

// draft checks what was typed.
func (s *Service) draft(ctx context.Context, by actor.Actor, d *Draft) (model.MeetingIssue, map[string]string, error) {
	bad := map[string]string{}
	d.Title, d.Source, d.Facts = strings.TrimSpace(d.Title), strings.TrimSpace(d.Source), trimmed(d.Facts)
	if n := utf8.RuneCountInString(d.Title); n < 4 || n > 60 {
		bad["title"] = "请用4到60个字写明是什么问题，不写人名"
	}
	needText(bad, "facts", d.Facts, 10, "请写明事实：在哪里、什么时候、多少户或多少钱，10个字以上")
	if KindText(d.Kind) == "" {
		bad["kind"] = "请选问题的类别"
	}
	row := model.MeetingIssue{Title: d.Title, FactsSealed: []byte{}, Kind: d.Kind, Origin: d.Origin}
	switch d.Origin {
	case model.MeetingFromOwn:
	case model.MeetingFromFinding:
		m := findingNumber.FindStringSubmatch(strings.TrimSpace(d.Finding))
		if m == nil {
			bad["finding"] = "请写疑点编号，例如 YD000012"
			break
		}
		id, err := strconv.ParseInt(m[1], 10, 64)
		if err != nil {
			return row, nil, fmt.Errorf("number of a finding: %w", err)
		}
		if _, err := s.Findings.Named(ctx, by, id); fault.Is(err, fault.NotFound) {
			bad["finding"] = "没有找到这条疑点，请核对编号"
		} else if err != nil {
			return row, nil, err
		}
		row.FindingID = id
	case model.MeetingFromStatistics:
		if n := utf8.RuneCountInString(d.Source); n < 4 || n > 100 {
			bad["source"] = "请用4到100个字写明是哪一项统计、哪个期间"
		}
		row.Source = d.Source
	default:
		bad["origin"] = "请选问题从哪里来"
	}
	return row, bad, nil
}

// write writes the event and the audit entry of a step, whose row is written
// already, and gives the number of the event.
func (s *Service) write(tx *gorm.DB, i model.MeetingIssue, d deed, to string) (int64, error) {
	from := i.State
	if d.act == actRaise {
		from = ""
	}
	e := model.MeetingEvent{IssueID: i.ID, At: d.at, Kind: string(d.act), FromState: from, ToState: to, StaffID: d.by.StaffID, StaffName: d.by.Name, StaffRole: string(d.by.Role),
		StaffUnit: unitOf(d.by), NoteSealed: s.Box.Seal(d.note, place(columnEvent, i.ID))}
	if err := tx.Create(&e).Error; err != nil {
		return 0, fmt.Errorf("meeting event: %w", err)
	}
	return e.ID, audit.Record(tx, d.by, d.at, "meeting."+string(d.act), object(i.ID), d.detail)
}
