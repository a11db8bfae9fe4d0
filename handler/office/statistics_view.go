package office

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"yangguang/service/fieldcheck"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/livelihood"
	"yangguang/service/meeting"
	"yangguang/service/statistics"
	"yangguang/templates"
)

// statisticsPage is a span as it is shown; leads gives an address back to whom
// may open it.
func statisticsPage(f statistics.Form, now time.Time, leads func(url string) string) templates.OfficeStatisticsData {
	from, to := f.Span.Days()
	v := statisticsView{f, func(group, key string) string { return leads(figureURL(f.Span, group, key)) }, leads}
	quarter := f.Span.Quarter > 0
	d := templates.OfficeStatisticsData{
		Tabs:  []templates.OfficeTab{{Text: "按月", URL: statisticsURL, Active: !quarter}, {Text: "按季度", URL: statisticsURL + "?by=quarter", Active: quarter}},
		Spans: spans(f.Span, now), Span: f.Span.Chinese(), Days: from.Chinese() + "至" + (to - 1).Chinese() + "。", Before: spanURL(f.Span.Add(-1)),
		State: templates.Badge{Tone: templates.Warning, Text: "未报送"}, Excel: fmt.Sprintf("%s/form.xlsx?span=%s", statisticsURL, f.Span),
		Figures: v.figures(), Trend: trend(f.Trend, len(v.section(statistics.GroupClues).Rows) > 0), Blocks: v.blocks(), Platform: v.platform(),
		Changes: v.changes(f.Corrections), Versions: v.versions(), Submit: v.submit(),
	}
	if f.Over {
		d.After = spanURL(f.Span.Add(1))
	} else {
		d.State, d.Notes = templates.Badge{Tone: templates.Info, Text: "还没过完"}, []string{"这个时段还没有过完，数字还会变，过完以后才能报送。"}
	}
	if f.Submitted {
		d.State = templates.Badge{Tone: templates.Good, Text: "已报送"}
		d.Excel += fmt.Sprintf("&v=%d", f.Shown)
		d.Facts = []templates.Fact{{Label: "报送人", Value: f.By + "，" + clock(f.At)}, {Label: "版本", Value: fmt.Sprintf("第 %d 版，共 %d 版", f.Shown, f.Latest)}, {Label: "报送摘要", Value: f.Digest}}
	}
	if f.Empty() {
		d.Empty = templates.Empty{Text: "这个时段没有登记信访件、线索和案件", Advice: "请换一个时段看看；如果应当有，请先到信访件、问题线索里补录。", Action: templates.Link{Text: "看上一期", URL: d.Before}}
	}
	return d
}

// spans are the months or quarters of the last years to choose from.
func spans(chosen statistics.Span, now time.Time) []templates.Option {
	p := statistics.Latest(now, chosen.Quarter > 0).Add(1)
	list := []statistics.Span{p}
	for len(list) < 25 && (chosen.Quarter == 0 || len(list) < 13) {
		list = append(list, list[len(list)-1].Add(-1))
	}
	if !slices.Contains(list, chosen) {
		list = append(list, chosen)
	}
	return options(list, chosen.String(), func(p statistics.Span) (string, string) { return p.String(), p.Chinese() })
}

// statisticsView turns a form into the parts of its page.
type statisticsView struct {
	statistics.Form
	list  func(group, key string) string
	leads func(url string) string
}

func (v statisticsView) section(group string) statistics.Section {
	for _, s := range v.Sections {
		if s.Group == group {
			return s
		}
	}
	return statistics.Section{}
}

// link is the list behind a line, unless what was submitted differs from what
// the list would show.
func (v statisticsView) link(group string, r statistics.Row) string {
	if r.N == 0 || r.N != r.Now {
		return ""
	}
	return v.list(group, r.Key)
}

// quantity is a number in the unit of its group.
func quantity(group string, n int64) string {
	if group == statistics.GroupMoney {
		return money.Fen(n).String()
	}
	return grouped(int(n))
}

// heads are the figures at the head of the page, with their short names.
var heads = []struct{ group, key, text, unit string }{
	{statistics.GroupPetitions, "received", "接收信访举报", "件次"}, {statistics.GroupClues, "registered", "新登记线索", "件"}, {statistics.GroupClues, "disposed", "处置线索", "件"},
	{statistics.GroupCases, "filed", "立案", "件"}, {statistics.GroupCases, "punished", "处分", "人"}, {statistics.GroupCases, "transferred", "移送检察机关", "人"},
	{statistics.GroupMoney, "recovered", "追缴、挽回", "元"},
}

// petitionHeads are those of the petition office, which sees its own part.
var petitionHeads = []struct{ group, key, text, unit string }{
	heads[0], {statistics.GroupPetitions, "first", "初次举报", "件次"}, {statistics.GroupPetitions, "repeat", "重复举报", "件次"},
	{statistics.GroupPetitions, "real", "实名举报", "件次"}, {statistics.GroupPetitions, "anonymous", "匿名举报", "件次"},
}

func (v statisticsView) figures() []templates.StatFigure {
	list := heads
	if len(v.section(statistics.GroupClues).Rows) == 0 {
		list = petitionHeads
	}
	var out []templates.StatFigure
	for _, h := range list {
		for _, r := range v.section(h.group).Rows {
			if r.Key == h.key {
				out = append(out, templates.StatFigure{
					Label: h.text, Value: quantity(h.group, r.N), Unit: h.unit, URL: v.link(h.group, r),
					Before: "上期 " + against(h.group, r.N, r.Before), YearAgo: "上年同期 " + against(h.group, r.N, r.YearAgo),
				})
			}
		}
	}
	return out
}

// against is a number that another is compared with, and by how much that one is
// more or less.
func against(group string, n, was int64) string {
	text := quantity(group, was)
	switch {
	case was == 0 || n == was:
		return text
	case n > was:
		return fmt.Sprintf("%s ↑%d%%", text, percent(n-was, was))
	}
	return fmt.Sprintf("%s ↓%d%%", text, percent(was-n, was))
}

// percent is a share rounded to whole percents.
func percent(part, whole int64) int {
	if whole <= 0 {
		return 0
	}
	return int((part*200 + whole) / (whole * 2))
}

// folded are the groups of which lines without a number are left out: their
// lists are long.
var folded = []string{statistics.GroupTown, statistics.GroupSubject, statistics.GroupOther, statistics.GroupParty, statistics.GroupAdmin}

func (v statisticsView) blocks() []templates.StatBlock {
	var out []templates.StatBlock
	for _, s := range v.Sections {
		b := templates.StatBlock{ID: s.Group, Title: s.Title, Unit: s.Unit, Shares: s.Whole && s.Total > 0, Plain: s.Group == statistics.GroupMoney}
		most := int64(1)
		for _, r := range s.Rows {
			most = max(most, r.N)
		}
		for _, r := range s.Rows {
			if r.N == 0 && r.Before == 0 && r.YearAgo == 0 && slices.Contains(folded, s.Group) {
				continue
			}
			line := templates.StatRow{
				Text: r.Text, Value: quantity(s.Group, r.N), Before: quantity(s.Group, r.Before), YearAgo: quantity(s.Group, r.YearAgo), URL: v.link(s.Group, r), Percent: percent(r.N, most),
			}
			if b.Shares {
				line.Share = tenth(r.N, s.Total)
			}
			b.Rows = append(b.Rows, line)
		}
		if s.Group == statistics.GroupForm {
			b.Stack = stack(s)
		}
		if len(b.Rows) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// tenth is a share to a tenth of a percent.
func tenth(part, whole int64) string {
	if whole <= 0 {
		return ""
	}
	n := (part*2000 + whole) / (whole * 2)
	return fmt.Sprintf("%d.%d%%", n/10, n%10)
}

// stack is 四种形态 as one bar.
func stack(s statistics.Section) []templates.StatPart {
	if s.Total <= 0 {
		return nil
	}
	tones := map[string]string{"1": "one", "2": "two", "3": "three", "4": "four"}
	var out []templates.StatPart
	var done int64
	for _, r := range s.Rows {
		if r.N > 0 {
			out = append(out, templates.StatPart{From: part(done, s.Total), Wide: part(r.N, s.Total), Tone: tones[r.Key]})
			done += r.N
		}
	}
	return out
}

func part(n, of int64) string { return strconv.FormatFloat(100*float64(n)/float64(of), 'f', 2, 64) }

// platform is what the platform itself did.
func (v statisticsView) platform() []templates.StatBlock {
	p := v.Platform
	plain := func(text, value, url string) templates.StatRow {
		return templates.StatRow{Text: text, Value: value, URL: url}
	}
	count := func(n int64) string { return grouped(int(n)) }
	list := func(n int64, group, key string) string {
		if n == 0 {
			return ""
		}
		return v.list(group, key)
	}
	use := templates.StatBlock{ID: "use", Plain: true, Title: "群众使用", Unit: "数量", Alone: true, Rows: []templates.StatRow{
		plain("实名查询（次）", count(p.Lookups), ""), plain("网上举报（件次）", count(p.Online), list(p.Online, statistics.GroupPetitions, "online")),
	}}
	if !p.Whole {
		return []templates.StatBlock{use}
	}
	use.Rows = append(use.Rows, plain("其中立案（件）", count(p.CaseOnline), ""))
	rate := "—"
	if p.Doubted.ToRectify > 0 {
		rate = tenth(p.Doubted.Rectified, p.Doubted.ToRectify)
	}
	out := []templates.StatBlock{
		{ID: "compare", Plain: true, Title: "大数据比对", Unit: "数量", Alone: true, Rows: []templates.StatRow{
			plain("新发现疑点（个）", count(p.Doubted.Found), ""), plain("转出问题线索（件）", count(p.Clues), list(p.Clues, statistics.GroupSource, "finding")),
			plain("其中立案（件）", count(p.CaseFindings), list(p.CaseFindings, statistics.GroupCases, "findings")),
			plain("督促整改（个）", count(p.Doubted.ToRectify), ""), plain("已整改（个）", count(p.Doubted.Rectified), ""), plain("整改率", rate, ""),
			plain("退缴到账（笔）", count(p.Doubted.Refunds), ""), plain("退缴到账（元）", money.Fen(p.Doubted.RefundedFen).String(), ""),
		}},
		{ID: "watched", Plain: true, Title: "纳入监督", Unit: "数量", Alone: true, Rows: []templates.StatRow{
			plain("发放明细（笔）", count(p.PaymentRows), ""), plain("发放金额（元）", money.Fen(p.PaymentFen).String(), ""), plain("项目（个）", count(p.ProjectsKnown), ""),
		}},
		use,
		v.deeds(),
	}
	if len(p.Towns) > 0 {
		out = append(out, doubtsByTown(p.Towns))
	}
	return out
}

// deeds is what was done on the spot, for households, before payment and
// together, each figure with the way to the list of as many.
func (v statisticsView) deeds() templates.StatBlock {
	d := v.Platform.Deeds
	b := templates.StatBlock{ID: "deeds", Plain: true, Title: "查实和整改", Unit: "数量", Alone: true}
	row := func(text, value string, n int64, url string) {
		one := templates.StatRow{Text: text, Value: value}
		if n > 0 {
			one.URL = v.leads(url)
		}
		b.Rows = append(b.Rows, one)
	}
	count := func(text string, n int64, url string) { row(text, grouped(int(n)), n, url) }
	lists := deedURL(v.Span, prepaymentsCrumb.URL, page.ByDone, "state", "released")
	count("派出现场核查（次）", d.FieldAsked, deedURL(v.Span, fieldHome.URL, page.ByMade, "view", fieldcheck.ViewAll))
	count("认可的现场核查（次）", d.FieldDone, deedURL(v.Span, fieldHome.URL, page.ByDone, "view", "accepted"))
	count("新的保障任务（项）", d.TasksMade, deedURL(v.Span, livelihoodTasks.URL, page.ByMade, "view", livelihood.ViewAll))
	count("已达标的保障任务（项）", d.TasksMet, deedURL(v.Span, livelihoodTasks.URL, page.ByDone, "view", "met"))
	count("放行的发放名单（份）", d.StopLists, lists)
	count("发放前拦下（笔）", d.StoppedRows, lists)
	row("发放前拦下（元）", money.Fen(d.StoppedFen).String(), d.StoppedFen, lists)
	count("联席会议新提出（件）", d.IssuesRaised, deedURL(v.Span, meetingsHome.URL, page.ByMade, "view", meeting.ViewAll))
	count("联席会议确认整改（件）", d.IssuesOK, deedURL(v.Span, meetingsHome.URL, page.ByDone, "view", "confirmed"))
	return b
}

func doubtsByTown(towns []statistics.Row) templates.StatBlock {
	b := templates.StatBlock{ID: "doubts", Title: "疑点：乡镇", Unit: "个", Alone: true}
	most := int64(1)
	for _, r := range towns {
		most = max(most, r.N)
	}
	for _, r := range towns {
		b.Rows = append(b.Rows, templates.StatRow{Text: r.Text, Value: grouped(int(r.N)), Percent: percent(r.N, most)})
	}
	return b
}

func (v statisticsView) changes(list []statistics.Correction) []templates.StatChange {
	var out []templates.StatChange
	for _, c := range list {
		out = append(out, templates.StatChange{Text: v.Words.Text(c.Group, c.Key), Was: quantity(c.Group, c.Was), Now: quantity(c.Group, c.Now)})
	}
	return out
}

func (v statisticsView) versions() []templates.StatVersion {
	var out []templates.StatVersion
	for _, n := range slices.Backward(v.Versions) {
		one := templates.StatVersion{Text: fmt.Sprintf("第 %d 版", n.Number), At: clock(n.At), By: n.By, Reason: n.Reason, Digest: n.Digest, Changes: v.changes(n.Changes)}
		if n.Number != v.Shown {
			one.URL = fmt.Sprintf("%s&v=%d", spanURL(v.Span), n.Number)
		}
		out = append(out, one)
	}
	return out
}

// submit is the form that freezes the span, or corrects it.
func (v statisticsView) submit() templates.StatSubmit {
	s := templates.StatSubmit{Span: v.Span.String(), Version: strconv.Itoa(v.Latest)}
	switch {
	case v.CanSubmit:
		s.URL, s.Title, s.Button = statisticsURL+"/submit", "报送"+v.Span.Chinese()+"的统计表", "确认报送"
		s.Hint = "请先下载 Excel 核对、报领导审核。报送以后这一期的数字固定下来，不能撤回；以后有变化，由案管室说明原因更正，原来的一版保留。"
	case v.CanCorrect:
		s.URL, s.Title, s.Button = statisticsURL+"/correct", "更正"+v.Span.Chinese()+"的统计表", "按现在的数字更正"
		s.Hint = "按现在的数字报送新的一版，原来的一版保留。"
		s.Reasons = templates.Choice{Name: "reason", Label: "更正的原因", Blank: "请选择", Options: options(statistics.Reasons(), "", func(c statistics.Choice) (string, string) { return c.Value, c.Text })}
	}
	return s
}
