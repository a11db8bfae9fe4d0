package finding

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/sheetrow"
)

// Work is an open finding about a project.
type Work struct {
	Row
	ProjectNo string
	Evidence  []Evidence // of the project's page; nil in lists
	MayAnswer bool
	Standing  bool // the data changed under it: it waits for an inspector
	Inside    bool // whoever asked reads what becomes of findings
}

// mostWorks bounds the findings about projects that are shown at once.
const mostWorks = 5000

// openWork is the condition that a finding about a project is not done with:
// it was not reviewed, or what was ordered after the review is not mended yet.
// That the registers say something else now is no review: see standing.
const openWork = `findings.subject_kind = ? AND findings.withdrawn_mark = 0
AND (findings.status NOT IN ? OR findings.closed_as = ? OR findings.closed_as = ? AND findings.rectified_at IS NULL)`

// Works gives the open findings about projects that somebody may see, about
// one project with its matched records or, with "", about all without them. An
// owner sees what was sent to be answered and nothing before. Whoever sees no
// findings at all gets none.
func (s *Service) Works(ctx context.Context, by actor.Actor, project string) ([]Work, error) {
	where, args, err := s.sees(ctx, by)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	q := gorm.G[model.Finding](s.DB).Where(where, args...).
		Where(openWork, model.SubjectProject, []string{model.FindingClosed, model.FindingExempted}, model.ClosedClue, model.ClosedRectification)
	if project != "" {
		q = q.Where("subject_no = ?", project)
	}
	found, err := q.Order("severity DESC, id").Limit(mostWorks).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("findings about projects: %w", err)
	}
	kept := found[:0]
	for _, f := range found {
		if !inside(by) || f.ClosedAs != model.ClosedClue { // to others a clue is answered and no more
			kept = append(kept, f)
		}
	}
	rows, err := s.rows(ctx, by, kept)
	if err != nil {
		return nil, err
	}
	out := make([]Work, len(rows))
	for i, r := range rows {
		out[i] = Work{Row: r, ProjectNo: kept[i].SubjectNo, MayAnswer: allowed(kept[i], by.Role)[ActFeedback], Standing: standing(kept[i]), Inside: inside(by)}
	}
	if project == "" || len(out) == 0 {
		return out, nil
	}
	return out, s.workEvidence(ctx, out)
}

// workEvidence reads the matched records of a project's findings at once.
func (s *Service) workEvidence(ctx context.Context, list []Work) error {
	ids, at := make([]int64, len(list)), map[int64]*Work{}
	for i := range list {
		ids[i], at[list[i].ID] = list[i].ID, &list[i]
	}
	var rows []struct {
		FindingID int64
		Kind      string
		RowNo     int
		Fields    []byte
		FileName  string
		Sheets    []byte
	}
	err := s.DB.WithContext(ctx).Table("finding_evidence e").Select("e.finding_id, e.kind, e.row_no, e.fields, b.file_name, b.sheets").
		Joins("LEFT JOIN batches b ON b.id = e.batch_id").Where("e.finding_id IN ?", ids).Order("e.finding_id, e.seq").Limit(mostEvidence).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	for _, r := range rows {
		e := Evidence{Kind: r.Kind, File: r.FileName}
		e.Sheet, e.Row = sheetrow.Find(r.Sheets, r.RowNo)
		if err := json.Unmarshal(r.Fields, &e.Fields); err != nil {
			return fmt.Errorf("evidence of %d: %w", r.FindingID, err)
		}
		at[r.FindingID].Evidence = append(at[r.FindingID].Evidence, e)
	}
	return nil
}

// Named is what a finding is called, for whoever may see it.
func (s *Service) Named(ctx context.Context, by actor.Actor, id int64) (string, error) {
	f, err := s.visible(ctx, by, id)
	return f.Title, err
}
