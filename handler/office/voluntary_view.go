package office

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/voluntary"
	"yangguang/templates"
)

// decide does what a form on the page of periods asks for.
func (h *Voluntary) decide(c *gin.Context, key string) (done string, err error) {
	ctx, by, f := c.Request.Context(), web.Actor(c), of(c, key)
	action := strings.TrimRight(key, "0123456789")
	id, err := strconv.ParseInt(key[len(action):], 10, 64)
	if err != nil {
		return "", fault.New(fault.NotFound, "没有找到这个退缴期限")
	}
	version := versionOf(c)
	switch action {
	case "save":
		n := voluntary.Notice{Title: f("title"), DocNo: f("doc"), Notice: f("notice"), Promise: f("promise"), From: f("from"), To: f("to")}
		return "已保存，还没有报批。", h.givers.SavePeriod(ctx, by, id, version, n)
	case "ask":
		return "已报批。", h.givers.AskPeriod(ctx, by, id, version, secretOf(f("reason")))
	case "agree", "refuse":
		return "已决定。", h.givers.DecidePeriod(ctx, by, id, version, action == "agree", secretOf(f("words")))
	}
	return "", fault.New(fault.NotFound, "没有找到这个退缴期限")
}

func voluntaryNotice(p voluntary.Period) templates.VoluntaryNotice {
	n := templates.VoluntaryNotice{Title: p.Title, DocNo: p.DocNo, Days: p.From.Chinese() + "至" + p.To.Chinese(), Notice: p.Notice, Promise: p.Promise, State: templates.Badge{Tone: templates.Info, Text: p.StateText}}
	if p.AgreedAt != nil {
		n.AgreedAt = dateOf(*p.AgreedAt)
	}
	switch {
	case p.Now:
		n.State = templates.Badge{Tone: templates.Good, Text: "正在期限内"}
	case p.State == "agreed":
		n.State.Tone = templates.Plain
	case p.State == "asked":
		n.State.Tone = templates.Warning
	}
	for _, a := range p.Approvals {
		n.Said = append(n.Said, clock(a.AskedAt)+" "+a.AskedBy+"报批："+a.Reason.Reveal())
		if a.DecidedAt != nil {
			word := map[bool]string{true: "同意", false: "不同意"}[a.State == "agreed"]
			n.Said = append(n.Said, clock(*a.DecidedAt)+" "+a.DecidedBy+word+"："+a.Words.Reveal())
		}
	}
	return n
}

func voluntaryBadge(r voluntary.Row) templates.Badge {
	tone := map[string]templates.Tone{"declared": templates.Info, "paid": templates.Warning, "checked": templates.Warning, "returned": templates.Bad, "confirmed": templates.Good, "voided": templates.Bad, "void_told": templates.Plain}[r.State]
	return templates.Badge{Tone: tone, Text: r.StateText}
}

// whomText is for whom money is given back.
func whomText(r voluntary.Row) string {
	if n := r.WhomName.Reveal(); n != "" {
		return r.Whom + " " + n
	}
	return r.Whom
}

func insideText(r voluntary.Row) string {
	return map[bool]string{true: "期限内", false: "期限外"}[r.Inside]
}

// voluntaryList fills in the rows, tabs and ways on.
func voluntaryList(by actor.Actor, view string, rows []voluntary.Row, d *templates.OfficeVoluntaryData) {
	d.Links = []templates.Link{{Text: "声明退缴", URL: voluntaryHome.URL + "/new"}}
	if by.Is(actor.RoleCaseManagement, actor.RoleSupervision) {
		d.Links = append(d.Links, templates.Link{Text: "窗口登记（没有账号的人）", URL: voluntaryHome.URL + "/counter"})
	}
	d.Links = append(d.Links, voluntaryPeriods)
	d.Empty = templates.Empty{Text: "您没有声明过退缴"}
	if d.Desk {
		d.Empty.Text = "这里没有退缴声明"
		for _, t := range [][2]string{{"", "全部"}, {"pending", "等我办的"}, {"declared", "待缴款"}, {"paid", "待核对"}, {"checked", "待第二人确认"}, {"returned", "退回"}, {"confirmed", "已确认"}, {"voided", "已作废"}} {
			d.Tabs = append(d.Tabs, templates.OfficeTab{Text: t[1], URL: voluntaryHome.URL + "?view=" + t[0], Active: t[0] == view})
		}
	}
	for _, r := range rows {
		row := templates.VoluntaryRow{URL: voluntaryURL(r.ID), Number: r.Number, Name: r.Name.Reveal(), Unit: r.Unit, Whom: whomText(r), Item: r.Item, Span: r.Span.Chinese(), Amount: r.Amount.String(), On: r.DeclaredOn.String(), State: voluntaryBadge(r), Period: insideText(r)}
		if r.Paid > 0 {
			row.Paid = r.Paid.String()
		}
		d.Rows = append(d.Rows, row)
	}
}

// voluntaryFigures fills in the figures, the latest year's above all.
func voluntaryFigures(years []voluntary.Year, d *templates.OfficeVoluntaryData) {
	line := func(t voluntary.Total) templates.VoluntaryTotal {
		return templates.VoluntaryTotal{Text: t.Text, Persons: t.All.Persons, Returns: t.All.Returns, Yuan: t.All.Fen.String(), InsidePersons: t.Inside.Persons, InsideYuan: t.Inside.Fen.String(), OutsidePersons: t.Outside.Persons, OutsideYuan: t.Outside.Fen.String()}
	}
	for _, y := range years {
		one := templates.VoluntaryYear{Title: fmt.Sprintf("%d年按单位类别", y.Year), Sum: line(y.Sum)}
		for _, k := range y.Kinds {
			one.Rows = append(one.Rows, line(k))
		}
		d.Years = append(d.Years, one)
	}
	if len(years) == 0 {
		return
	}
	y := years[0]
	d.Figures = []templates.Figure{
		{Label: fmt.Sprintf("%d年主动退缴", y.Year), Value: fmt.Sprintf("%d 人", y.Sum.All.Persons), Note: fmt.Sprintf("%d 笔，已确认", y.Sum.All.Returns)},
		{Label: "退缴金额", Value: y.Sum.All.Fen.String() + " 元", Tone: templates.Good},
		{Label: "期限内", Value: y.Sum.Inside.Fen.String() + " 元", Note: fmt.Sprintf("%d 人", y.Sum.Inside.Persons)},
		{Label: "期限外", Value: y.Sum.Outside.Fen.String() + " 元", Note: fmt.Sprintf("%d 人", y.Sum.Outside.Persons)},
	}
}

// voluntaryData is a declaration as it is shown, without its forms.
func voluntaryData(o voluntary.Detail) templates.OfficeVoluntaryOneData {
	base := voluntaryURL(o.ID)
	d := templates.OfficeVoluntaryOneData{Number: o.Number, State: voluntaryBadge(o.Row), Next: voluntaryNext(o), Reason: o.Reason.Reveal()}
	add := func(into *[]templates.Fact, label, value string) {
		if value != "" {
			*into = append(*into, templates.Fact{Label: label, Value: value})
		}
	}
	add(&d.Facts, "声明人", o.Name.Reveal())
	add(&d.Facts, "身份证号", o.MaskedID)
	add(&d.Facts, "单位", o.Unit+"（"+o.UnitKind+"）")
	add(&d.Facts, "为谁退", whomText(o.Row))
	add(&d.Facts, "亲属身份证号", o.WhomMaskedID)
	add(&d.Facts, "什么钱", o.Item)
	add(&d.Facts, "所属期间", o.Span.Chinese())
	add(&d.Facts, "声明金额", o.Amount.String()+"元")
	add(&d.Facts, "声明日期", o.DeclaredOn.Chinese())
	add(&d.Facts, "期限", strings.TrimSpace(insideText(o.Row)+" "+o.Period))
	if o.PaidOn != period.Past {
		add(&d.Paid, "缴款金额", o.Paid.String()+"元")
		add(&d.Paid, "缴款日期", o.PaidOn.Chinese())
		add(&d.Paid, "凭证号", o.Voucher)
		add(&d.Paid, "收据号", o.ReceiptNo)
		if o.State == "voided" || o.State == "void_told" {
			add(&d.Paid, "收据", "已作废，不再计入退缴金额")
		}
		add(&d.Paid, "确认", maybeClock(o.Confirmed))
	}
	if o.ReceiptNo != "" && o.State == "confirmed" {
		d.Receipt = base + "/receipt"
	}
	for _, f := range o.Files {
		address := fmt.Sprintf("%s/files/%d", base, f.ID)
		if f.Kind == attach.Paper {
			d.Papers = append(d.Papers, templates.Link{Text: fmt.Sprintf("凭证%d（PDF）", len(d.Papers)+1), URL: address})
			continue
		}
		d.Photos = append(d.Photos, templates.OfficePhoto{URL: address, Thumb: address + "?v=thumb", Alt: fmt.Sprintf("凭证照片%d", len(d.Photos)+1)})
	}
	for i := len(o.Events) - 1; i >= 0; i-- { // the latest first
		e := o.Events[i]
		d.Timeline = append(d.Timeline, templates.TimelineItem{At: clock(e.At), What: e.What, Who: e.Who, Note: e.Note.Reveal(), Done: true})
	}
	return d
}

func voluntaryNext(o voluntary.Detail) string {
	switch {
	case o.Can[voluntary.ActPay] && o.State == "returned":
		return "看退回的原因，重新登记缴款。"
	case o.Can[voluntary.ActPay]:
		return "缴入指定账户，登记凭证。"
	case o.Can[voluntary.ActCheck]:
		return "对照凭证核对金额和日期。"
	case o.Can[voluntary.ActConfirm]:
		return "由您作为第二人确认。"
	case o.Can[voluntary.ActTold]:
		return "看作废的原因，看过以后点“已知悉”。窗口登记的，请告诉本人。"
	case o.State == "declared" || o.State == "returned":
		return "等声明人缴款。"
	case o.State == "paid":
		return "等案管室核对。"
	case o.State == "checked":
		return "等第二人确认。"
	}
	return ""
}

// voluntaryForms builds the forms of these pages.
type voluntaryForms struct{ findingForms }

// deeds are the forms of what this reader may do, the obvious one open.
func (f voluntaryForms) deeds(o voluntary.Detail) []templates.Deed {
	var out []templates.Deed
	add := func(a voluntary.Action, title, button, note, hint string, more func(key string, d *templates.Deed)) {
		if !o.Can[a] {
			return
		}
		key := string(a)
		d := f.deed(key, "", title, button, hint)
		if more != nil {
			more(key, &d)
		}
		d.Fields = append(d.Fields, f.field(key, "textarea", "note", note, "", ""))
		d.Primary, d.Open = len(out) == 0, d.Open || f.tried == "" && len(out) == 0
		out = append(out, d)
	}
	add(voluntary.ActPay, "登记缴款", "登记缴款", "要说明的", "钱缴入指定账户以后，在这里登记凭证。照片或者 PDF 至少要一个。", func(key string, d *templates.Deed) {
		d.Fields = []templates.Field{f.field(key, "text", "voucher", "凭证号", "", ""), f.field(key, "money", "amount", "缴款金额（元）", "", o.Amount.Yuan()), f.field(key, "date", "on", "缴款日期", "算不算期限内，看这一天", "")}
		d.Photos, d.Papers = voluntary.MaxPhotos, voluntary.MaxPapers
		if f.tried == key {
			d.Photo, d.Paper = f.wrong[attach.Photo], f.wrong[attach.Paper]
		}
	})
	add(voluntary.ActCheck, "核对无误", "核对无误", "要说明的", "", nil)
	add(voluntary.ActConfirm, "确认，出收据", "确认", "要说明的", "", nil)
	add(voluntary.ActBack, "退回", "退回", "退回的原因", "声明人看得到。", nil)
	add(voluntary.ActTold, "已知悉作废", "已知悉", "要说明的", "窗口登记的，告诉本人以后再点。要退的钱还没退的，请重新声明。", nil)
	if o.Can[voluntary.ActVoid] {
		key := string(voluntary.ActVoid)
		d := f.deed(key, "", "作废", "作废", "确认以后才发现登记错了的才用。记录和收据号留着，不再计入退缴人数和金额，声明人会收到待办。")
		d.Fields = []templates.Field{f.field(key, "textarea", "note", "哪里弄错了、为什么作废", "声明人看得到", "")}
		d.Primary = false
		out = append(out, d)
	}
	add(voluntary.ActCancel, "撤回声明", "撤回", "原因", "撤回以后可以重新声明。", nil)
	return out
}

// write is the form of a notice.
func (f voluntaryForms) write(key, title string, p voluntary.Period) templates.Deed {
	d := f.deed(key, "", title, "保存", "")
	d.Version = p.Version
	from, to := p.From.String(), p.To.String()
	if p.ID == 0 {
		from, to = "", ""
	}
	d.Fields = []templates.Field{
		f.field(key, "text", "title", "名称", "例如：关于限期主动退缴的通告", p.Title), f.field(key, "text", "doc", "文号", "", p.DocNo), f.field(key, "textarea", "notice", "正文", "", p.Notice),
		f.field(key, "textarea", "promise", "期限内主动退缴的怎样处理", "按县里定的写，平台不另外许诺", p.Promise), f.field(key, "date", "from", "从", "", from), f.field(key, "date", "to", "到（含这一天）", "", to),
	}
	return d
}

// period are the forms of one period.
func (f voluntaryForms) period(p voluntary.Period) []templates.Deed {
	id := strconv.FormatInt(p.ID, 10)
	form := func(key, title, button, name, label, hint string) templates.Deed {
		d := f.deed(key, "", title, button, hint)
		d.Version, d.Fields = p.Version, []templates.Field{f.field(key, "textarea", name, label, "", "")}
		return d
	}
	switch {
	case p.MayWrite:
		ask := form("ask"+id, "报委领导批准", "报批", "reason", "理由", "批准以后不能再改。")
		edit := f.write("save"+id, "修改", p)
		edit.Primary = false
		return []templates.Deed{ask, edit}
	case p.MayDecide:
		refuse := form("refuse"+id, "不同意，退回", "退回", "words", "原因", "")
		refuse.Primary = false
		return []templates.Deed{form("agree"+id, "同意", "同意", "words", "批示（可以不填）", "同意以后公布给所有账号。"), refuse}
	}
	return nil
}
