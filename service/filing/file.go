package filing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/transact"
)

// Step is what an owner files of one stage.
type Step struct {
	No      string
	Version int // of the project, as the page showed it
	Stage   Stage
	Papers  bool              // brings documents only, for a stage that is filed
	Typed   map[string]string // by the name of the field
	Uploads []Upload
}

// File files a stage of a project. What is wrong is told by the name of the
// field, a document's as FieldPaper; a stage that is shut is a conflict that
// says what has to come first.
func (s *Service) File(ctx context.Context, by actor.Actor, st Step) error {
	w, err := s.one(ctx, s.DB, by, st.No)
	if err != nil {
		return err
	}
	if !owns(by) {
		return fault.New(fault.Forbidden, "由业主单位或者主管部门填报")
	}
	if !st.Stage.Valid() {
		return errAbsent()
	}
	if err := w.may(st); err != nil {
		return err
	}
	bad := map[string]string{}
	var e entry
	if !st.Papers {
		e = read(w.asked(st.Stage), st.Typed, s.today(), bad)
		w.check(st.Stage, e, bad)
	}
	w.needPapers(st, bad)
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	files, err := s.take(ctx, w.papers(st.Stage), st.Uploads, bad)
	if err != nil {
		return err
	}
	if len(bad) > 0 {
		return errors.Join(fault.Fields(bad), s.drop(files))
	}
	d := deed{by: by, at: s.clock(), step: st, entry: e, files: files}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.file(tx, w, d) })
	if err != nil {
		return errors.Join(w.named(st.Stage, err), s.drop(files))
	}
	return nil
}

// deed is one step with its documents on disk.
type deed struct {
	by    actor.Actor
	at    time.Time
	step  Step
	entry entry
	files []stored
}

// may refuses a step that the gate does not let through.
func (w *work) may(st Step) error {
	g := w.Gate(st.Stage)
	switch {
	case st.Papers && w.filed(st.Stage):
		return nil
	case st.Papers:
		return fault.New(fault.Conflict, "“"+st.Stage.Title()+"”还没有填报，请先填报")
	case g.State == Open, g.More, g.State == Lacking && w.refile(st.Stage):
		return nil
	case g.State == Shut:
		return fault.New(fault.Conflict, g.Why)
	}
	return fault.New(fault.Conflict, "“"+st.Stage.Title()+"”已经填报过，请刷新页面看看")
}

// refile reports whether a filed stage lacks more than documents, so that its
// form has to be filled in again.
func (f *Facts) refile(s Stage) bool {
	sorts := f.papers(s)
	return f.filed(s) && slices.ContainsFunc(f.gaps(s), func(gap string) bool {
		return !slices.ContainsFunc(sorts, func(p Paper) bool { return p.Label == gap })
	})
}

// asked are the fields of a stage's form now: of a project that came in a file
// only the number of the approval is asked for again.
func (f *Facts) asked(s Stage) []Field {
	all := f.fields(s)
	if s == Approval && f.refile(s) {
		return slices.DeleteFunc(slices.Clone(all), func(x Field) bool { return x.Name != FieldApproval })
	}
	return all
}

// needPapers refuses a step without the documents that belong to it. What may be
// filed again brings its own each time.
func (w *work) needPapers(st Step, bad map[string]string) {
	if st.Papers {
		if len(st.Uploads) == 0 {
			bad[""] = "请选要补交的文件"
		}
		return
	}
	again := Definitions[st.Stage.place()].Repeats
	for _, p := range w.papers(st.Stage) {
		came := slices.ContainsFunc(st.Uploads, func(u Upload) bool { return u.Kind == p.Kind })
		if p.Must && !came && (again || w.Have[st.Stage][p.Kind] == 0) {
			bad[FieldPaper(p.Kind)] = "请放“" + p.Label + "”"
		}
	}
}

// file is File inside its transaction.
func (s *Service) file(tx *gorm.DB, w *work, d deed) error {
	var same int64
	if err := tx.Model(&model.Project{}).Where("id = ? AND closed_by = 0", w.ID).Count(&same).Error; err != nil {
		return fmt.Errorf("filing: %w", err)
	}
	if same != 1 { // a file replaced the row meanwhile
		return stale()
	}
	if err := bump(tx, w.ProjectNo, d.step.Version, d.at); err != nil {
		return err
	}
	step := w.step(d)
	for i, row := range w.rows(d) {
		row.Filing = fmt.Sprintf("filing/%s/%d/%d", w.ProjectNo, step.Seq, i)
		row.Title = clip.Runes("填报 "+w.ProjectNo+" "+d.step.Stage.Title(), 100)
		row.Bureau = w.Bureau
		id, err := s.Registers.Enter(tx, d.by, row)
		if err != nil {
			return err
		}
		if i == 0 {
			step.BatchID = id
		} else {
			step.MoneyID = id
		}
	}
	return s.keep(tx, step, d)
}

// keep writes a step with its documents and its entry in the audit chain.
func (s *Service) keep(tx *gorm.DB, step model.FilingStep, d deed) error {
	if err := tx.Create(&step).Error; err != nil {
		return fmt.Errorf("filing step: %w", err)
	}
	if err := s.attach(tx, d.files, step); err != nil {
		return err
	}
	return audit.Record(tx, d.by, d.at, "filing.file", object(step.ProjectNo),
		map[string]any{"stage": step.Stage, "seq": step.Seq, "batch": step.BatchID, "files": len(d.files), "papers_only": d.step.Papers})
}

// bump moves a project's version on; who files on an older one is told so.
func bump(tx *gorm.DB, no string, version int, at time.Time) error {
	if version == 0 {
		err := tx.Create(&model.Filing{ProjectNo: no, Version: 1, UpdatedAt: at}).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return stale()
		}
		if err != nil {
			return fmt.Errorf("filing: %w", err)
		}
		return nil
	}
	r := tx.Model(&model.Filing{}).Where("project_no = ? AND version = ?", no, version).Updates(map[string]any{"version": version + 1, "updated_at": at})
	if r.Error != nil {
		return fmt.Errorf("filing: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	return nil
}

// step is the row of a step, without its batches.
func (w *work) step(d deed) model.FilingStep {
	out := model.FilingStep{
		ProjectNo: w.ProjectNo, Seq: d.step.Version + 1, Stage: string(d.step.Stage), Note: d.entry.text[FieldNote], DocNo: clip.Runes(d.entry.text[FieldDocNo], 100),
		StaffID: d.by.StaffID, StaffName: d.by.Name, StaffRole: string(d.by.Role), At: d.at,
	}
	if d.step.Papers {
		return out
	}
	if on := d.entry.day(FieldDay); on != nil {
		t := on.Time()
		out.OnDay = &t
	}
	out.AmountFen = int64(d.entry.money[FieldAmount])
	out.ScaleMilli, out.ScaleUnit = d.entry.scale()
	if d.step.Stage == Procurement && w.direct() {
		out.Skipped = w.Method
	}
	return out
}

// named turns mistakes that the register found, which go by its columns, into
// those of the form.
func (f *Facts) named(s Stage, err error) error {
	fe := fault.Of(err)
	if fe.Kind != fault.Invalid || len(fe.Fields) == 0 {
		return err
	}
	bad := map[string]string{}
	for column, words := range fe.Fields {
		name := ""
		for _, x := range f.fields(s) {
			if x.Column == column || x.Name == column {
				name = x.Name
			}
		}
		bad[name] = words
	}
	return fault.Fields(bad)
}
