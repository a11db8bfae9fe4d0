package office

import (
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"yangguang/service/comparison/rule"
	"yangguang/service/filing"
	"yangguang/service/kernel/actor"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// stageShort is a stage's name where ten of them stand side by side.
var stageShort = map[filing.Stage]string{
	filing.Approval: "立项", filing.Allocation: "资金", filing.Procurement: "招标", filing.Contract: "合同", filing.Start: "开工", filing.Progress: "进度",
	filing.Change: "变更", filing.Acceptance: "验收", filing.Settlement: "结算", filing.Handover: "移交",
}

// stageStates say how a stage stands, in a word, in a colour and in a sign.
var stageStates = map[filing.State]struct {
	word, sign string
	tone       templates.Tone
}{
	filing.Done: {"已报", "✓", templates.Good}, filing.Lacking: {"缺材料", "!", templates.Warning}, filing.Skipped: {"不用报", "–", templates.Plain},
	filing.Open: {"轮到报", "●", templates.Info}, filing.Shut: {"没轮到", "", templates.Plain}, filing.Unknown: {"没有记录", "?", templates.Plain},
}

func barOf(marks []filing.Mark) []templates.FilingMark {
	out := make([]templates.FilingMark, len(marks))
	for i, m := range marks {
		s := stageStates[m.State]
		out[i] = templates.FilingMark{Title: stageShort[m.Stage], Word: s.word, Class: string(m.State), Sign: s.sign}
		if m.Late {
			out[i].Word, out[i].Class, out[i].Sign = s.word+"，逾期", "late", "!"
		}
	}
	return out
}

// filingLampOf is how late a project is.
func filingLampOf(c filing.Card) templates.Lamp {
	switch {
	case c.AllDone:
		return templates.Lamp{Tone: templates.Good, Text: "全部报完"}
	case !c.Dated:
		return templates.Lamp{}
	case c.Days > 0:
		return templates.Lamp{Tone: templates.Bad, Text: fmt.Sprintf("%s逾期%d天", c.LateStage.Title(), c.Days)}
	case c.Soon:
		return templates.Lamp{Tone: templates.Warning, Text: fmt.Sprintf("%s还有%d天", c.LateStage.Title(), -c.Days)}
	}
	return templates.Lamp{Tone: templates.Good, Text: "没有逾期"}
}

// filingNext says what comes next, and whether this reader does it.
func filingNext(c filing.Card) string {
	switch {
	case c.AllDone:
		return "已经移交公示，没有要报的。"
	case len(c.NextLacks) > 0:
		return "补“" + c.Next.Title() + "”的" + strings.Join(c.NextLacks, "、")
	}
	return "报“" + c.Next.Title() + "”"
}

var filingViews = []struct{ key, text string }{
	{"", "全部"}, {filing.ViewMine, "等我填报"}, {filing.ViewLate, "逾期"}, {filing.ViewLacking, "缺材料"}, {filing.ViewWarned, "有预警"}, {filing.ViewDone, "报完的"},
}

func filingsPage(by actor.Actor, q filing.Query, l filing.List, tree *lookup.Tree) templates.OfficeFilingsData {
	d := templates.OfficeFilingsData{View: q.View, Words: q.Words}
	owner := by.Is(actor.RoleVillageCadre, actor.RoleBureauOfficer)
	if owner {
		d.New = templates.Link{Text: "登记新项目", URL: "/office/filings/new"}
	}
	keep := url.Values{}
	for k, v := range map[string]string{"stage": string(q.Stage), "town": q.Town, "bureau": q.Bureau, "q": q.Words} {
		if v != "" {
			keep.Set(k, v)
		}
	}
	filtered := len(keep) > 0
	if filtered {
		d.Clear = filingsCrumb.URL + "?" + url.Values{"view": {q.View}}.Encode()
	}
	for _, v := range filingViews {
		if v.key == filing.ViewMine && !owner {
			continue
		}
		keep.Set("view", v.key)
		d.Tabs = append(d.Tabs, templates.OfficeTab{Text: v.text, URL: filingsCrumb.URL + "?" + keep.Encode(), Count: l.Counts[v.key], Active: v.key == q.View, Late: v.key == filing.ViewLate})
	}
	d.Stages = options(filing.Definitions, string(q.Stage), func(x filing.Definition) (string, string) { return string(x.Stage), x.Title })
	if by.Division == "" {
		d.Towns = options(tree.Towns(), q.Town, func(x lookup.Division) (string, string) { return x.Code, x.Name })
	}
	if len(l.Bureaus) > 1 {
		d.Bureaus = options(l.Bureaus, q.Bureau, func(x string) (string, string) { return x, x })
	}
	for _, c := range l.Items {
		d.Rows = append(d.Rows, filingCard(c, tree))
	}
	d.Empty = templates.Empty{Text: "还没有项目", Advice: "导入项目库，或者由业主单位登记立项以后，这里一步一步看得到。", Action: d.New}
	if filtered || q.View != "" {
		d.Empty = templates.Empty{Text: "没有这样的项目", Action: templates.Link{Text: "看全部", URL: filingsCrumb.URL}}
	}
	return d
}

func filingCard(c filing.Card, tree *lookup.Tree) templates.FilingCard {
	out := templates.FilingCard{URL: filingURL(c.No), Name: c.Name, No: c.No, Place: tree.FullName(c.Village), Owner: c.Owner, Money: c.Planned.String(), Bar: barOf(c.Bar), Lamp: filingLampOf(c), Next: "下一步：" + filingNext(c)}
	if c.AllDone {
		out.Next = ""
	} else if c.MayFile {
		out.Next, out.NextURL = filingNext(c), out.URL+"#"+stageID(c.Next)
	}
	if c.Warnings > 0 {
		out.Warn = severityBadge(c.Severity)
		out.Warn.Text = fmt.Sprintf("%s色预警%d条", out.Warn.Text, c.Warnings)
	}
	if c.Gaps > 0 {
		out.Gaps = fmt.Sprintf("缺%d样材料", c.Gaps)
	}
	return out
}

func stageID(s filing.Stage) string { return "stage-" + string(s) }

func filingPage(by actor.Actor, o filing.Detail, tree *lookup.Tree, r refused) templates.OfficeFilingData {
	d := templates.OfficeFilingData{Bar: barOf(o.Bar), Lamp: filingLampOf(o.Card), Next: filingNext(o.Card), Calm: "没有要办的预警。"}
	if o.MayFile && !o.AllDone {
		d.NextURL = "#" + stageID(o.Next)
	} else if !o.AllDone {
		d.Next = "等业主单位" + d.Next + "。"
	}
	if !by.Is(actor.RoleSupervision, actor.RoleHead) {
		d.Calm = "没有下发给你们核查的预警。有了会列在这里，并写明环节、数字、依据和要看的文件。"
	}
	method := o.Method
	if o.MustTender {
		method += "（达到必须招标的限额）"
	}
	d.Facts = []templates.Fact{
		{Label: "项目编号", Value: o.No}, {Label: "类型", Value: o.Kind}, {Label: "地点", Value: tree.FullName(o.Village)}, {Label: "业主单位", Value: o.Owner}, {Label: "主管部门", Value: o.Bureau},
		{Label: "批复文号", Value: o.ApprovalNo}, {Label: "招标方式", Value: method}, {Label: "施工（供货）", Value: o.Builder}, {Label: "计划工期", Value: o.PlanStart.Chinese() + "至" + o.PlanEnd.Chinese()}, {Label: "建设规模", Value: o.Scale},
	}
	d.Figures = filingFigures(o)
	for _, w := range filing.Severest(o.Warnings) {
		d.Warnings = append(d.Warnings, warningBox(w))
	}
	for _, s := range o.Sections {
		d.Stages = append(d.Stages, stageBox(o, s, tree, r))
	}
	if !by.Is(actor.RoleVillageCadre) {
		d.Money = templates.Link{Text: "看资金流向", URL: fundProjectURL(o.No)}
	}
	d.Links = spotLinks(by, o.No)
	if !by.Is(actor.RoleVillageCadre, actor.RoleBureauOfficer) {
		d.ReadOnly = "由业主单位或者主管部门填报，这里只看。"
	}
	d.Public = filingPublic(o, r.shown)
	return d
}

func filingFigures(o filing.Detail) []templates.Figure {
	out := []templates.Figure{{Label: "计划总投资", Value: o.Planned.Short(), Note: "财政资金 " + o.Fiscal.Short(), Tone: templates.Info}}
	arrived := templates.Figure{Label: "已到账", Value: o.Arrived.Short(), Tone: templates.Plain}
	if o.Arrived > 0 && o.Planned > 0 {
		arrived.Note = fmt.Sprintf("计划的%d%%", o.Arrived*100/o.Planned)
	}
	paid := templates.Figure{Label: "已付款", Value: o.Paid.Short(), Tone: templates.Plain}
	if o.Contract > 0 {
		paid.Note = fmt.Sprintf("合同价的%d%%，形象进度%d%%", o.Paid*100/o.Contract, o.Percent)
	}
	out = append(out, arrived, templates.Figure{Label: "合同价", Value: o.Contract.Short(), Tone: templates.Plain}, paid)
	if o.Settled > 0 {
		out = append(out, templates.Figure{Label: "结算价", Value: o.Settled.Short(), Tone: templates.Plain})
	}
	return out
}

func warningBox(w filing.Warning) templates.FilingWarning {
	s := filing.StageOf(w.Model, w.Sentence)
	out := templates.FilingWarning{Number: w.Number, Title: w.Model + " " + w.Title, Sentence: w.Sentence, Severity: severityBadge(w.Severity), State: templates.Badge{Text: w.Status}, Source: w.Source,
		Stage: templates.Link{Text: s.Title(), URL: "#" + stageID(s)}, Waits: w.Waits()}
	for _, f := range w.Figures {
		out.Figures = append(out.Figures, templates.Fact{Label: f[0], Value: f[1]})
	}
	if m, ok := rule.Lookup(w.Model); ok {
		out.Rules, out.Proof = m.Basis, m.Evidence
	}
	out.Answer = templates.Link{Text: "看这条疑点", URL: findingURL(w.ID)}
	if w.MayAnswer {
		out.Answer.Text = "去反馈"
	}
	return out
}

func stageBox(o filing.Detail, s filing.Section, tree *lookup.Tree, r refused) templates.FilingStage {
	st := stageStates[s.Gate.State]
	b := templates.FilingStage{ID: stageID(s.Stage), Title: s.Title, Class: string(s.Gate.State), State: templates.Badge{Tone: st.tone, Text: st.word}, Why: s.Gate.Why}
	for _, f := range s.Facts {
		b.Facts = append(b.Facts, templates.Fact{Label: f[0], Value: f[1]})
	}
	if len(s.Gate.Gaps) > 0 {
		b.Gaps = "还缺：" + strings.Join(s.Gate.Gaps, "、")
	}
	if len(s.Gate.Older) > 0 {
		b.Older = "历史项目，可补：" + strings.Join(s.Gate.Older, "、")
	}
	unfiled := s.Gate.State == filing.Open || s.Gate.State == filing.Shut
	switch {
	case s.Known && s.Late > 0 && (unfiled || s.Stage == filing.Progress):
		b.Lamp, b.Class = templates.Lamp{Tone: templates.Bad, Text: fmt.Sprintf("逾期%d天", s.Late)}, "late"
	case s.Known && s.Late > 0:
		b.Lamp = templates.Lamp{Tone: templates.Warning, Text: fmt.Sprintf("晚了%d天", s.Late)}
	}
	if s.Dated && (unfiled || s.Stage == filing.Progress) {
		b.Due = s.Due.Chinese() + "前"
	}
	for _, w := range s.Warnings {
		b.Warnings = append(b.Warnings, "预警："+w.Title)
	}
	for _, f := range s.Filed {
		b.Steps = append(b.Steps, filedBox(o.No, f))
	}
	b.Forms = stageForms(o, s, tree, r)
	return b
}

func filedBox(no string, f filing.Filed) templates.FilingStep {
	out := templates.FilingStep{What: "填报", Who: f.Who + "（" + f.Role.Label() + "）", At: clock(f.At), Note: f.Note, Withdrawn: f.Withdrawn}
	if f.Papers {
		out.What = "补交"
	}
	add := func(label, value string) { out.Facts = append(out.Facts, templates.Fact{Label: label, Value: value}) }
	if f.On != nil {
		add("日期", f.On.Chinese())
	}
	if f.Percent != nil {
		add("形象进度", strconv.Itoa(*f.Percent)+"%")
	}
	if f.Amount != 0 {
		add("金额", f.Amount.String()+"元")
	}
	if f.DocNo != "" {
		add("文号", f.DocNo)
	}
	if f.Skipped != "" {
		add("不招标", f.Skipped)
	}
	for _, x := range f.Documents {
		out.Docs = append(out.Docs, templates.FilingDoc{URL: fmt.Sprintf("%s/papers/%d", filingURL(no), x.ID), Label: x.Label, Name: x.Name, Size: sizeWords(x.Size), SM3: hex.EncodeToString(x.SM3)[:16] + "…"})
	}
	return out
}

func sizeWords(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%dKB", max(1, n>>10))
	}
	return fmt.Sprintf("%.1fMB", float64(n)/(1<<20))
}

func paperPage(no string, d filing.Document) templates.OfficeFilingPaperData {
	base := fmt.Sprintf("%s/papers/%d", filingURL(no), d.ID)
	out := templates.OfficeFilingPaperData{Content: base + "/content", PDF: d.PDF, Name: d.Name, Back: templates.Link{Text: "回到项目", URL: filingURL(no) + "#" + stageID(d.Stage)},
		Says:  "图片里印着您的账号（" + d.Account + "）和打开的时间，每次打开都有记录。请不要外传。",
		Facts: []templates.Fact{{Label: "环节", Value: d.Stage.Title()}, {Label: "文件", Value: d.Name}, {Label: "SM3摘要", Value: hex.EncodeToString(d.SM3)}, {Label: "打开的人", Value: d.Viewer + "（" + d.Account + "）" + d.Viewed}},
	}
	if d.PDF {
		out.Says = "每一页都印着您的账号（" + d.Account + "）和打开的时间；存着的原件没有改动，摘要对得上。"
		if !d.Marked {
			out.Says = "这个PDF印不上水印，水印只盖在这一页上。"
			out.Mark = d.Viewer + " " + d.Account + " " + d.Viewed
		}
		out.Says += "下载的是没有水印的原件。每次打开、每次下载都记下是谁、什么时候、哪一个文件。请不要外传。"
		out.Content, out.Save = base+"/content?in=page", base+"/content"
	}
	return out
}

// spotLinks lead to the field checks of a project, for whoever sees them.
func spotLinks(by actor.Actor, no string) []templates.Link {
	if !by.Is(actor.RoleSupervision, actor.RoleHead, actor.RoleTownInspector) {
		return nil
	}
	links := []templates.Link{{Text: "现场核查", URL: fieldsBy("view", "all", "q", no)}}
	if by.Is(actor.RoleSupervision) {
		links = append(links, templates.Link{Text: "派现场核查", URL: fieldHome.URL + "/new?project=" + url.QueryEscape(no)})
	}
	return links
}
