package filing

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// Filed is one step that an owner filed.
type Filed struct {
	Seq       int
	On        *period.Day
	Percent   *int // of a report of progress
	Amount    money.Fen
	DocNo     string
	Skipped   string
	Note      string
	Papers    bool // brought documents only
	Who       string
	Role      actor.Role
	At        time.Time
	Withdrawn bool
	Documents []Paperwork
}

// Paperwork is a document in the line of stages.
type Paperwork struct {
	ID          int64
	Label, Name string
	PDF         bool
	Size        int64
	SM3         []byte
	Site        bool // a photo of the site
	Public      bool // villagers see it
}

// Section is one stage on a project's page.
type Section struct {
	Stage    Stage
	Title    string
	Asks     string
	Gate     Gate
	Facts    [][2]string // what the registers know of it
	Filed    []Filed     // the latest first
	Due      period.Day
	Dated    bool
	Late     int  // days; negative while there is time
	Known    bool // whether Late is
	Fields   []Field
	Papers   []Paper
	Typed    map[string]string // known already
	Form     bool              // the form may be filled in now
	Lacks    bool              // documents may be handed in later
	Warnings []Warning
}

// Detail is a project with its stages.
type Detail struct {
	Card
	Version                   int
	Kind, ApprovalNo, Method  string
	Builder                   string
	Fiscal, Contract, Arrived money.Fen
	Paid, Settled             money.Fen
	PlanStart, PlanEnd        period.Day
	Sections                  []Section
	Warnings                  []Warning
	MustTender                bool
	Pictures                  []Picture // of the site, which its owner may make public
	Scale                     string    // 建设规模 in words; "" when it was not filed
}

// One gives a project with its stages as somebody sees them.
func (s *Service) One(ctx context.Context, by actor.Actor, no string) (Detail, error) {
	w, err := s.one(ctx, s.DB, by, no)
	if err != nil {
		return Detail{}, err
	}
	l, err := s.limits(ctx)
	if err != nil {
		return Detail{}, err
	}
	warnings, err := s.Warnings.OfProjects(ctx, by, no)
	if err != nil {
		return Detail{}, err
	}
	steps, err := s.steps(ctx, no)
	if err != nil {
		return Detail{}, err
	}
	v, err := version(ctx, s.DB, no)
	if err != nil {
		return Detail{}, err
	}
	today := s.today()
	d := Detail{
		Card: w.card(l, today, warnings, owns(by)), Version: v, Kind: w.Kind, ApprovalNo: w.Project.ApprovalNo, Method: w.BidMethod, Builder: w.WinnerName, Fiscal: money.Fen(w.FiscalFen),
		Contract: w.ContractSum, Arrived: w.Arrived, Paid: w.Paid, Settled: w.Settled, PlanStart: w.Facts.PlanStart, PlanEnd: w.Facts.PlanEnd, Warnings: warnings, MustTender: w.MustTender, Scale: w.Scale(),
	}
	for _, def := range Definitions {
		sec := w.section(def, steps[def.Stage], l, today)
		sec.Form = sec.Form && owns(by)
		sec.Lacks = sec.Lacks && owns(by)
		for _, x := range warnings {
			if StageOf(x.Model, x.Sentence) == def.Stage {
				sec.Warnings = append(sec.Warnings, x)
			}
		}
		d.Sections = append(d.Sections, sec)
		d.Pictures = append(d.Pictures, sitePictures(sec)...)
	}
	return d, nil
}

func (w *work) section(def Definition, filed []Filed, l Limits, today period.Day) Section {
	s := def.Stage
	sec := Section{Stage: s, Title: def.Title, Asks: def.Asks, Gate: w.Gate(s), Filed: filed, Papers: w.papers(s), Fields: w.asked(s), Typed: map[string]string{}}
	sec.Due, sec.Dated = w.Due(s, l)
	sec.Late, sec.Known = w.Late(s, l, today)
	sec.Facts = w.known(s)
	refile := w.refile(s)
	sec.Form = sec.Gate.State == Open || sec.Gate.More || sec.Gate.State == Lacking && refile
	sec.Lacks = w.filed(s) && !refile
	if def.Repeats || !refile {
		return sec
	}
	row := values(w.Project)
	for _, f := range sec.Fields {
		sec.Typed[f.Name] = row[f.Column]
	}
	return sec
}

// known is what the registers know of a stage, in words.
func (w *work) known(s Stage) [][2]string {
	var out [][2]string
	text := func(label, v string) {
		if v != "" {
			out = append(out, [2]string{label, v})
		}
	}
	day := func(label string, d *period.Day) {
		if d != nil {
			text(label, d.Chinese())
		}
	}
	sum := func(label string, m money.Fen) {
		if m != 0 {
			text(label, m.String()+"元")
		}
	}
	switch s {
	case Approval:
		text("批复文号", w.Project.ApprovalNo)
		day("批复日期", &w.Approved)
		sum("计划总投资", w.Planned)
		text("计划工期", w.Facts.PlanStart.Chinese()+"至"+w.Facts.PlanEnd.Chinese())
		text("建设规模", w.Scale())
	case Allocation:
		day("第一笔到账", w.ArrivedOn)
		sum("已到账", w.Arrived)
	case Procurement:
		text("招标方式", w.BidMethod)
		day("公告日期", w.Notice)
		day("开标日期", w.Bid)
		sum("控制价", money.Fen(w.ControlFen))
		sum("中标价", w.Win)
		text("中标单位", w.WinnerName)
	case Contract:
		day("合同日期", w.Facts.ContractOn)
		sum("合同价", w.ContractSum)
		if w.direct() {
			text("施工（供货）单位", w.WinnerName)
		}
	case Start:
		day("实际开工", w.Facts.RealStart)
	case Progress:
		if w.Reports > 0 {
			text("形象进度", fmt.Sprintf("%d%%", w.Percent))
			day("截至", w.Reported)
		}
		sum("已付款", w.Paid)
	case Acceptance:
		day("实际完工", w.Facts.RealEnd)
		day("验收日期", w.Accepted)
	case Settlement:
		sum("结算价", w.Settled)
		day("审定日期", w.SettledOn)
	case Handover:
		day("移交日期", w.HandedOver)
	case Change:
	}
	return out
}

// steps are what was filed of a project, by stage, the latest first.
func (s *Service) steps(ctx context.Context, no string) (map[Stage][]Filed, error) {
	var rows []struct {
		model.FilingStep `gorm:"embedded"`
		Status           string
		Milli            *int
	}
	err := s.DB.WithContext(ctx).Raw("SELECT s.*, COALESCE(b.status, '') AS status, (SELECT MAX(g.percent_milli) FROM project_progress AS g WHERE g.project_no = s.project_no AND g.batch_id = s.batch_id) AS milli FROM filing_steps AS s LEFT JOIN batches AS b ON b.id = s.batch_id WHERE s.project_no = ? ORDER BY s.seq DESC LIMIT 300", no).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("filing steps: %w", err)
	}
	files, err := gorm.G[model.FilingFile](s.DB).Where("project_no = ?", no).Order("id").Limit(1000).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("filing documents: %w", err)
	}
	docs := map[int64][]Paperwork{}
	for _, f := range files {
		docs[f.StepID] = append(docs[f.StepID], Paperwork{ID: f.ID, Label: labelOf(Stage(f.Stage), f.Kind), Name: f.Name, PDF: f.ShownID == 0, Size: f.Size, SM3: f.SM3, Site: f.Kind == PaperSite && f.ShownID != 0, Public: f.PublicAt != nil})
	}
	out := map[Stage][]Filed{}
	for _, r := range rows {
		st := Stage(r.Stage)
		var percent *int
		if st == Progress && r.Milli != nil {
			whole := min(max(*r.Milli/1000, 0), 100)
			percent = &whole
		}
		out[st] = append(out[st], Filed{
			Seq: r.Seq, On: period.StoredOrNil(r.OnDay), Percent: percent, Amount: money.Fen(r.AmountFen), DocNo: r.DocNo, Skipped: r.Skipped, Note: r.Note, Who: r.StaffName, Role: actor.Role(r.StaffRole), At: r.At,
			Papers: r.BatchID == 0 && r.OnDay == nil && r.Skipped == "", Withdrawn: r.BatchID != 0 && r.Status != model.BatchLoaded, Documents: docs[r.ID],
		})
	}
	return out, nil
}

// stageOf is the stage that each model about projects asks about, where it is
// one and the same.
var stageOf = map[string]Stage{"P01": Procurement, "P02": Procurement, "P06": Procurement, "P07": Procurement, "P08": Procurement}

// said is a word of a sentence and the stage that it is about.
type said struct {
	word  string
	stage Stage
}

// spoken are the words of the models that ask about several stages; the last
// without a word is what they are about otherwise.
var spoken = map[string][]said{
	"P04": {{"签订，此前已拨付", Contract}, {"最多应拨付", Progress}, {"", Progress}},
	"P05": {{"结算价", Settlement}, {"合同价", Contract}, {"概算", Approval}, {"", Settlement}},
	"P09": {{"到账", Allocation}, {"没有登记结算价", Settlement}, {"仍有结余", Settlement}, {"", Allocation}},
	"P10": {{"份文件安排的资金", Allocation}, {"", Approval}},
	"P12": {{"没有找到", Approval}, {"距备案坐标", Approval}, {"没有开工", Start}, {"看到的进度", Progress}, {"现场量得", Acceptance}, {"", Acceptance}},
}

// StageOf is the stage that a warning is about: of several the first that its
// sentence names as missing, reversed, exceeded or not done.
func StageOf(model, sentence string) Stage {
	if s, ok := stageOf[model]; ok {
		return s
	}
	if words, ok := spoken[model]; ok {
		best, at := words[len(words)-1].stage, len(sentence)
		for _, w := range words[:len(words)-1] {
			if i := strings.Index(sentence, w.word); i >= 0 && i < at {
				best, at = w.stage, i
			}
		}
		return best
	}
	best, at := Approval, len(sentence)
	if model == "P03" {
		best = Progress
	}
	for _, w := range []struct {
		word  string
		stage Stage
	}{{"公告日期", Procurement}, {"开标日期", Procurement}, {"合同日期", Contract}, {"开工日期", Start}, {"完工日期", Acceptance}, {"验收日期", Acceptance}, {"没有开工", Start}, {"没有完工", Progress}} {
		if i := strings.Index(sentence, w.word); i >= 0 && i < at {
			best, at = w.stage, i
		}
	}
	for _, d := range Definitions {
		if i := strings.Index(sentence, "“"+d.Title+"”应在"); i >= 0 && i < at {
			best, at = d.Stage, i
		}
	}
	return best
}

// Waits says what a warning waits for: its colour falls only after an answer
// with proof and an inspector's review.
func (w Warning) Waits() string {
	switch {
	case w.Held != "":
		return "暂缓：" + w.Held + "，数据补齐以后再办。"
	case w.Dispatched && w.MayAnswer:
		return "等本单位核查反馈，附上证明。反馈以后由监督检查室复核，复核通过颜色才会消除。"
	case w.Dispatched:
		return "等" + w.Target + "核查反馈。反馈以后由监督检查室复核，复核通过颜色才会消除。"
	case w.Mending:
		return "已经复核，等整改完成。整改完成颜色才会消除。"
	case w.Answered:
		return "已经反馈，等监督检查室复核。复核通过颜色才会消除。"
	case w.Standing && w.Inside:
		return "数据已变，等监督检查室复核。复核通过颜色才会消除。"
	case w.Inside:
		return "等监督检查室下发核查。"
	}
	return "等纪委监委办理。"
}

// Severest sorts warnings, the most serious first.
func Severest(list []Warning) []Warning {
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b Warning) int { return b.Severity - a.Severity })
	return out
}
