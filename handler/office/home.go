package office

import (
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// card is how a count is shown.
type card struct {
	Text, URL, Icon, Unit string
	Quiet                 bool
}

// cards is every key that a capability may count under, with its card.
var cards = map[string]card{
	"petitions.unclaimed":    {"待认领的信访件", "/office/petitions?state=received", "inbox", "件", false},
	"petitions.mine":         {"我在办的信访件", "/office/petitions?mine=1", "clipboard-list", "件", false},
	"petitions.town":         {"转到本镇的信访件", "/office/petitions", "inbox", "件", false},
	"petitions.replied":      {"群众有新的补充", "/office/petitions?replied=1", "message-circle", "件", false},
	"petitions.objections":   {"群众有异议、要复核的信访件", "/office/petitions?state=objection", "message-report", "件", false},
	"petitions.calls":        {"要回访的信访件", "/office/petitions?state=all&call=1", "message-circle", "件", false},
	"petitions.requests":     {"待审批的信访件", "/office/petitions?state=all&asked=1", "inbox", "件", false},
	"petitions.handed":       {"交办给本部门的信访件", "/office/petitions", "inbox", "件", false},
	"clues.unassigned":       {"待分办的线索", "/office/clues?state=registered", "flag", "条", false},
	"clues.mine":             {"待提出意见的线索", "/office/clues?state=assigned", "flag", "条", false},
	"clues.take":             {"待签收的线索", "/office/clues?state=assign_approved", "flag", "条", false},
	"clues.handle":           {"在办的线索", "/office/clues", "flag", "条", true},
	"clues.held":             {"暂存待查的线索", "/office/clues?state=held", "flag", "条", true},
	"clues.decide":           {"待审批的线索", "/office/clues?waiting=1", "flag", "条", false},
	"cases.decide":           {"待审批的案件", "/office/cases?waiting=1", "gavel", "件", false},
	"cases.totrial":          {"待受理的移送案件", "/office/cases?state=to_trial", "gavel", "件", false},
	"cases.trial":            {"审理中的案件", "/office/cases", "gavel", "件", true},
	"cases.disputed":         {"群众说钱不对的案件", "/office/cases", "alert-triangle", "件", false},
	"deadlines.soon":         {"快到期和超期的期限", "/office/deadlines", "clock", "个", false},
	"deadlines.reminders":    {"提醒和催办", "/office/deadlines", "message-circle", "条", false},
	"extensions.decide":      {"待审批的延期申请", "/office/extensions", "calendar", "份", false},
	"referrals.mine":         {"转来的事项", "/office/referrals", "inbox", "件", false},
	"referrals.results":      {"部门有了答复的转办件", "/office/petitions?state=notified", "inbox", "件", false},
	"handovers.open":         {"还没上报的密封件", "/office/handovers", "shield-lock", "件", false},
	"identity.open":          {"等我同意的身份查看", "/office/petitions/requests", "eye", "件", false},
	"answer.check":           {"等我复核的答复", "/office/petitions/requests", "message-circle", "件", false},
	"findings.dispatch":      {"待下发的疑点", "/office/findings", "alert-triangle", "条", false},
	"findings.review":        {"待复核的疑点", "/office/findings?view=answered", "clipboard-list", "条", false},
	"findings.rectify":       {"整改中的疑点", "/office/ledgers/rectifications?open=1", "tool", "条", true},
	"findings.decide":        {"待审批的疑点", "/office/findings?view=reviewing", "alert-triangle", "条", false},
	"findings.mine":          {"待核查的疑点", "/office/checks", "clipboard-list", "条", false},
	"filings.late":           {"该填报没有填报的项目", "/office/filings?view=late", "building-community", "个", false},
	"livelihood.mine":        {"待整改的保障任务", "/office/livelihood/tasks", "clipboard-list", "项", false},
	"livelihood.visit":       {"待入户复核的保障任务", "/office/livelihood/tasks", "clipboard-list", "项", false},
	"livelihood.check":       {"待复核、待同意的保障任务", "/office/livelihood/tasks", "clipboard-list", "项", false},
	"questions.mine":         {"群众对项目的提问", "/office/questions", "message-circle", "个", false},
	"questions.late":         {"超期没有答复的项目提问", "/office/questions?view=late", "message-circle", "个", false},
	"inquiries.mine":         {"等答复的收款查询", "/office/inquiries", "clipboard-list", "笔", false},
	"fieldchecks.mine":       {"待去的现场核查", "/office/field/", "map-pin", "项", false},
	"fieldchecks.review":     {"待审核的现场核查", "/office/fieldchecks?view=review", "map-pin", "项", false},
	"fieldchecks.decide":     {"待同意的抽查计划", "/office/fieldchecks/plan", "map-pin", "个", false},
	"kinship.mine":           {"我的家属申报", "/office/kinship", "users", "份", false},
	"kinship.confirm":        {"等我确认的家属申报", "/office/kinship/confirm", "users", "份", false},
	"voluntary.mine":         {"待缴款、被退回、被作废的退缴", "/office/voluntary", "cash", "份", false},
	"voluntary.check":        {"待核对、确认的退缴款", "/office/voluntary?view=pending", "cash", "份", false},
	"voluntary.period":       {"待批准的退缴期限", "/office/voluntary/periods", "calendar", "个", false},
	"meetings.assign":        {"等上会交办的问题", "/office/meetings?view=raised", "users", "个", false},
	"meetings.check":         {"等确认整改的问题", "/office/meetings?view=done", "users", "个", false},
	"meetings.mine":          {"联席会议交办、待整改的问题", "/office/meetings?view=doing", "users", "个", false},
	"recusals.waiting":       {"待决定的回避申请", "/office/recusals", "user", "件", false},
	"cases.open":             {"在办案件", "/office/cases", "gavel", "件", true},
	"imports.waiting":        {"待确认的导入", "/office/imports", "file-import", "批", false},
	"prepayments.checked":    {"待答复的拟发放名单", "/office/prepayments?state=checked", "shield-lock", "份", false},
	"prepayments.submitted":  {"待放行的拟发放名单", "/office/prepayments?state=submitted", "shield-lock", "份", false},
	"remarks.open":           {"待答复的村级核对意见", "/office/remarks?status=open", "message-report", "条", false},
	"remarks.mine":           {"等部门答复的核对意见", "/office/village/remarks?status=open", "message-report", "条", true},
	"accounts.waiting":       {"等待启用的账号", "/office/locks", "user", "个", false},
	"accounts.locked":        {"锁定或输错的账号", "/office/locks", "shield-lock", "个", false},
	"parameters.unconfirmed": {"县里还没确认的参数", "/office/parameters", "settings", "项", true},
}

// often is what people come for besides what waits.
var often = []templates.TodayLink{
	{Text: "查本村发放记录", URL: "/office/village/payouts", Icon: "cash", Note: "按项目、所属期、姓名查找，发现不对就提意见"},
	{Text: "查本村户籍人口", URL: "/office/village/residents", Icon: "users", Note: "按姓名、组、户编号查找"},
	{Text: "本村项目", URL: "/office/village/projects", Icon: "building-community", Note: "资金、工期和进展"},
	{Text: "登记委托代查", URL: "/office/village/relatives", Icon: "user", Note: "没有智能手机的村民委托亲属查询"},
	{Text: "登记来信来访来电", URL: "/office/petitions/new", Icon: "edit", Note: "不是从微信来的信访件"},
	{Text: "信访件", URL: "/office/petitions", Icon: "inbox", Note: "按状态、期限、类别查找"},
	{Text: "办理期限", URL: "/office/deadlines", Icon: "clock", Note: "按到期先后和月历看，申请延期"},
	{Text: "常用答复", URL: "/office/wordings", Icon: "message-circle", Note: "给来信人的话从哪里写起"},
	{Text: "疑点", URL: "/office/findings", Icon: "alert-triangle", Note: "比对发现的疑点，下发、复核、办结"},
	{Text: "核查任务", URL: "/office/checks", Icon: "clipboard-list", Note: "下发来的疑点，核查后反馈"},
	{Text: "保障监督", URL: "/office/livelihood", Icon: "chart-bar", Note: "收入、住房、饮水、上学、医保的问题办到哪一步"},
	{Text: "收款回访", URL: "/office/answers", Icon: "chart-bar", Note: "群众说钱收到没有，按村、项目、经办人、银行看"},
	{Text: "现场核查", URL: "/office/fieldchecks", Icon: "map-pin", Note: "按风险抽查项目，手机上填，没有网也能用"},
	{Text: "联席会议", URL: "/office/meetings", Icon: "users", Note: "几家一起办的问题：提出、交办、整改、确认"},
	{Text: "模型成绩", URL: "/office/models", Icon: "chart-bar", Note: "每个模型查得准不准，换个参数试算"},
	{Text: "自建模型", URL: "/office/models/own", Icon: "edit", Note: "自己写条件，试算、送审、批准"},
	{Text: "互斥矩阵", URL: "/office/matrix", Icon: "stack-2", Note: "哪些身份不能领哪些补贴"},
	{Text: "比对记录", URL: "/office/runs", Icon: "history", Note: "每次比对的结果，现在全面比对"},
	{Text: "台账", URL: "/office/ledgers/warnings", Icon: "book", Note: "预警、整改、退缴，导出 Excel"},
	{Text: "问题线索", URL: "/office/clues", Icon: "flag", Note: "线索台账"},
	{Text: "案件", URL: "/office/cases", Icon: "gavel", Note: "立案和结果"},
	{Text: "导入数据", URL: "/office/imports", Icon: "file-import", Note: "上传、检查、确认，下载模板"},
	{Text: "发放前比对", URL: "/office/prepayments", Icon: "shield-lock", Note: "钱发出去以前先比对，逐行答复再放行"},
	{Text: "新建账号", URL: "/office/staff/new", Icon: "user", Note: "一个账号只有一个角色"},
	{Text: "参数", URL: "/office/parameters", Icon: "settings", Note: "期限、次数和公示规则"},
	{Text: "工作日历", URL: "/office/holidays", Icon: "calendar", Note: "放假和调休"},
	{Text: "审计记录", URL: "/office/audit", Icon: "list-check", Note: "谁在什么时候做了什么"},
	{Text: "填报负担", URL: "/office/burden", Icon: "clock", Note: "平台要大家填多少表、花多少时间"},
	{Text: "账号安全", URL: "/office/locks", Icon: "shield-lock", Note: "启用、解锁、结束登录"},
}

// Home is the first page after signing in.
type Home struct {
	front  *web.Front
	access *Access
	desks  desks
	now    func() time.Time
}

// NewHome makes the page; access has to know all groups before the first request.
func NewHome(front *web.Front, access *Access, now func() time.Time, d desks) *Home {
	return &Home{front: front, access: access, desks: d, now: now}
}

// Routes lists the addresses.
func (h *Home) Routes() []web.Route {
	return []web.Route{get("/office/", actor.Roles, h.show)}
}

// first is how many of what waits the first page names.
const first = 5

func (h *Home) show(c *gin.Context) error {
	ctx, by, day := c.Request.Context(), web.Actor(c), period.Here(h.now())
	counts, err := h.desks.Today(ctx, by)
	if err != nil {
		return err
	}
	list, err := h.desks.List(ctx, by, "", page.Request{Number: 1, Size: first})
	if err != nil {
		return err
	}
	d := templates.OfficeTodayData{Day: day.Chinese() + " 星期" + weekday(day), Tasks: list.All, Late: list.Overdue}
	for _, r := range list.Items {
		d.First = append(d.First, deskRow(r))
	}
	for _, n := range counts {
		if one, ok := h.card(by, n); ok {
			d.Cards = append(d.Cards, one)
		}
	}
	for _, l := range often {
		if h.access.May(by, l.URL) {
			d.Links = append(d.Links, l)
		}
	}
	return web.Render(h.front, c, http.StatusOK, templates.OfficeToday, "今日工作", d)
}

// card leaves out what the person could not open.
func (h *Home) card(by actor.Actor, n agenda.Count) (templates.TodayCard, bool) {
	k, ok := cards[n.Key]
	if !ok || !h.access.May(by, k.URL) {
		return templates.TodayCard{}, false
	}
	out := templates.TodayCard{Text: k.Text, URL: k.URL, Icon: k.Icon, Count: n.N, Unit: k.Unit, Quiet: k.Quiet || n.N == 0}
	if n.Overdue > 0 {
		out.Overdue = fmt.Sprintf("其中 %d %s超期", n.Overdue, k.Unit)
	}
	return out, true
}

func weekday(d period.Day) string {
	return [...]string{"日", "一", "二", "三", "四", "五", "六"}[d.Weekday()]
}
