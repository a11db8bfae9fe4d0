package finding_test

import (
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/finding"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest/registers"
)

const proofPDF = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

// works are the numbers of the open findings about a project, as an inspector
// sees them.
func (b *bench) works(project string) []int64 {
	b.t.Helper()
	list, err := b.Works(b.t.Context(), inspector, project)
	b.ok(err)
	var out []int64
	for _, w := range list {
		out = append(out, w.ID)
	}
	return out
}

// TestAWarningStandsWhenTheDataChange: what an owner files under a warning nobody
// looked at yet takes no colour away; an inspector reviews it, or sends it to be
// answered. A finding about a person that is gone is nobody's work, as before.
func TestAWarningStandsWhenTheDataChange(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	warn := func(no string) int64 {
		id := b.rows.Finding(registers.Finding{Kind: model.SubjectProject, No: no, Model: "P03", Title: "项目推进缓慢", Severity: 1})
		b.ok(b.db.Model(&model.Finding{}).Where("id = ?", id).Update("gone_at", b.now).Error)
		return id
	}
	reviewed, asked, person := warn("BB01"), warn("BB02"), b.fresh()
	b.ok(b.db.Model(&model.Finding{}).Where("id = ?", person).Update("gone_at", b.now).Error)

	if got := b.works("BB01"); len(got) != 1 {
		t.Errorf("open findings of the project: %v", got)
	}
	list, err := b.List(ctx, inspector, finding.Filter{}, page.Request{})
	b.ok(err)
	if list.Total != 2 || list.Counts[model.FindingGenerated] != 2 || list.Counts[finding.ViewGone] != 1 || list.Items[0].Due == nil || list.Items[0].Warning != "数据已变，等监督检查室复核" {
		t.Errorf("%+v", list)
	}
	if today, err := b.Today(ctx, inspector); err != nil || today[0].N != 2 {
		t.Errorf("%+v %v", today, err)
	}
	if work, err := b.Work(ctx, inspector); err != nil || len(work) != 2 || work[0].Due == period.Past || work[1].Due == period.Past {
		t.Errorf("on the desk, each with its day: %+v %v", work, err)
	}

	review := finding.Review{Version: 1, Action: finding.ActClose, Note: words("开工令看过，开工日期属实"), Verdict: model.VerdictFalse, Reason: "late_data", As: model.ClosedDataCorrection}
	b.refused(b.Review(ctx, inspector, person, review), fault.Conflict, "")
	b.ok(b.Review(ctx, inspector, reviewed, review))
	if f := b.row(reviewed); f.Status != model.FindingClosed || f.FinalVerdict != model.VerdictFalse {
		t.Errorf("%+v", f)
	}
	if got := b.works("BB01"); len(got) != 0 {
		t.Errorf("after the review: %v", got)
	}
	b.send(asked, model.DispatchBureau)
	b.answer(asked, officer, model.VerdictFalse)
	if got := b.works("BB02"); len(got) != 1 {
		t.Errorf("an answer alone took the colour away")
	}
	still := b.rows.Finding(registers.Finding{Kind: model.SubjectProject, No: "BB03", Model: "P03"})
	b.refused(b.Review(ctx, inspector, still, review), fault.Conflict, "")
}

// TestAWarningIsAnsweredWithProof: words alone answer no warning about a project;
// a photo or a PDF does. Other findings are answered as before.
func TestAWarningIsAnsweredWithProof(t *testing.T) {
	for name, c := range map[string]struct {
		model  string
		upload []finding.Upload
		field  string
	}{
		"words about a project": {"P09", nil, "photo"},
		"a voice":               {"P09", []finding.Upload{{Kind: finding.KindVoice, Content: []byte("ID3")}}, "photo"},
		"a photo":               {"P09", []finding.Upload{{Kind: finding.KindPhoto, Content: photo(t)}}, ""},
		"a PDF":                 {"P01", []finding.Upload{{Kind: finding.KindPaper, Content: []byte(proofPDF)}}, ""},
		"no PDF":                {"P01", []finding.Upload{{Kind: finding.KindPaper, Content: []byte("text")}}, "paper"},
		"words about a person":  {"S01", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			id := b.rows.Finding(registers.Finding{Kind: model.SubjectProject, No: "BB01", Model: c.model})
			b.send(id, model.DispatchBureau)
			err := b.Answer(t.Context(), officer, id, finding.Feedback{Version: b.row(id).Version, Verdict: model.VerdictAllowed, Text: words("有文件规定，可以这样办。"), Uploads: c.upload})
			if c.field == "" {
				b.ok(err)
				return
			}
			b.refused(err, fault.Invalid, c.field)
		})
	}
}

// TestReasonsFitTheModel: of a project nobody says that it belongs to another
// household, and of who draws aid everything can be said.
func TestReasonsFitTheModel(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{"S01": "other_person ended borrowed_name not_counted below_line paid_back late_data other", "P03": "below_line late_data other", "P08": "other_person ended borrowed_name below_line late_data other"} {
		var got []string
		for _, c := range finding.ReasonsFor(key) {
			got = append(got, c.Value)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q", key, got)
		}
	}
}
