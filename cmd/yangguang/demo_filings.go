package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/cmd/yangguang/internal/sample"
	"yangguang/model"
	"yangguang/service/filing"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// demoFiling is a project of the demonstration that its owner filed on line.
// Days are counted back from the day of the sample.
type demoFiling struct {
	login    string
	approval map[string]string
	approved int // days ago
	plan     [2]int
	steps    []demoStep
}

// demoStep is one stage that was filed; a field whose value is a number of days
// ago stands in days.
type demoStep struct {
	stage filing.Stage
	days  map[string]int
	typed map[string]string
	files []string // sorts of documents
}

// The projects that somebody looks at: one that the village builds itself, and
// one that was handed over.
const (
	demoRoom   = "四联村文化活动室维修"
	demoBridge = "四联村便民桥工程"
)

const demoBuilder = "玉林演示路桥工程有限公司"

func demoProject(name, kind, bureau, owner, no, method, planned string) map[string]string {
	scale := map[string][2]string{"桥梁": {"1", "座"}, "文化": {"160", "平方米"}, "道路": {"1.2", "公里"}}[kind]
	return map[string]string{
		filing.FieldScale: scale[0], filing.FieldUnit: scale[1],
		filing.FieldName: name, filing.FieldKind: kind, filing.FieldVillage: siLian, filing.FieldBureau: bureau, filing.FieldOwner: owner, filing.FieldApproval: no,
		filing.FieldPlanned: planned, filing.FieldFiscal: planned, filing.FieldProcurement: "施工", filing.FieldMethod: method,
	}
}

// demoFilings are three projects: one handed over, one that is being built by a
// village, and one that should have begun long ago and is warned about.
func demoFilings() []demoFiling {
	arrived := func(days int, amount string) demoStep {
		return demoStep{filing.Allocation, map[string]int{filing.FieldDay: days}, map[string]string{filing.FieldAmount: amount, filing.FieldDocNo: "博财农〔演示〕3号"}, []string{filing.PaperFund}}
	}
	won := func(notice, bid int, win string) demoStep {
		return demoStep{filing.Procurement, map[string]int{filing.FieldNotice: notice, filing.FieldDay: bid},
			map[string]string{filing.FieldWin: win, filing.FieldWinner: demoBuilder, filing.FieldWinnerCode: sample.CreditCode(1)}, []string{filing.PaperNotice, filing.PaperAward}}
	}
	signed := func(days int, sum string, more map[string]string) demoStep {
		typed := map[string]string{filing.FieldAmount: sum}
		for k, v := range more {
			typed[k] = v
		}
		return demoStep{filing.Contract, map[string]int{filing.FieldDay: days}, typed, []string{filing.PaperContract}}
	}
	begun := func(days int) demoStep {
		return demoStep{filing.Start, map[string]int{filing.FieldDay: days}, nil, []string{filing.PaperStart}}
	}
	report := func(days int, percent, note, paid string) demoStep {
		return demoStep{filing.Progress, map[string]int{filing.FieldDay: days}, map[string]string{filing.FieldPercent: percent, filing.FieldNote: note, filing.FieldPaid: paid}, []string{filing.PaperSite}}
	}
	return []demoFiling{
		{"jiaotong", demoProject(demoBridge, "桥梁", "交通运输局", "交通运输局", "博发改〔演示〕21号", "竞争性谈判", "960000"), 300, [2]int{240, 120}, []demoStep{
			arrived(280, "700000"), won(270, 255, "930000"), signed(250, "930000", nil), begun(238), report(200, "35", "桥墩做好", "300000"), report(150, "80", "桥面铺完", "300000"), report(122, "100", "完工", ""),
			{filing.Acceptance, map[string]int{filing.FieldEnd: 122, filing.FieldDay: 110}, nil, []string{filing.PaperAcceptance}},
			{filing.Settlement, map[string]int{filing.FieldDay: 80}, map[string]string{filing.FieldAmount: "921500"}, []string{filing.PaperAudit}},
			{filing.Handover, map[string]int{filing.FieldDay: 70}, map[string]string{filing.FieldNote: "移交四联村委会管护，公示在村务公开栏。"}, []string{filing.PaperHandover, filing.PaperBoard}},
		}},
		{"cun", demoProject(demoRoom, "文化", "文化广电体育和旅游局", "", "博文旅〔演示〕8号", filing.MethodDirect, "180000"), 120, [2]int{75, -20}, []demoStep{
			arrived(100, "180000"),
			{filing.Procurement, nil, map[string]string{filing.FieldNote: "估算18万元，低于限额；经村“两委”会议研究、村民代表会议通过，直接发包。"}, nil},
			signed(85, "176000", map[string]string{filing.FieldWinner: "博白样例建筑工程有限公司", filing.FieldWinnerCode: sample.CreditCode(2)}), begun(74), report(40, "30", "屋面翻修", "50000"), report(12, "65", "墙面和门窗", ""),
		}},
		{"jiaotong", demoProject("四联村至新圩道路拓宽工程", "道路", "交通运输局", "江宁镇人民政府", "博发改〔演示〕35号", "竞争性谈判", "1450000"), 200, [2]int{110, -60}, []demoStep{
			arrived(185, "800000"), won(170, 155, "1390000"), signed(140, "1390000", nil),
		}},
	}
}

// loadFilings files the sample projects through the same service as the pages.
func (d *demo) loadFilings(ctx context.Context) error {
	staff, err := d.demoActors(ctx)
	if err != nil {
		return err
	}
	var at time.Time
	filings, err := d.filingService(func() time.Time { return at })
	if err != nil {
		return err
	}
	today := period.DayOf(d.state.AsOf, period.Shanghai)
	photo, err := demoPhoto()
	if err != nil {
		return err
	}
	for _, f := range demoFilings() {
		by, typed := staff[f.login], f.approval
		day := func(ago int) string { return (today - period.Day(ago)).String() } //nolint:gosec // some hundred days
		typed[filing.FieldApproved], typed[filing.FieldPlanStart], typed[filing.FieldPlanEnd] = day(f.approved), day(f.plan[0]), day(f.plan[1])
		at = clockOn(today, f.approved-1)
		no, err := filings.Begin(ctx, by, typed, demoPapers([]string{filing.PaperApproval}, photo))
		done := 0
		if fault.Is(err, fault.Invalid) && fault.Of(err).Fields[filing.FieldName] != "" {
			no, done, err = d.filedBefore(ctx, filings, by, typed[filing.FieldName])
		}
		if err != nil {
			return fmt.Errorf("filing %s: %w", typed[filing.FieldName], err)
		}
		for _, s := range f.steps[min(done, len(f.steps)):] {
			values, last := map[string]string{}, 0
			for k, v := range s.typed {
				values[k] = v
			}
			for k, ago := range s.days {
				values[k] = day(ago)
				if last == 0 || ago < last {
					last = ago
				}
			}
			if last > 0 {
				at = clockOn(today, last)
			}
			if err := fileDemo(ctx, filings, by, no, s, values, photo); err != nil {
				return fmt.Errorf("filing %s, %s: %w", no, s.stage, err)
			}
		}
	}
	return nil
}

// filedBefore is a project that was begun before the first start was cut short:
// its number, and how many stages were filed behind its approval.
func (d *demo) filedBefore(ctx context.Context, filings *filing.Service, by actor.Actor, name string) (no string, done int, err error) {
	p, err := gorm.G[model.Project](d.db).Select("project_no").Where("name = ? AND closed_by = 0", name).Take(ctx)
	if err != nil {
		return "", 0, err
	}
	o, err := filings.One(ctx, by, p.ProjectNo)
	return p.ProjectNo, o.Version - 1, err
}

func fileDemo(ctx context.Context, filings *filing.Service, by actor.Actor, no string, s demoStep, typed map[string]string, photo []byte) error {
	o, err := filings.One(ctx, by, no)
	if err != nil {
		return err
	}
	return filings.File(ctx, by, filing.Step{No: no, Version: o.Version, Stage: s.stage, Typed: typed, Uploads: demoPapers(s.files, photo)})
}

// clockOn is the afternoon so many days ago.
func clockOn(today period.Day, ago int) time.Time {
	return (today - period.Day(ago)).Start(period.Shanghai).Add(16 * time.Hour).UTC() //nolint:gosec // some hundred days
}

// demoPhoto is a picture of the sample.
func demoPhoto() ([]byte, error) {
	var b bytes.Buffer
	err := sample.Photos()[0].Write(&b)
	return b.Bytes(), err
}

// demoPapers are documents of these sorts: pictures where a picture is wanted,
// a page that says what it is for elsewhere.
func demoPapers(sorts []string, photo []byte) []filing.Upload {
	var out []filing.Upload
	for _, kind := range sorts {
		u := filing.Upload{Kind: kind, Name: "演示-" + kind + ".pdf", Content: demoPDF("Yangguang demonstration: " + kind)}
		if kind == filing.PaperSite || kind == filing.PaperBoard {
			u.Name, u.Content = "演示-"+kind+".png", photo
		}
		out = append(out, u)
	}
	return out
}

// demoPDF is a page with one line of text.
func demoPDF(words string) []byte {
	text := "BT /F1 20 Tf 60 740 Td (" + words + ") Tj 0 -40 Td /F1 12 Tf (Invented. No real project, person or company.) Tj ET"
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(text), text), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	}
	var b, table strings.Builder
	b.WriteString("%PDF-1.4\n")
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table.String(), len(objects)+1, start)
	return []byte(b.String())
}
