package livelihood

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Deed is a step with what its form says. Keys of its errors: note, way, jobs,
// project, reason, bureau, photo, paper.
type Deed struct {
	Version int
	Action  Action
	Note    seal.Secret
	Way     string // of ActRemedy
	Jobs    string // of ActRemedy on an income task: how many people found work
	Project string // of ActRemedy on a water task: the works, by number or name
	Reason  string // of ActAsk
	Bureau  string // of ActReassign
	Uploads []Upload
}

// plan is what a step checks and writes; settle says what it means for the
// finding: a verdict and its reason, "" for nothing.
type plan struct {
	check  func(ctx context.Context, s *Service, t model.LivelihoodTask, d *Deed, w *deed, bad map[string]string) error
	settle func(t model.LivelihoodTask) (verdict, reason string)
}

var plans = map[Action]plan{
	ActRemedy: {check: planRemedy},
	ActAsk: {check: func(_ context.Context, _ *Service, _ model.LivelihoodTask, d *Deed, w *deed, bad map[string]string) error {
		if text(Reasons(), d.Reason) == "" {
			bad["reason"] = "请选不用办的原因"
		}
		needNote(bad, d.Note, 4, "请写明核实的经过，4个字以上")
		w.set["reason"], w.set["asked_by"], w.set["asked_at"], w.detail["reason"] = d.Reason, w.by.StaffID, w.at, d.Reason
		return nil
	}},
	ActAgree: {check: func(_ context.Context, _ *Service, t model.LivelihoodTask, d *Deed, w *deed, bad map[string]string) error {
		if t.AskedBy == w.by.StaffID {
			bad[""] = "自己提的申请要由别人同意"
		}
		needNote(bad, d.Note, 2, "请写明意见")
		w.set["closed_at"], w.detail["reason"] = w.at, t.Reason
		return nil
	}, settle: func(t model.LivelihoodTask) (string, string) {
		for _, r := range reasons {
			if r.value == t.Reason {
				return r.verdict, r.code
			}
		}
		return "", ""
	}},
	ActRefuse: {check: func(_ context.Context, _ *Service, _ model.LivelihoodTask, d *Deed, w *deed, bad map[string]string) error {
		needNote(bad, d.Note, 2, "请写明不同意的原因")
		w.set["reason"], w.set["asked_by"], w.set["asked_at"] = "", 0, nil
		return nil
	}},
	ActMet: {check: func(_ context.Context, _ *Service, _ model.LivelihoodTask, d *Deed, w *deed, bad map[string]string) error {
		visited(d, bad)
		w.set["met_by"], w.set["visited_by"], w.set["verified_at"], w.set["closed_at"] = model.LivelihoodByVisit, w.by.StaffID, w.at, w.at
		return nil
	}, settle: func(model.LivelihoodTask) (string, string) { return model.VerdictTrue, "" }},
	ActUnmet: {check: func(ctx context.Context, s *Service, t model.LivelihoodTask, d *Deed, w *deed, bad map[string]string) error {
		visited(d, bad)
		orders, err := s.orders(ctx)
		w.set["rounds"], w.set["visited_by"], w.set["verified_at"] = t.Rounds+1, w.by.StaffID, w.at
		w.set["due_at"], w.set["due_provisional"] = orders[t.Kind].due.At().UTC(), orders[t.Kind].due.Provisional
		return err
	}},
	ActReassign: {check: func(_ context.Context, _ *Service, t model.LivelihoodTask, d *Deed, w *deed, bad map[string]string) error {
		name, err := bureauName(d.Bureau)
		switch {
		case err != nil:
			bad["bureau"] = "请写一个部门的名称，2 到 30 个字"
		case name == t.Bureau:
			bad["bureau"] = "现在就是这个部门"
		}
		needNote(bad, d.Note, 2, "请写明改派的原因")
		w.set["bureau"], w.detail["bureau"] = name, name
		return nil
	}},
}

// mostWorks bounds the name of a project.
const mostWorks = 40

// planRemedy checks what a bureau says it did.
func planRemedy(_ context.Context, _ *Service, t model.LivelihoodTask, d *Deed, w *deed, bad map[string]string) error {
	if text(Ways(t.Kind), d.Way) == "" {
		bad["way"] = "请选怎样整改的"
	}
	jobs := 0
	if t.Kind == model.LivelihoodIncome && strings.TrimSpace(d.Jobs) != "" {
		n, err := strconv.Atoi(strings.TrimSpace(d.Jobs))
		if err != nil || n < 0 || n > 20 {
			bad["jobs"] = "请填有几个人找到了工作，没有就填 0"
		}
		jobs = n
	}
	if d.Way == "work" && jobs == 0 && bad["jobs"] == "" {
		bad["jobs"] = "帮助就业的，请填有几个人找到了工作"
	}
	works := strings.Join(strings.Fields(d.Project), "")
	if utf8.RuneCountInString(works) > mostWorks {
		bad["project"] = "项目编号或名称太长了，最多 40 个字"
	}
	if t.Kind != model.LivelihoodWater {
		works = ""
	}
	needNote(bad, d.Note, 4, "请写明什么时候、做了什么，4个字以上")
	if len(d.Uploads) == 0 {
		bad[KindPhoto] = "请放整改的照片，或者 PDF 证明"
	}
	w.set["way"], w.set["jobs"], w.set["project"], w.set["remedied_by"], w.set["remedied_at"] = d.Way, jobs, works, w.by.StaffID, w.at
	w.detail["way"] = d.Way
	return nil
}

// visited checks what somebody says who went there.
func visited(d *Deed, bad map[string]string) {
	needNote(bad, d.Note, 4, "请写明什么时候去的、看到什么，4个字以上")
	if !hasPhoto(d.Uploads) {
		bad[KindPhoto] = "入户复核请放照片"
	}
}

func hasPhoto(uploads []Upload) bool {
	for _, u := range uploads {
		if u.Kind == KindPhoto {
			return true
		}
	}
	return false
}

// Do takes a step on a task.
func (s *Service) Do(ctx context.Context, by actor.Actor, id int64, d Deed) error {
	p, ok := plans[d.Action]
	if !ok {
		return fault.New(fault.Invalid, "请选要办的事")
	}
	t, err := s.at(ctx, by, id, d.Version, d.Action)
	if err != nil {
		return err
	}
	d.Note = trimmed(d.Note)
	w := deed{by: by, at: s.clock(), act: d.Action, note: d.Note, set: map[string]any{}, detail: map[string]any{"files": len(d.Uploads)}}
	bad := map[string]string{}
	if err := p.check(ctx, s, t, &d, &w, bad); err != nil {
		return err
	}
	if err := invalid(bad); err != nil {
		return err
	}
	files, err := s.attached.Take(ctx, d.Uploads, bad)
	if err != nil {
		return err
	}
	if err := invalid(bad); err != nil {
		return err
	}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		event, err := s.advance(tx, t, w)
		if err != nil {
			return err
		}
		if err := s.attach(tx, files, model.LivelihoodFile{TaskID: t.ID, EventID: event, AddedBy: by.StaffID, AddedAt: w.at}); err != nil {
			return err
		}
		if p.settle == nil {
			return nil
		}
		verdict, reason := p.settle(t)
		if verdict == "" {
			return nil
		}
		return s.Findings.Settled(tx, by, w.at, t.FindingID, verdict, reason)
	})
	if err != nil {
		return errors.Join(err, s.attached.Drop(files))
	}
	return nil
}
