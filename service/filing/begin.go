package filing

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/series"
	"yangguang/service/kernel/transact"
)

// Beginning is the form of a new project.
type Beginning struct {
	Fields []Field
	Papers []Paper
	Typed  map[string]string // what is known already of whoever files
	Fixed  map[string]bool   // of these, what cannot be another's
}

// NewForm is what is asked of whoever files a new project.
func (s *Service) NewForm(ctx context.Context, by actor.Actor) (Beginning, error) {
	f := Facts{}
	b := Beginning{Fields: f.fields(Approval), Papers: f.papers(Approval), Typed: map[string]string{}, Fixed: map[string]bool{}}
	switch {
	case by.Is(actor.RoleBureauOfficer) && by.Bureau != "":
		b.Typed[FieldBureau], b.Typed[FieldOwner] = by.Bureau, by.Bureau
	case by.Is(actor.RoleVillageCadre) && by.Division != "":
		name, err := s.villageName(ctx, by.Division)
		if err != nil {
			return b, err
		}
		b.Typed[FieldVillage], b.Typed[FieldOwner] = by.Division, name
		b.Fixed[FieldVillage], b.Fixed[FieldOwner] = true, true
	default:
		return b, errAbsent()
	}
	return b, nil
}

// Begin files a new project with its approval and gives its number.
func (s *Service) Begin(ctx context.Context, by actor.Actor, typed map[string]string, uploads []Upload) (string, error) {
	form, err := s.NewForm(ctx, by)
	if err != nil {
		return "", err
	}
	typed = maps.Clone(typed)
	for name := range form.Fixed {
		typed[name] = form.Typed[name]
	}
	bad, w := map[string]string{}, &work{}
	e := read(form.Fields, typed, s.today(), bad)
	w.checkApproval(e, bad)
	if by.Is(actor.RoleBureauOfficer) && !bureaus.In(e.text[FieldBureau], by.Bureau) && e.text[FieldOwner] != by.Bureau {
		bad[FieldOwner] = "业主单位或者主管部门要是本单位（" + by.Bureau + "）"
	}
	if v := e.text[FieldVillage]; v != "" && !by.Covers(v) {
		bad[FieldVillage] = "不在您管的地方"
	}
	st := Step{Stage: Approval, Typed: typed, Uploads: uploads}
	w.needPapers(st, bad)
	if len(bad) > 0 {
		return "", fault.Fields(bad)
	}
	files, err := s.take(ctx, form.Papers, uploads, bad)
	if err != nil {
		return "", err
	}
	if len(bad) > 0 {
		return "", errors.Join(fault.Fields(bad), s.drop(files))
	}
	no := ""
	d := deed{by: by, at: s.clock(), step: st, entry: e, files: files}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) (err error) {
		no, err = s.begin(tx, d)
		return err
	})
	if err != nil {
		return "", errors.Join(w.named(Approval, err), s.drop(files))
	}
	return no, nil
}

// begin is Begin inside its transaction.
func (s *Service) begin(tx *gorm.DB, d deed) (string, error) {
	e := d.entry
	var twins []model.Project
	err := tx.Raw("SELECT p.project_no, p.name FROM projects AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded' WHERE p.closed_by = 0 AND (p.project_no = ? OR p.approval_no = ? AND p.name = ?) LIMIT 2",
		e.text[FieldNo], e.text[FieldApproval], e.text[FieldName]).Scan(&twins).Error
	if err != nil {
		return "", fmt.Errorf("filing: %w", err)
	}
	for _, t := range twins {
		if t.ProjectNo == e.text[FieldNo] {
			return "", fault.Fields(map[string]string{FieldNo: "这个编号已经有项目了（" + t.Name + "），请核对"})
		}
	}
	if len(twins) > 0 {
		return "", fault.Fields(map[string]string{FieldName: "同一个批复文号的同名项目已经登记过，编号是" + twins[0].ProjectNo})
	}
	no := e.text[FieldNo]
	if no == "" {
		year := s.today().Year()
		n, err := series.Next(tx, fmt.Sprintf("project/%d", year))
		if err != nil {
			return "", err
		}
		no = fmt.Sprintf("BA%d%05d", year, n)
	}
	// A number whose first filing was withdrawn goes on counting.
	if d.step.Version, err = version(tx.Statement.Context, tx, no); err != nil {
		return "", err
	}
	if err := bump(tx, no, d.step.Version, d.at); err != nil {
		return "", err
	}
	v := map[string]string{}
	for _, f := range approvalFields {
		if f.Column != "" {
			v[f.Column] = e.text[f.Name]
		}
	}
	v["项目编号"] = no
	w := &work{Project: model.Project{ProjectNo: no, Bureau: e.text[FieldBureau]}}
	step := w.step(d)
	step.BatchID, err = s.Registers.Enter(tx, d.by, Row{Kind: "projects", Title: "填报 " + no + " 立项", Filing: fmt.Sprintf("filing/%s/%d/0", no, step.Seq), Bureau: w.Bureau, Values: v})
	if err != nil {
		return "", err
	}
	return no, s.keep(tx, step, d)
}
