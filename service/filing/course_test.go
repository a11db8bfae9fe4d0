package filing

import (
	"fmt"
	"strings"
	"testing"

	"yangguang/service/kernel/period"
)

func on(month, day int) *period.Day {
	d := period.Date(2026, 1, 1) + period.Day((month-1)*30+day-1)
	return &d
}

// upTo is a project on its plain way, filed with all that belongs to it up to a
// stage.
func upTo(last Stage, method string) *Facts {
	f := &Facts{Approved: *on(1, 1), PlanStart: *on(3, 1), PlanEnd: *on(9, 1), ApprovalNo: "博发改〔2026〕1号", Method: method, Planned: 100, Have: map[Stage]map[string]int{}, Here: map[Stage]bool{}}
	for _, d := range Definitions {
		if d.Stage.place() > last.place() {
			break
		}
		f.step(d.Stage)
		f.Here[d.Stage] = true
		for _, p := range f.papers(d.Stage) {
			if f.Have[d.Stage] == nil {
				f.Have[d.Stage] = map[string]int{}
			}
			f.Have[d.Stage][p.Kind] = 1
		}
	}
	return f
}

func (f *Facts) step(s Stage) {
	switch s {
	case Allocation:
		f.ArrivedOn, f.Arrived = on(1, 20), 100
	case Procurement:
		if f.direct() {
			f.Skipped = f.Method
			return
		}
		f.Notice, f.Bid, f.Win = on(2, 1), on(2, 20), 90
	case Contract:
		if f.applies(Contract) {
			f.ContractOn, f.ContractSum = on(2, 25), 90
		}
	case Start:
		f.RealStart = on(3, 1)
	case Progress:
		f.Reports, f.Percent, f.Reported = 3, 100, on(8, 20)
	case Acceptance:
		f.RealEnd, f.Accepted = on(8, 21), on(8, 28)
	case Settlement:
		f.Settled, f.SettledOn = 88, on(9, 20)
	case Handover:
		f.HandedOver = on(10, 1)
	case Approval, Change:
	}
}

// letters writes the states of all stages: D done, L lacking, S skipped, O open,
// ? without a record, - shut, + behind it where it may be filed again.
func letters(f *Facts) string {
	var b strings.Builder
	for _, d := range Definitions {
		g := f.Gate(d.Stage)
		b.WriteString(map[State]string{Done: "D", Lacking: "L", Skipped: "S", Open: "O", Shut: "-", Unknown: "?"}[g.State])
		if g.More {
			b.WriteString("+")
		}
	}
	return b.String()
}

// TestEveryStageInEveryState walks each way of letting a project from its
// approval to its hand-over, and at each step takes away a document.
func TestEveryStageInEveryState(t *testing.T) {
	t.Parallel()
	type row struct{ complete, lacking string }
	for method, want := range map[string]map[Stage]row{
		"公开": {
			Approval: {"DO--------", "L---------"}, Allocation: {"DDO-------", "DL--------"}, Procurement: {"DDDO------", "DDL-------"}, Contract: {"DDDDO-O---", "DDDL------"},
			Start: {"DDDDDOO---", "DDDDL-O---"}, Progress: {"DDDDDD+OO--", "DDDDDL+O---"}, Acceptance: {"DDDDDDODO-", "DDDDDDOL--"}, Settlement: {"DDDDDD-DDO", "DDDDDD-DL-"}, Handover: {"DDDDDD-DDD", "DDDDDD-DDL"},
		},
		MethodDirect: {
			Approval: {"DO--------", "L---------"}, Allocation: {"DDO-------", "DL--------"}, Procurement: {"DDSO------", "DDSO------"}, Contract: {"DDSDO-O---", "DDSL------"},
			Start: {"DDSDDOO---", "DDSDL-O---"}, Progress: {"DDSDDD+OO--", "DDSDDL+O---"}, Acceptance: {"DDSDDDODO-", "DDSDDDOL--"}, Settlement: {"DDSDDD-DDO", "DDSDDD-DL-"}, Handover: {"DDSDDD-DDD", "DDSDDD-DDL"},
		},
		MethodNone: {
			Approval: {"DO-S------", "L--S------"}, Allocation: {"DDOS------", "DL-S------"}, Procurement: {"DDSSO-----", "DDSSO-----"}, Contract: {"DDSSO-----", "DDSSO-----"},
			Start: {"DDSSDOO---", "DDSSL-----"}, Progress: {"DDSSDD+OO--", "DDSSDL+O---"}, Acceptance: {"DDSSDDODO-", "DDSSDDOL--"}, Settlement: {"DDSSDD-DDO", "DDSSDD-DL-"}, Handover: {"DDSSDD-DDD", "DDSSDD-DDL"},
		},
	} {
		for stage, r := range want {
			f := upTo(stage, method)
			if got := letters(f); got != r.complete {
				t.Errorf("%s up to %s: %s, want %s", method, stage, got, r.complete)
			}
			delete(f.Have, stage)
			if got := letters(f); got != r.lacking {
				t.Errorf("%s up to %s without its documents: %s, want %s", method, stage, got, r.lacking)
			}
			for _, d := range Definitions {
				if g := f.Gate(d.Stage); g.State == Shut && g.Why == "" || g.State == Lacking && len(g.Gaps) == 0 {
					t.Errorf("%s up to %s: %s is shut without a word", method, stage, d.Stage)
				}
			}
		}
	}
}

func TestGatesBesideTheOrder(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(f *Facts)
		last   Stage
		stage  Stage
		state  State
		says   string
	}{
		"not at a hundred per cent": {func(f *Facts) { f.Percent = 80 }, Progress, Acceptance, Shut, "80%"},
		"a change may come twice":   {func(f *Facts) { f.Changes, f.Have[Change] = 1, map[string]int{PaperChange: 1} }, Start, Change, Done, ""},
		"no change after the end":   {func(*Facts) {}, Settlement, Change, Shut, "已经结算"},
		"a tender without a notice": {func(f *Facts) { f.Notice = nil }, Procurement, Contract, Shut, "公告日期"},
		"an approval unnumbered":    {func(f *Facts) { f.ApprovalNo = "" }, Approval, Allocation, Shut, "批复文号"},
		"direct above the limit": {func(f *Facts) {
			f.Method, f.MustTender, f.Skipped, f.Have[Procurement], f.Here[Procurement] = MethodDirect, true, MethodDirect, nil, true
		}, Allocation, Procurement, Lacking, ""},
		"no documents":     {func(f *Facts) { f.Have = map[Stage]map[string]int{} }, Contract, Start, Shut, "合同"},
		"came in a file":   {func(f *Facts) { f.Have, f.Here = nil, nil }, Contract, Start, Open, ""},
		"left out":         {func(f *Facts) { f.ContractOn, f.ContractSum = nil, 0 }, Start, Contract, Unknown, ""},
		"accepted, no end": {func(f *Facts) { f.RealEnd = nil }, Acceptance, Settlement, Shut, "实际完工日期"},
	} {
		f := upTo(c.last, "公开")
		c.change(f)
		if g := f.Gate(c.stage); g.State != c.state || !strings.Contains(g.Why, c.says) {
			t.Errorf("%s: %+v", name, g)
		}
	}
	if f := upTo(Start, "公开"); !func() bool {
		f.Changes = 1
		f.Have[Change] = map[string]int{PaperChange: 1}
		return f.Gate(Change).More
	}() {
		t.Error("a second change is shut")
	}
}

func TestNext(t *testing.T) {
	t.Parallel()
	order := []Stage{Allocation, Procurement, Contract, Start, Progress, Acceptance, Settlement, Handover, ""}
	for i, last := range []Stage{Approval, Allocation, Procurement, Contract, Start, Progress, Acceptance, Settlement, Handover} {
		next, lacking, ok := upTo(last, "公开").Next()
		if next != order[i] || lacking || ok != (order[i] != "") {
			t.Errorf("after %s: %s %v %v", last, next, lacking, ok)
		}
		f := upTo(last, "公开")
		delete(f.Have, last)
		if next, lacking, ok := f.Next(); next != last || !lacking || !ok {
			t.Errorf("%s without documents: %s %v %v", last, next, lacking, ok)
		}
	}
	f := upTo(Progress, "公开")
	f.Percent = 40
	if next, _, _ := f.Next(); next != Progress {
		t.Errorf("half done: %s", next)
	}
}

func TestDatesThatRunBackwardsAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		last  Stage
		stage Stage
		typed map[string]string
		field string // "" passes
	}{
		"money before the approval":    {Approval, Allocation, map[string]string{FieldDay: "2025-12-31"}, FieldDay},
		"money on its day":             {Approval, Allocation, map[string]string{FieldDay: "2026-01-01"}, ""},
		"notice before the approval":   {Allocation, Procurement, map[string]string{FieldNotice: "2025-12-01", FieldDay: "2026-02-01"}, FieldNotice},
		"winner before the notice":     {Allocation, Procurement, map[string]string{FieldNotice: "2026-02-10", FieldDay: "2026-02-09"}, FieldDay},
		"winner on the day":            {Allocation, Procurement, map[string]string{FieldNotice: "2026-02-10", FieldDay: "2026-02-10"}, ""},
		"contract before the winner":   {Procurement, Contract, map[string]string{FieldDay: "2026-02-01"}, FieldDay},
		"start before contract":        {Contract, Start, map[string]string{FieldDay: "2026-02-01"}, FieldNote},
		"with a reason":                {Contract, Start, map[string]string{FieldDay: "2026-02-01", FieldNote: "抢险先行开工"}, ""},
		"start before the approval":    {Contract, Start, map[string]string{FieldDay: "2025-02-01", FieldNote: "抢险先行开工"}, FieldDay},
		"report before the start":      {Start, Progress, map[string]string{FieldDay: "2026-02-01", FieldPercent: "10"}, FieldDay},
		"report of a day again":        {Progress, Progress, map[string]string{FieldDay: on(8, 20).String(), FieldPercent: "100"}, FieldDay},
		"less than before":             {Progress, Progress, map[string]string{FieldDay: on(9, 1).String(), FieldPercent: "90"}, FieldPercent},
		"a voucher for nothing":        {Start, Progress, map[string]string{FieldDay: on(4, 1).String(), FieldPercent: "10", FieldVoucher: "77"}, FieldPaid},
		"change before the contract":   {Contract, Change, map[string]string{FieldDay: "2026-01-10", FieldAmount: "1"}, FieldDay},
		"change of nothing":            {Contract, Change, map[string]string{FieldDay: "2026-04-10", FieldAmount: "0"}, FieldAmount},
		"change of the time alone":     {Contract, Change, map[string]string{FieldDay: "2026-04-10", FieldAmount: "0", FieldPlanEnd: "2026-12-01"}, ""},
		"end before the start":         {Progress, Acceptance, map[string]string{FieldEnd: "2026-01-10", FieldDay: "2026-09-01"}, FieldEnd},
		"acceptance before the end":    {Progress, Acceptance, map[string]string{FieldEnd: "2026-09-10", FieldDay: "2026-09-09"}, FieldDay},
		"settlement before acceptance": {Acceptance, Settlement, map[string]string{FieldDay: "2026-08-01"}, FieldDay},
		"hand-over before settlement":  {Settlement, Handover, map[string]string{FieldDay: "2026-09-01"}, FieldDay},
		"plan the wrong way round":     {Approval, Approval, map[string]string{FieldPlanStart: "2026-09-01", FieldPlanEnd: "2026-08-01"}, FieldPlanEnd},
		"more of the state than all":   {Approval, Approval, map[string]string{FieldPlanned: "100", FieldFiscal: "101"}, FieldFiscal},
		"a day that lies ahead":        {Contract, Start, map[string]string{FieldDay: "2027-02-01"}, FieldDay},
		"no day":                       {Contract, Start, map[string]string{FieldDay: "二月"}, FieldDay},
	} {
		f, bad := upTo(c.last, "公开"), map[string]string{}
		fields := f.fields(c.stage)
		for i := range fields {
			fields[i].Must = false
		}
		f.check(c.stage, read(fields, c.typed, period.Date(2026, 12, 31), bad), bad)
		if c.field == "" && len(bad) > 0 || c.field != "" && (bad[c.field] == "" || len(bad) > 1) {
			t.Errorf("%s: %v, want %q", name, bad, c.field)
		}
	}
}

func TestLateness(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		last  Stage
		stage Stage
		today period.Day
		want  string
	}{
		"money is due":         {Approval, Allocation, *on(3, 1) + 1, "1"},
		"there is time":        {Approval, Allocation, *on(2, 1), "-30"},
		"came in time":         {Allocation, Allocation, *on(12, 1), "-41"},
		"not put to tender":    {Allocation, Procurement, *on(3, 6), "5"},
		"no contract":          {Procurement, Contract, *on(4, 1), "11"},
		"not begun":            {Contract, Start, *on(3, 11), "10"},
		"silent since":         {Start, Progress, *on(4, 6), "5"},
		"done, nothing to say": {Progress, Progress, *on(12, 1), "none"},
		"not accepted":         {Progress, Acceptance, *on(10, 2), "1"},
		"accepted in time":     {Acceptance, Acceptance, *on(12, 1), "-23"},
		"not settled":          {Acceptance, Settlement, *on(10, 29), "1"},
		"not handed over":      {Settlement, Handover, *on(10, 21), "1"},
		"settled in a file":    {Acceptance, Handover, *on(12, 21), "none"},
		"never late":           {Start, Change, *on(12, 1), "none"},
		"more is filed behind": {Acceptance, Progress, *on(12, 1), "none"},
	} {
		days, known := upTo(c.last, "公开").Late(c.stage, Standard, c.today)
		got := fmt.Sprint(days)
		if !known {
			got = "none"
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	f := upTo(Contract, "公开")
	if late := f.overdue(Standard, *on(3, 11)); len(late) == 0 || late[len(late)-1] != (Overdue{"开工", *on(3, 1)}) {
		t.Errorf("%+v", late)
	}
	if s, days, ok := f.Worst(Standard, *on(3, 11)); s != Start || days != 10 || !ok {
		t.Errorf("%s %d %v", s, days, ok)
	}
}

// TestAProjectThatCameInAFile is one that was built and settled before its owner
// filed anything here: what nobody wrote down is not late, documents that lie in
// an old folder are no gap, and what comes next is the first thing missing. Once
// the owner files here, what was left out is late, for the owner and for the
// comparison alike.
func TestAProjectThatCameInAFile(t *testing.T) {
	t.Parallel()
	old := func() *Facts {
		f := upTo(Settlement, "公开")
		f.ArrivedOn, f.Arrived, f.SettledOn, f.Have, f.Here = nil, 0, nil, map[Stage]map[string]int{}, map[Stage]bool{}
		return f
	}
	today := *on(12, 1) + 2000
	f := old()
	if got := letters(f); got != "D?+DDDD-DDO" {
		t.Errorf("states: %s", got)
	}
	if s, days, ok := f.Worst(Standard, today); ok {
		t.Errorf("%s is late by %d days", s, days)
	}
	if g := f.Gate(Contract); f.Gaps() != 0 || len(g.Older) != 1 || g.Older[0] != "合同" {
		t.Errorf("%d gaps, %+v", f.Gaps(), g)
	}
	if next, lacking, ok := f.Next(); next != Handover || lacking || !ok {
		t.Errorf("next: %s %v %v", next, lacking, ok)
	}
	if late := f.overdue(Standard, today); len(late) != 0 {
		t.Errorf("for the comparison: %+v", late)
	}
	f = old()
	f.ApprovalNo, f.RealEnd = "", nil
	if next, lacking, ok := f.Next(); next != Approval || !lacking || !ok || f.Gaps() != 2 {
		t.Errorf("the first gap: %s %v %v of %d", next, lacking, ok, f.Gaps())
	}
	f = old()
	f.Here[Settlement] = true
	if next, lacking, _ := f.Next(); next != Settlement || !lacking {
		t.Errorf("what was filed here needs its documents: %s %v", next, lacking)
	}
	late := f.overdue(Standard, today)
	if s, days, ok := f.Worst(Standard, today); len(late) != 1 || late[0] != (Overdue{"资金下达", today - period.Day(days)}) || s != Allocation || !ok || days <= 0 {
		t.Errorf("left out: %s by %d days, for the comparison %+v", s, days, late)
	}
	f.Bid, f.Win = nil, 0
	for _, c := range []struct {
		method string
		want   string
	}{{"公开", "资金下达 招标采购"}, {MethodDirect, "资金下达"}} {
		f.Method = c.method
		var titles []string
		for _, o := range f.overdue(Standard, today) {
			titles = append(titles, o.Title)
		}
		if got := strings.Join(titles, " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.method, got, c.want)
		}
	}
}

func TestWhatAWarningIsAbout(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]Stage{
		"2026年3月1日开工，至今没有登记合同日期。": Contract, "验收日期2026年3月1日早于完工日期2026年4月1日。": Acceptance, "开标日期早于公告日期": Procurement, "": Approval,
		"“合同”应在2026年3月1日以前备案，至今没有备案；“结算”应在2026年4月1日以前备案，至今没有备案。": Contract,
	} {
		if got := StageOf("P11", sentence); got != want {
			t.Errorf("%s: %s", sentence, got)
		}
	}
	for _, c := range []struct {
		model, sentence string
		want            Stage
	}{{"P09", "", Allocation}, {"P03", "计划2026年3月1日开工，至今没有开工记录。", Start}, {"P03", "2026年3月1日以后没有再报进度。", Progress}, {"P12", "", Acceptance},
		{"P09", "2026年9月18日已完工或验收，至今没有登记结算价。", Settlement}, {"P09", "2026年3月1日验收，400天后仍有结余20,000.00元。", Settlement},
		{"P09", "2026年5月25日到账800,000.00元，185天没有拨付；2026年9月18日已完工或验收，至今没有登记结算价。", Allocation},
		{"P04", "合同2026年3月1日签订，此前已拨付100.00元。", Contract}, {"P04", "已拨付350.00元，形象进度20%，最多应拨付141.00元。", Progress},
		{"P05", "结算价500.00元超过概算400.00元。", Settlement}, {"P05", "合同价500.00元超过概算400.00元。", Contract}, {"P05", "概算500.00元比计划总投资400.00元高25%。", Approval},
		{"P10", "2份文件安排的资金合计500.00元，超过投资400.00元。", Allocation}, {"P10", "", Approval}, {"P02", "", Procurement},
		{"P12", "2026年3月1日现场核查，看到的进度是40%，报的是65%。", Progress}, {"P12", "2026年3月1日现场核查，没有开工，登记的实际开工是2026年2月1日。", Start},
		{"P12", "2026年3月1日现场核查，现场量得2，备案2.3，少13%，现场距备案坐标900米。", Acceptance}, {"P12", "2026年3月1日现场核查，到备案的地点没有找到这个项目。", Approval}} {
		if got := StageOf(c.model, c.sentence); got != c.want {
			t.Errorf("%s %s: %s", c.model, c.sentence, got)
		}
	}
}
