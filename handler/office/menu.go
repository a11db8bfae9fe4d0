package office

import (
	"net/http"
	"slices"
	"strings"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/templates"
)

// entry is a line of the side bar; one without URL is a heading.
type entry struct{ Text, URL, Icon string }

// entries is the whole side bar in its order. What a role sees of it follows
// from the routes: there is no second list of rights.
var entries = []entry{
	{"工作台", "/office/", "home"},
	{"我的任务", "/office/tasks", "list-check"},
	{"信访", "", ""},
	{"信访件", "/office/petitions", "inbox"},
	{"登记来信来访来电", "/office/petitions/new", "edit"},
	{"等我同意的", "/office/petitions/requests", "eye"},
	{"常用答复", "/office/wordings", "message-circle"},
	{"密封上报", "/office/handovers", "shield-lock"},
	{"转来的事项", "/office/referrals", "inbox"},
	{"回避申请", "/office/recusals", "user"},
	{"期限", "", ""},
	{"办理期限", "/office/deadlines", "clock"},
	{"延期申请", "/office/extensions", "calendar"},
	{"项目", "", ""},
	{"项目备案", "/office/filings", "building-community"},
	{"资金流向", "/office/funds", "cash"},
	{"项目提问", "/office/questions", "message-circle"},
	{"现场核查", "/office/fieldchecks", "map-pin"},
	{"现场核查（手机）", "/office/field/", "phone"},
	{"大数据比对", "", ""},
	{"疑点", "/office/findings", "alert-triangle"},
	{"核查任务", "/office/checks", "clipboard-list"},
	{"模型成绩", "/office/models", "chart-bar"},
	{"自建模型", "/office/models/own", "edit"},
	{"互斥矩阵", "/office/matrix", "stack-2"},
	{"比对记录", "/office/runs", "history"},
	{"台账", "/office/ledgers/warnings", "book"},
	{"保障监督", "", ""},
	{"保障总览", "/office/livelihood", "chart-bar"},
	{"保障任务", "/office/livelihood/tasks", "clipboard-list"},
	{"收款回访", "/office/answers", "chart-bar"},
	{"收款查询", "/office/inquiries", "clipboard-list"},
	{"联席会议", "", ""},
	{"问题和整改", "/office/meetings", "users"},
	{"历次会议", "/office/meetings/held", "calendar"},
	{"线索和案件", "", ""},
	{"问题线索", "/office/clues", "flag"},
	{"案件", "/office/cases", "gavel"},
	{"统计报表", "/office/statistics", "chart-bar"},
	{"本村核对", "", ""},
	{"户籍人口", "/office/village/residents", "users"},
	{"发放记录", "/office/village/payouts", "cash"},
	{"项目", "/office/village/projects", "building-community"},
	{"我的核对意见", "/office/village/remarks", "message-report"},
	{"委托代查", "/office/village/relatives", "user"},
	{"村务公开", "", ""},
	{"公开栏打印", "/office/board/sheet", "printer"},
	{"入户信打印", "/office/board/letters", "file-text"},
	{"窗口代查", "/office/counter", "search"},
	{"自助机", "/office/kiosk", "users"},
	{"公职人员", "", ""},
	{"我的家属申报", "/office/kinship", "users"},
	{"家属申报确认", "/office/kinship/confirm", "check"},
	{"查公职人员家属", "/office/kinship/search", "search"},
	{"主动退缴", "/office/voluntary", "cash"},
	{"退缴期限", "/office/voluntary/periods", "calendar"},
	{"数据", "", ""},
	{"数据导入", "/office/imports", "file-import"},
	{"发放前比对", "/office/prepayments", "shield-lock"},
	{"数据覆盖", "/office/coverage", "chart-bar"},
	{"人工比对", "/office/matching", "users"},
	{"村级核对意见", "/office/remarks", "message-report"},
	{"系统", "", ""},
	{"账号", "/office/staff", "users"},
	{"账号安全", "/office/locks", "shield-lock"},
	{"参数", "/office/parameters", "settings"},
	{"工作日历", "/office/holidays", "calendar"},
	{"该找谁", "/office/doors", "book"},
	{"密封接收公钥", "/office/handover-keys", "shield-lock"},
	{"审计", "/office/audit", "list-check"},
	{"填报负担", "/office/burden", "clock"},
}

// Access knows which role may open which address. It is filled while the
// program starts and only read afterwards.
type Access struct{ get map[string][]actor.Role }

// NewAccess knows no address yet.
func NewAccess() *Access { return &Access{get: map[string][]actor.Role{}} }

// Add reads the routes of one group.
func (a *Access) Add(group []web.Route) {
	for _, r := range group {
		if r.Method == http.MethodGet {
			a.get[r.Path] = r.Roles
		}
	}
}

// May reports whether by may open an address, whatever its query.
func (a *Access) May(by actor.Actor, url string) bool {
	path, _, _ := strings.Cut(url, "?")
	return by.Kind == actor.Staff && slices.Contains(a.get[path], by.Role)
}

// Menu is the side bar of one person on one page. The longest address that
// leads to the page is lit.
func (a *Access) Menu(by actor.Actor, path string) []templates.MenuItem {
	var out []templates.MenuItem
	lit := ""
	for _, e := range entries {
		if e.URL == "" {
			out = heading(out, e.Text)
			continue
		}
		if !a.May(by, e.URL) {
			continue
		}
		out = append(out, templates.MenuItem{Text: e.Text, URL: e.URL, Icon: e.Icon})
		if leadsTo(e.URL, path) && len(e.URL) > len(lit) {
			lit = e.URL
		}
	}
	for i := range out {
		out[i].Active = out[i].URL != "" && out[i].URL == lit
	}
	return slices.Clip(trim(out))
}

// heading puts a heading, over one that had nothing below it.
func heading(out []templates.MenuItem, text string) []templates.MenuItem {
	return append(trim(out), templates.MenuItem{Text: text})
}

func trim(out []templates.MenuItem) []templates.MenuItem {
	if n := len(out); n > 0 && out[n-1].URL == "" {
		return out[:n-1]
	}
	return out
}

func leadsTo(url, path string) bool {
	if strings.HasPrefix(path, ledgerRoot) {
		path = "/office/ledgers/warnings" // one entry leads to all ledgers
	}
	return path == url || url != "/office/" && strings.HasPrefix(path, strings.TrimSuffix(url, "/")+"/")
}
