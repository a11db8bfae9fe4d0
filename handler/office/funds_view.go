package office

import (
	"fmt"
	"net/url"
	"strings"

	"yangguang/service/funds"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// fundRules say how the figures are made; service/funds keeps to them.
var fundRules = []string{
	"来：指标文件下达并到账的钱，加上没有对上指标文件的钱。去：发到户的补贴和付给单位的工程款，退票的不算。闲置：来减去。",
	"同一个文号、同一个用途、同样金额先到县、再到部门或者镇的，是同一笔钱往下拨，只算一次；金额不同的，先从当时已经到县的钱里扣，不够的算是直接下达到那一级。",
	"先到的先用，按日期对：补贴的发放只对发放当天已经到账的指标，对不上的列在“没有对上指标文件”。",
	"项目在钱到以前先付的，用后到的钱补上。红字（负数）冲减它前面最近的一笔。",
	"滞留的天数和颜色用模型S28（补贴，扣除年初封库）、P09（项目）的参数：只看从到账到第一次付出隔了几天。",
	"疑点S28看的是到账以后同一项补贴发过没有，用的是哪份文件的钱不管；这里按每份文件自己的钱算，以前的钱没有用完，后到的就一直没有付。所以这里标出来的可以比疑点多。",
}

var fundViews = []struct{ key, text string }{
	{"", "全部指标文件"}, {funds.ViewIdle, "有闲置"}, {funds.ViewLate, "滞留预警"}, {funds.ViewUnsourced, "没有对上指标文件"},
}

func fundsScope(by actor.Actor) string {
	switch {
	case by.Is(actor.RoleTownInspector):
		return "本镇工程项目的钱：哪份文件下达、到了哪里、付给谁、还剩多少没有动。"
	case by.Is(actor.RoleSupervision, actor.RoleHead):
		return "全县惠民补贴和工程项目的钱：哪份文件下达、到了哪里、付给谁、还剩多少没有动。"
	}
	return "本部门主管的补贴、主管或者实施的工程项目的钱：哪份文件下达、到了哪里、付给谁、还剩多少没有动。"
}

func fundSum(s funds.Sums) templates.FundSum {
	return templates.FundSum{Came: s.Came.String(), Went: s.Went.String(), Idle: s.Idle.String()}
}

func fundsPage(by actor.Actor, q funds.Query, o funds.Overview) templates.OfficeFundsData {
	d := templates.OfficeFundsData{Scope: fundsScope(by), Rules: fundRules, View: q.View, Words: q.Words, Empty: templates.Empty{Text: "还没有资金数据", Advice: "导入资金指标与到位、项目资金拨付、一卡通发放明细以后，这里看得到每一笔钱的去向。"}}
	if o.Empty {
		return d
	}
	middle := "来源、部门、去向"
	if o.ByItem {
		middle = "来源、用途、去向"
	}
	d.Total, d.Shown = fundSum(o.Total), fundSum(o.Shown)
	d.Flow = flowOf("flow", "钱从哪里来、到哪里去", flowSays(middle, o.Total), o.Edges)
	d.Figures = fundFigures(o.Total)
	d.Figures[0].Note = "其中没有对上指标文件 " + o.Unsourced.Came.Short()
	if o.Known != 0 {
		d.Figures[1].Note = "补贴发放数据截至" + o.Known.Chinese()
	}
	d.Figures[2].Note = fmt.Sprintf("%d份指标有没有用完的钱", o.Counts[funds.ViewIdle])
	d.Figures = append(d.Figures, templates.Figure{Label: "滞留预警", Value: grouped(o.Counts[funds.ViewLate]) + "份", Note: "到账以后很久才付或者没有付", Tone: toneIf(o.Counts[funds.ViewLate] > 0, templates.Warning)})
	fundFilters(&d, q, o)
	for _, l := range o.Lines.Items {
		d.Rows = append(d.Rows, fundRow(l))
	}
	d.Empty = templates.Empty{Text: "没有这样的资金", Action: templates.Link{Text: "看全部", URL: fundsCrumb.URL}}
	return d
}

func toneIf(yes bool, t templates.Tone) templates.Tone {
	if yes {
		return t
	}
	return templates.Plain
}

func flowSays(what string, s funds.Sums) string {
	return fmt.Sprintf("从左到右是%s。来%s元，去%s元，闲置%s元。每一笔在下面的表里。", what, s.Came, s.Went, s.Idle)
}

func fundFigures(s funds.Sums) []templates.Figure {
	return []templates.Figure{
		{Label: "来", Value: s.Came.Short(), Tone: templates.Info}, {Label: "去", Value: s.Went.Short(), Tone: templates.Good}, {Label: "闲置", Value: s.Idle.Short(), Tone: toneIf(s.Idle > 0, templates.Bad)},
	}
}

func fundFilters(d *templates.OfficeFundsData, q funds.Query, o funds.Overview) {
	keep := url.Values{}
	for k, v := range map[string]string{"sort": q.Sort, "bureau": q.Bureau, "q": q.Words} {
		if v != "" {
			keep.Set(k, v)
		}
	}
	if len(keep) > 0 {
		d.Clear = fundsCrumb.URL + "?" + url.Values{"view": {q.View}}.Encode()
	}
	for _, v := range fundViews {
		keep.Set("view", v.key)
		d.Tabs = append(d.Tabs, templates.OfficeTab{Text: v.text, URL: fundsCrumb.URL + "?" + keep.Encode(), Count: o.Counts[v.key], Active: v.key == q.View, Late: v.key == funds.ViewLate})
	}
	d.Sorts = options([][2]string{{funds.OfItems, "惠民补贴"}, {funds.OfProjects, "工程项目"}}, q.Sort, func(x [2]string) (string, string) { return x[0], x[1] })
	if len(o.Bureaus) > 1 {
		d.Bureaus = options(o.Bureaus, q.Bureau, func(x string) (string, string) { return x, x })
	}
	d.Export = fundsCrumb.URL + "/export"
	keep.Set("view", q.View)
	for _, k := range []string{"view", "sort", "bureau", "q"} {
		if keep.Get(k) != "" {
			d.Kept = append(d.Kept, templates.Option{Text: k, Value: keep.Get(k)})
		}
	}
}

// waitBadge is the colour of a model's measure; without one nothing is shown.
func waitBadge(colour int) templates.Badge {
	if colour == 0 {
		return templates.Badge{}
	}
	b := severityBadge(colour)
	b.Text += "色"
	return b
}

func waited(l funds.Line) string {
	switch {
	case !l.Wait.Known:
		return ""
	case l.Wait.Paid && l.OfProject:
		return fmt.Sprintf("进项目%d天后", l.Wait.Days)
	case l.Wait.Paid:
		return fmt.Sprintf("到账%d天后", l.Wait.Days)
	}
	return fmt.Sprintf("%d天没有付", l.Wait.Days)
}

func levelWords(list []funds.Place) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Words())
	}
	return strings.Join(out, "、")
}

func fundRow(l funds.Line) templates.FundRow {
	r := templates.FundRow{Doc: templates.Link{Text: funds.Unsourced.Words()}, Name: l.Name, Bureau: l.Bureau, For: templates.Link{Text: l.Title}, Levels: levelWords(l.Levels),
		Came: l.Came.String(), Went: l.Went.String(), Idle: l.Idle.String(), Waited: waited(l), Wait: waitBadge(l.Wait.Colour)}
	if l.Doc != "" {
		r.Doc = templates.Link{Text: l.Doc, URL: fundURL(l.Doc, l.Code)}
	}
	if l.OfProject {
		r.For.URL = fundProjectURL(l.Code)
	}
	if l.Arrived != period.Past {
		r.Arrived = l.Arrived.String()
	}
	if l.Since != period.Past {
		r.Days, r.Since = fmt.Sprintf("%d天", l.Days), l.Since.String()
	}
	return r
}

// fundsWay is the page of one document or project.
func fundsWay(w funds.Way, tree *lookup.Tree) templates.OfficeFundsWayData {
	d := templates.OfficeFundsWayData{Total: fundSum(w.Sums), Figures: fundFigures(w.Sums), Rules: fundRules, Flow: flowOf("way", "这笔钱的去向", flowSays("文件、到账的地方、收款方", w.Sums), w.Edges)}
	add := func(label, value string) {
		if value != "" {
			d.Facts = append(d.Facts, templates.Fact{Label: label, Value: value})
		}
	}
	add("指标文号", w.Doc)
	add("资金名称", w.Name)
	add("用于", w.Title)
	add("项目编码", w.Code)
	add("主管部门", w.Bureau)
	if w.Village != "" {
		add("地点", tree.FullName(w.Village))
	}
	if w.Known != period.Past {
		d.Notes = append(d.Notes, "补贴的发放数据截至"+w.Known.Chinese()+"，之后发的还不知道。发到户的按天合计，不列姓名。")
	}
	for _, l := range w.Lines {
		if l.Wait.Colour > 0 {
			d.Notes = append(d.Notes, strings.TrimPrefix(l.Doc+" "+l.Title, " ")+"："+waited(l)+"，"+waitBadge(l.Wait.Colour).Text+"预警。")
		}
		if len(w.Lines) > 1 {
			d.Lines = append(d.Lines, fundRow(l))
		}
	}
	for _, p := range w.Steps {
		d.Steps = append(d.Steps, fundStep(p, w))
	}
	if w.More > 0 {
		d.More = fmt.Sprintf("还有%d笔没有列出：来%s元，去%s元。", w.More, w.MoreSum.Came, w.MoreSum.Went)
	}
	for _, r := range w.Rests {
		doc := r.Doc
		if doc == "" {
			doc = funds.Unsourced.Words()
		}
		d.Rests = append(d.Rests, templates.FundRest{Doc: doc, At: r.At.Words(), What: r.Title, Amount: r.Amount.String(), Since: r.Since.String(), Days: fmt.Sprintf("%d天", r.Days), Wait: waitBadge(r.Colour)})
	}
	return d
}

func fundStep(p funds.Step, w funds.Way) templates.FundStep {
	s := templates.FundStep{On: p.On.String(), From: p.From.Words(), To: p.To.Words(), Amount: p.Amount.String(), Proof: p.Voucher, Wait: waitBadge(p.Colour)}
	switch {
	case p.To == funds.Payee && p.OfProject:
		s.To = p.PayeeName
	case p.To == funds.Payee:
		s.To, s.Proof = "农户", fmt.Sprintf("当天一卡通%d笔", p.Rows)
	case p.From == funds.Document:
		s.Proof = p.Doc
	}
	if s.To == "" {
		s.To = "没有登记收款单位"
	}
	if w.Title == "" || w.Doc == "" && p.Doc != "" {
		s.What = p.Title
		if w.Title != "" {
			s.What = p.Doc
		}
	}
	if days, ok := p.Days(); ok {
		s.Days = fmt.Sprintf("%d天", days)
		if p.From == funds.Document {
			s.Days = "下达后" + s.Days
		}
	}
	return s
}
