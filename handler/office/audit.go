package office

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/casework"
	"yangguang/service/complaint"
	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kinship"
	"yangguang/service/livelihood"
	"yangguang/service/meeting"
	"yangguang/service/trail"
	"yangguang/service/voluntary"
	"yangguang/templates"
)

// chain is what these pages need of the audit trail.
type chain interface {
	List(ctx context.Context, by actor.Actor, f trail.Filter) (page.Page[trail.Entry], error)
	Verify(ctx context.Context, by actor.Actor) (trail.Verdict, error)
	Export(ctx context.Context, by actor.Actor, f trail.Filter, reason string, w io.Writer) error
}

// Audit is the auditor's pages.
type Audit struct {
	front *web.Front
	chain chain
}

// NewAudit makes the pages.
func NewAudit(front *web.Front, chain chain) *Audit { return &Audit{front, chain} }

// Routes lists the addresses.
func (h *Audit) Routes() []web.Route {
	may := roles(actor.RoleAuditor)
	return []web.Route{
		get("/office/audit", may, h.list),
		post("/office/audit/verify", may, h.verify),
		post("/office/audit/export", may, h.export),
	}
}

// deeds are the actions of the chain in words. One that is missing here is
// shown by its own name.
var deeds = map[string]string{
	"signin": "登录", "signin.paired": "绑定动态口令并登录", "signin.failed": "登录失败", "signin.code_failed": "动态口令不对", "signout": "退出",
	"signout.everywhere": "在所有地方退出", "password.change": "更换密码", "password.failed": "更换密码时输错",
	"staff.add": "新建账号", "staff.passwd": "重置密码", "staff.reset_totp": "重置动态口令", "staff.disable": "停用账号", "staff.enable": "启用账号",
	"staff.unlock": "解锁账号", "staff.end_sessions": "结束登录", "parameter.change": "改参数", "holiday.set": "调整日历", "holiday.remove": "撤销日历调整", "clocks.recompute": "按日历重算期限",
	"petition.extend_ask": "信访件：申请延期", "petition.extend_refuse": "信访件：不同意延期", "clue.extend_ask": "线索：申请延期", "clue.extend_refuse": "线索：不同意延期",
	"case.extend_ask": "案件：申请延期", "case.extend_refuse": "案件：不同意延期",
	"person.unseal": "查看身份证号", "remark.add": "提出核对意见", "remark.answer": "答复核对意见", "audit.export": "导出审计记录",
	"petition.read": "查看信访件", "petition.original": "查看照片原件", "petition.identity": "查看来信人身份", "petition.identity_ask": "申请查看来信人身份", "petition.identity_allow": "同意查看来信人身份", "petition.identity_refuse": "不同意查看来信人身份",
	"petition.answer_ask": "答复送复核", "petition.answer_allow": "答复复核同意", "petition.answer_refuse": "答复退回重写", "wording.change": "修改常用答复", "clue.read": "查看线索", "case.read": "查看案件",
	"import.upload": "上传数据", "import.confirm": "确认入库", "import.load": "导入完成", "import.withdraw": "撤回批次", "import.errors.download": "下载错误行", "import.headers": "认定表头", "import.again": "再核对一次", "matching.judge": "认定是不是同一个人", "project.photo_add": "添加项目照片",
	"comparison.run": "比对", "findings.withdrawn": "撤回批次的疑点", "findings.export": "导出疑点", "finding.read": "查看疑点", "finding.file": "查看疑点附件", "findings.tasks": "疑点列入保障任务", "livelihood.read": "查看保障任务", "livelihood.file": "查看保障任务附件", "household.read": "查看一户的户情", "ledger.export": "导出台账", "model.review": "复核模型",
	"question.asked": "群众提问", "question.answered": "答复项目提问", "question.corrected": "更正项目提问的答复", "question.hidden": "不公开项目提问", "question.shown": "恢复公开项目提问", "filing.publish": "公开项目照片", "filing.file": "填报、打开项目文件", "filing.download": "下载项目文件原件",
	"prepayment.check": "比对拟发放名单", "prepayment.answer": "答复拟发放名单", "prepayment.submit": "送审拟发放名单", "prepayment.decide": "放行或退回拟发放名单", "prepayment.download": "下载放行名单",
	"custom_model.create": "新写模型", "custom_model.save": "修改模型草稿", "custom_model.submit": "送审模型", "custom_model.decide": "批准或退回模型", "custom_model.retire": "停用模型",
	"petition.parcel": "下载密封文件", "petition.handed": "登记移交密封文件", "petition.reported_up": "登记已上报", "handover.key.add": "登记密封接收公钥", "handover.key.retire": "停用密封接收公钥",
	"kinship.begin": "开始家属申报", "kinship.read": "查看公职人员家属", "kinship.search": "查找公职人员家属", "staff.declared": "按申报登记账号是谁",
	"voluntary.list": "查看主动退缴名单", "voluntary.read": "查看退缴声明", "voluntary.file": "查看退缴凭证", "voluntary.receipt": "打印退缴收据", "voluntary.export": "导出主动退缴台账",
	"voluntary.period_save": "起草退缴期限", "voluntary.period_ask": "退缴期限报批", "voluntary.period_agree": "批准退缴期限", "voluntary.period_refuse": "退回退缴期限", "import.enter": "填报一行数据",
	"statistics.submit": "报送统计报表", "statistics.correct": "更正统计报表", "statistics.export": "下载统计报表",
	"door.put": "修改该找谁", "door.remove": "删除该找谁", "referral.read": "查看转办事项", "referral.take": "接收转办事项", "referral.return": "退回转办事项", "referral.extend": "延长转办期限", "referral.answer": "答复转办事项",
	"board.sheet": "打印公开栏", "board.letters": "打印入户信", "counter.look": "窗口代查", "counter.consent": "查看代查同意书", "kiosk.issue": "生成自助机号码", "kiosk.enrol": "登记自助机", "kiosk.revoke": "停用自助机", "identity.kiosk": "在自助机上查自己的", "identity.kiosk_failed": "自助机上没有通过",
	"identity.bind": "实名绑定", "identity.bind_failed": "绑定没有通过", "identity.unbind": "解除绑定", "identity.code_asked": "索取验证码",
	"identity.consent_code": "生成窗口代查码", "identity.consent_asked": "给村民发代查码", "identity.consent_failed": "代查码对不上", "staff.identify": "登记账号本人",
	"payout.answer": "群众说钱收到没有", "inquiry.answer": "答复收款查询", "inquiry.proof": "查看入账凭证", "household.visit": "登记入户核查", "household.visit_photo": "查看入户核查照片",
	"comparison.repeat": "重算核对", "funds.export": "导出资金流向", "funds.links": "查看项目的资金和人", "case.confirm": "群众确认退还的钱", "petition.recusal_decided": "答复回避申请", "petition.recusal_ordered": "决定有人回避", "petition.recusal_lifted": "取消回避", "petition.subject": "登记被反映人", "petition.subject_struck": "去掉被反映人",
	"fieldcheck.make": "派出现场核查", "fieldcheck.visit": "提交现场核查", "fieldcheck.call_off": "撤销现场核查", "fieldcheck.file": "查看现场核查照片", "fieldcheck.accept": "认可现场核查", "fieldcheck.return": "退回重查", "fieldcheck.aside": "现场核查只作参考",
	"sampling.propose": "抽取抽查计划", "sampling.agreed": "同意抽查计划", "sampling.dropped": "不同意抽查计划",
	"meeting.held": "登记联席会议", "meeting.changed": "更正联席会议", "meeting.minutes": "查看会议记录", "meeting.read": "查看联席会议问题", "meeting.file": "查看整改材料", "meeting.export": "导出联席会议台账",
	"identity.relative_code": "生成亲属代查码", "identity.relative_add": "添加代查亲属", "identity.relative_revoke": "取消代查亲属",
}

// objects are the kinds of object in words.
var objects = map[string]string{
	"petition": "信访件", "clue": "线索", "case": "案件", "staff": "账号", "person": "人员", "village": "村", "parameter": "参数", "batch": "导入批次", "match_pair": "人工比对",
	"wording": "常用答复", "question": "项目提问", "filing": "项目备案", "referral": "转办事项", "door": "该找谁", "statistics": "统计报表", "handover_key": "密封接收公钥",
	"prepayment": "拟发放名单", "custom_model": "自建模型", "run": "比对",
	"kiosk": "自助机", "counter": "窗口代查", "project": "项目", "finding": "疑点", "livelihood": "保障任务", "kinship": "家属申报", "voluntary": "退缴声明", "voluntary_period": "退缴期限", "model": "模型", "ledger": "台账", "remark": "核对意见", "binding": "绑定", "holiday": "日历",
	"fieldcheck": "现场核查", "sampling": "抽查计划", "meeting_issue": "联席会议问题", "inquiry": "收款查询", "meeting": "联席会议", "payout": "发放", "household": "一户",
}

// deedText is an action in words: a step on a petition, clue or case by the
// words of its own timeline.
func deedText(action string) string {
	if t := deeds[action]; t != "" {
		return t
	}
	kind, step, _ := strings.Cut(action, ".")
	words := step
	switch kind {
	case "petition":
		words = complaint.ActionText(step)
	case "finding":
		words = finding.ActionText(step)
	case "livelihood":
		words = livelihood.ActionText(step)
	case "kinship":
		words = kinship.ActionText(step)
	case "voluntary":
		words = voluntary.ActionText(step)
	case "meeting":
		kind, words = "meeting_issue", meeting.ActionText(step)
	case "clue", "case":
		words = casework.ActionText(step)
	}
	if words == step {
		return ""
	}
	return objects[kind] + "：" + words
}

// objectText is an object in words, "" for one whose kind is not known here.
func objectText(object string) string {
	kind, which, ok := strings.Cut(object, ":")
	if !ok || objects[kind] == "" {
		return ""
	}
	return objects[kind] + " " + which
}

// doerText names who is no member of staff.
func doerText(actor, name string) string {
	kind, _, _ := strings.Cut(actor, ":")
	switch {
	case name != "":
		return name
	case kind == "guest", kind == "wechat", kind == "person":
		return "群众"
	case kind == "system":
		return "系统"
	}
	return ""
}

// filterOf reads the filters from a query or from a form.
func filterOf(c *gin.Context, v url.Values) (trail.Filter, templates.OfficeAuditData) {
	d := templates.OfficeAuditData{Actor: v.Get("actor"), Action: v.Get("action"), Object: v.Get("object"), From: v.Get("from"), To: v.Get("to"), Errors: templates.Errors{}}
	f := trail.Filter{Actor: d.Actor, Action: d.Action, Object: d.Object, Page: pageOf(c)}
	for name, into := range map[string]**period.Day{"from": &f.From, "to": &f.To} {
		if v.Get(name) == "" {
			continue
		}
		day, err := period.ParseDay(v.Get(name))
		if err != nil {
			d.Errors[name] = "请选择日期"
			continue
		}
		*into = &day
	}
	return f, d
}

func (h *Audit) list(c *gin.Context) error {
	f, d := filterOf(c, c.Request.URL.Query())
	return h.show(c, http.StatusOK, f, d)
}

func (h *Audit) show(c *gin.Context, status int, f trail.Filter, d templates.OfficeAuditData) error {
	list, err := h.chain.List(c.Request.Context(), web.Actor(c), f)
	if err != nil {
		return err
	}
	d.Pager = pager(c, list)
	d.Empty = templates.Empty{Text: "没有符合条件的记录", Advice: "换个条件，或者看全部。", Action: templates.Link{Text: "看全部", URL: "/office/audit"}}
	for _, e := range list.Items {
		row := templates.AuditRow{Seq: strconv.FormatInt(e.Seq, 10), At: clock(e.At), Actor: e.Actor, Name: doerText(e.Actor, e.Name), Action: e.Action, Label: deedText(e.Action), Object: e.Object, What: objectText(e.Object)}
		if e.Detail != "{}" {
			row.Detail = e.Detail
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, status, under(), templates.OfficeAudit, "审计记录", d)
}

func (h *Audit) verify(c *gin.Context) error {
	v, err := h.chain.Verify(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	text, tone := fmt.Sprintf("校验通过：%d 条记录前后相连，没有改动。", v.Entries), templates.Good
	if !v.Whole {
		text, tone = fmt.Sprintf("校验没有通过：第 %d 条开始对不上（%s）。请保护现场，马上报告。", v.Broken, v.Reason), templates.Bad
	}
	h.front.Flash(c, tone, text)
	return web.Redirect(c, "/office/audit")
}

func (h *Audit) export(c *gin.Context) error {
	if err := c.Request.ParseForm(); err != nil {
		return err
	}
	f, d := filterOf(c, c.Request.PostForm)
	var out bytes.Buffer // whole or not at all: a file that breaks off looks like one that ends
	err := h.chain.Export(c.Request.Context(), web.Actor(c), f, c.PostForm("reason"), &out)
	if err != nil {
		wrong, err := refusal(err)
		if err != nil {
			return err
		}
		d.Errors, d.Reason = wrong, c.PostForm("reason")
		return h.show(c, http.StatusUnprocessableEntity, f, d)
	}
	c.Header("Content-Disposition", `attachment; filename="audit.csv"`)
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "text/csv; charset=utf-8", out.Bytes())
	return nil
}
