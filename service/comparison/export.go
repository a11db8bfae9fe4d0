package comparison

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/sheetrow"
)

// exportColumns are the header of the file (data contract, "Findings, as a file").
var exportColumns = strings.Split("model,title,subject_id,subject_name,period_start,period_end,amount_fen,severity,status,first_seen,last_seen,fingerprint,evidence", ",")

// held is the status in the file of a finding that is held back.
const held = "held"

// Export writes the findings of the last run as CSV with resident IDs and
// account numbers in clear, and gives how many. Whoever asks says why; the
// audit log keeps it.
func (s *Service) Export(ctx context.Context, by actor.Actor, reason string, w io.Writer) (int, error) {
	return s.ExportTelling(ctx, by, reason, w, nil)
}

// ExportTelling is Export for whoever wants to be told how far it is.
func (s *Service) ExportTelling(ctx context.Context, by actor.Actor, reason string, w io.Writer, to func(Progress)) (int, error) {
	if by.Kind != actor.System && !by.Is(actor.RoleSupervision, actor.RoleHead) {
		return 0, fault.New(fault.NotFound, "没有这个页面")
	}
	why, err := audit.Reason(reason, 200, "请写明导出的原因")
	if err != nil {
		return 0, err
	}
	last, err := s.lastFull(ctx)
	if err != nil {
		return 0, err
	}
	where := "gone_at IS NULL AND withdrawn_mark = 0 AND (status NOT IN ('closed','exempted') OR last_run_id >= ?)"
	total, err := gorm.G[model.Finding](s.o.DB).Where(where, last).Count(ctx, "*")
	if err != nil {
		return 0, fmt.Errorf("findings export: %w", err)
	}
	if err := audit.RecordAlone(ctx, s.o.DB, by, s.at(), "findings.export", "findings", map[string]any{"reason": why, "rows": total}); err != nil {
		return 0, fmt.Errorf("findings export: %w", err)
	}
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return 0, err
	}
	out := csv.NewWriter(w)
	_ = out.Write(exportColumns) // Error tells
	n := 0
	for after := int64(0); ; {
		rows, err := gorm.G[model.Finding](s.o.DB).Where(where, last).Where("id > ?", after).Order("id").Limit(exportPage).Find(ctx)
		if err != nil {
			return n, fmt.Errorf("findings export: %w", err)
		}
		if len(rows) == 0 {
			break
		}
		after = rows[len(rows)-1].ID
		if err := s.exportRows(ctx, out, rows); err != nil {
			return n, fmt.Errorf("findings export: %w", err)
		}
		n += len(rows)
		if to != nil {
			to(Progress{"导出疑点", n, int(total)})
		}
	}
	out.Flush()
	return n, out.Error()
}

const exportPage = 500

// lastFull is the number of the last full run that was completed, 0 when none.
func (s *Service) lastFull(ctx context.Context) (int64, error) {
	var id int64
	err := s.o.DB.WithContext(ctx).Model(&model.ComparisonRun{}).Select("COALESCE(MAX(id), 0)").Where("kind = ? AND status = ?", model.RunFull, model.RunDone).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("last run: %w", err)
	}
	return id, nil
}

// names are what the file says of subjects.
type names struct {
	people   map[int64]model.Person
	accounts map[string]model.Payout
	projects map[string]string
	funds    map[string]string // and villages
	evidence map[int64][]model.FindingEvidence
	files    map[int64]model.Batch
	grades   map[[2]int64]string // by batch and row: how a row was matched whose resident ID is not the person's as it stands there
}

func (s *Service) exportRows(ctx context.Context, out *csv.Writer, rows []model.Finding) error {
	n, err := s.names(ctx, rows)
	if err != nil {
		return err
	}
	for i := range rows {
		f := &rows[i]
		id, name, err := s.subjectText(f, n)
		if err != nil {
			return err
		}
		evidence, err := evidenceText(n.evidence[f.ID], n)
		if err != nil {
			return err
		}
		end, status := "", f.Status
		if f.PeriodEnd != nil {
			end = f.PeriodEnd.Format(time.DateOnly)
		}
		if f.HeldReason != "" {
			status = held
		}
		_ = out.Write([]string{f.Model, clip.Cell(f.Title), clip.Cell(id), clip.Cell(name), f.PeriodStart.Format(time.DateOnly), end, strconv.FormatInt(f.AmountFen, 10), rule.Severity(f.Severity).String(), //nolint:gosec // four of them
			status, stamp(f.FirstSeenAt), stamp(f.LastSeenAt), Fingerprint(f.Fingerprint), evidence}) // Error tells
	}
	return nil
}

func stamp(t time.Time) string { return t.In(period.Shanghai).Format(time.RFC3339) }

// subjectText is a subject's number in clear and its name.
func (s *Service) subjectText(f *model.Finding, n names) (id, name string, err error) {
	switch f.SubjectKind {
	case model.SubjectPerson:
		p := n.people[f.PersonID]
		v, err := s.o.People.Open(p.IDSealed, seal.PlaceResidentID(p.IDDigest))
		if err != nil {
			return "", "", fmt.Errorf("person %d: %w", f.PersonID, err)
		}
		return v.Reveal(), p.Name, nil
	case model.SubjectAccount:
		p, ok := n.accounts[string(f.SubjectDigest)]
		if !ok {
			return f.SubjectNo, "", nil // its payments were withdrawn
		}
		v, err := s.o.People.Open(p.AccountSealed, seal.PlaceAccount("payouts", p.ID))
		if err != nil {
			return "", "", fmt.Errorf("account of finding %d: %w", f.ID, err)
		}
		return v.Reveal(), p.AccountName, nil
	case model.SubjectProject:
		return f.SubjectNo, n.projects[f.SubjectNo], nil
	}
	return f.SubjectNo, n.funds[f.SubjectNo], nil
}

// evidenceItem is one matched record in the file.
type evidenceItem struct {
	Kind   string            `json:"kind"`
	Batch  int64             `json:"batch"`
	File   string            `json:"file"`
	Sheet  string            `json:"sheet,omitempty"` // where the file has several
	Row    int               `json:"row"`
	Fields map[string]string `json:"fields"`
}

func evidenceText(rows []model.FindingEvidence, n names) (string, error) {
	items := make([]evidenceItem, len(rows))
	for i, r := range rows {
		var fields [][2]string
		if err := json.Unmarshal(r.Fields, &fields); err != nil {
			return "", fmt.Errorf("evidence of finding %d: %w", r.FindingID, err)
		}
		file := n.files[r.BatchID]
		items[i] = evidenceItem{Kind: r.Kind, Batch: r.BatchID, File: file.FileName, Fields: map[string]string{}}
		items[i].Sheet, items[i].Row = sheetrow.Find(file.Sheets, r.RowNo)
		for _, f := range fields {
			items[i].Fields[f[0]] = f[1]
		}
		if text := idnumber.GradeText(n.grades[[2]int64{r.BatchID, int64(r.RowNo)}]); text != "" {
			items[i].Fields[idnumber.GradeLabel] = text
		}
	}
	text, err := json.Marshal(items)
	return string(text), err
}

// names reads what the rows refer to, in a bounded number of statements.
func (s *Service) names(ctx context.Context, rows []model.Finding) (names, error) {
	n := names{map[int64]model.Person{}, map[string]model.Payout{}, map[string]string{}, map[string]string{}, map[int64][]model.FindingEvidence{}, map[int64]model.Batch{}, map[[2]int64]string{}}
	var ids, people []int64
	var digests [][]byte
	var numbers, codes []string
	for _, f := range rows {
		ids = append(ids, f.ID)
		switch f.SubjectKind {
		case model.SubjectPerson:
			people = append(people, f.PersonID)
		case model.SubjectAccount:
			digests = append(digests, f.SubjectDigest)
		case model.SubjectVillage:
			codes = append(codes, f.SubjectNo)
		default:
			numbers = append(numbers, f.SubjectNo)
		}
	}
	db := s.o.DB.WithContext(ctx)
	persons, err := gorm.G[model.Person](s.o.DB).Select("id", "id_digest", "id_sealed", "name").Where("id IN ?", people).Find(ctx)
	if err != nil {
		return n, err
	}
	for _, p := range persons {
		n.people[p.ID] = p
	}
	for _, d := range digests { // few, and each by its index
		var p []model.Payout
		if err := db.Select("id", "account_digest", "account_sealed", "account_name").Where("account_digest = ?", d).Limit(1).Find(&p).Error; err != nil {
			return n, err
		}
		if len(p) > 0 {
			n.accounts[string(d)] = p[0]
		}
	}
	projects, err := gorm.G[model.Project](s.o.DB).Select("project_no", "name").Where("project_no IN ? AND closed_by = 0", numbers).Find(ctx)
	if err != nil {
		return n, err
	}
	for _, p := range projects {
		n.projects[p.ProjectNo] = p.Name
	}
	villages, err := gorm.G[model.Division](s.o.DB).Select("code", "name").Where("code IN ?", codes).Find(ctx)
	if err != nil {
		return n, err
	}
	for _, v := range villages {
		n.funds[v.Code] = v.Name
	}
	funds, err := gorm.G[model.Fund](s.o.DB).Select("doc_no", "name").Where("doc_no IN ? AND closed_by = 0", numbers).Find(ctx)
	if err != nil {
		return n, err
	}
	for _, f := range funds {
		n.funds[f.DocNo] = f.Name
	}
	evidence, err := gorm.G[model.FindingEvidence](s.o.DB).Where("finding_id IN ?", ids).Order("finding_id, seq").Find(ctx)
	if err != nil {
		return n, err
	}
	batches := map[int64]bool{}
	for _, e := range evidence {
		n.evidence[e.FindingID] = append(n.evidence[e.FindingID], e)
		batches[e.BatchID] = true
	}
	var grades []model.RowGrade
	err = db.Raw("SELECT DISTINCT g.batch_id, g.row_no, g.how FROM row_grades g JOIN finding_evidence e ON e.batch_id = g.batch_id AND e.row_no = g.row_no WHERE e.finding_id IN ? ORDER BY g.how", ids).Scan(&grades).Error
	if err != nil {
		return n, err
	}
	for _, g := range grades {
		n.grades[[2]int64{g.BatchID, int64(g.RowNo)}] = g.How
	}
	return n, s.fileNames(ctx, batches, n.files)
}

func (s *Service) fileNames(ctx context.Context, batches map[int64]bool, into map[int64]model.Batch) error {
	ids := make([]int64, 0, len(batches))
	for id := range batches {
		ids = append(ids, id)
	}
	rows, err := gorm.G[model.Batch](s.o.DB).Select("id", "file_name", "sheets").Where("id IN ?", ids).Find(ctx)
	for _, b := range rows {
		into[b.ID] = b
	}
	return err
}
