package office

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/burden"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// burdens says what the program asked of people.
type burdens interface {
	Report(ctx context.Context, by actor.Actor, m period.Month) (burden.Report, error)
}

// Burden is the page of what the program asks of people.
type Burden struct {
	front   *web.Front
	burdens burdens
	now     func() time.Time
}

// NewBurden makes the page.
func NewBurden(front *web.Front, b burdens, now func() time.Time) *Burden {
	return &Burden{front, b, now}
}

const burdenURL = "/office/burden"

// Routes lists the addresses.
func (h *Burden) Routes() []web.Route {
	return []web.Route{get(burdenURL, roles(actor.RoleHead, actor.RoleAdministrator), h.show)}
}

func (h *Burden) show(c *gin.Context) error {
	today := period.Here(h.now()).Month()
	m := today
	if asked, err := period.ParseMonth(c.Query("m")); err == nil && asked <= today {
		m = asked
	}
	r, err := h.burdens.Report(c.Request.Context(), web.Actor(c), m)
	if err != nil {
		return err
	}
	d := templates.OfficeBurdenData{Month: m.Chinese(), Before: burdenURL + "?m=" + (m - 1).String(), All: burdenLine("合计", r.All), Months: monthBars(r.Months), Twice: askedTwice(burden.AskedTwice()), Empty: templates.Empty{Text: "这个月还没有人填过表", Advice: "从启用那天起，每交一次表就记一次数。"}}
	if m < today {
		d.After = burdenURL + "?m=" + (m + 1).String()
	}
	if r.All.Count > 0 {
		d.Tables = []templates.BurdenTable{
			burdenTable("各岗位", "岗位", r.Roles, func(name string) string { return actor.Role(name).Label() }), burdenTable("最花时间的十张表", "表", r.Forms, formText),
		}
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeBurden, "填报负担", d)
}

// askedTwice are the pieces of data that several forms ask for, form by form.
func askedTwice(list []burden.Twice) []templates.AskedTwice {
	out := make([]templates.AskedTwice, len(list))
	for i, t := range list {
		out[i] = templates.AskedTwice{Text: t.Text, Why: t.Why}
		fields := map[string]string{}
		for _, a := range t.Forms {
			if fields[a.Form] == "" {
				out[i].Forms = append(out[i].Forms, a.Form)
				fields[a.Form] = a.Field
				continue
			}
			fields[a.Form] += "、" + a.Field
		}
		for k, form := range out[i].Forms {
			out[i].Forms[k] = form + "（" + fields[form] + "）"
		}
	}
	return out
}

func burdenTable(title, first string, lines []burden.Line, words func(string) string) templates.BurdenTable {
	t := templates.BurdenTable{Title: title, First: first}
	for _, l := range lines {
		t.Rows = append(t.Rows, burdenLine(words(l.Name), l))
	}
	return t
}

func burdenLine(words string, l burden.Line) templates.BurdenLine {
	out := templates.BurdenLine{Text: words, Count: l.Count, Fields: l.Fields, Minutes: l.Minutes}
	if known := l.Count - l.Unknown; known > 0 {
		out.Each = fmt.Sprintf("%.1f", float64(l.Minutes)/float64(known))
	}
	return out
}

// monthBars draws the minutes of each month, the longest over the whole width;
// where nobody was asked for anything there is nothing to draw.
func monthBars(months []burden.Line) []templates.StateBar {
	most, sent := 1, 0
	for _, l := range months {
		most, sent = max(most, l.Minutes), sent+l.Count
	}
	if sent == 0 {
		return nil
	}
	out := make([]templates.StateBar, len(months))
	for i, l := range months {
		out[i] = templates.StateBar{Text: l.Name, Total: templates.LivelihoodCell{Text: fmt.Sprintf("%d分", l.Minutes)}}
		if l.Count > 0 {
			out[i].Total.URL = burdenURL + "?m=" + l.Name
		}
		if l.Minutes > 0 {
			out[i].Parts = []templates.StatePart{{Width: percentOf(l.Minutes, most), Tone: "open"}}
		}
	}
	return out
}

// formDeeds are the words for the ends of addresses that forms are sent to.
var formDeeds = map[string]string{
	"new": "新增", "feedback": "反馈", "dispatch": "下发", "recall": "收回", "review": "复核", "decide": "审批", "ask": "问询群众", "answer": "答复", "send": "下发", "rectified": "整改完成",
	"refunds": "登记退缴", "pay": "登记缴款", "back": "退回", "export": "导出", "confirm": "确认", "headers": "认表头", "withdraw": "撤回", "submit": "提交", "whatif": "试算", "preview": "试算",
	"revise": "修改", "retire": "停用", "disable": "停用", "enable": "启用", "reset": "重置", "person": "登记本人", "revoke": "撤销", "remove": "删除", "extend": "申请延期", "visits": "交现场核查",
	"visit": "入户", "plan": "抽查计划", "public": "公开照片", "search": "查找", "open": "打开", "counter": "窗口登记", "periods": "期限", "held": "开会", "unseal": "看明文", "list.csv": "下载",
}

// formText names a form by the part of the side bar that it belongs to, and by
// what is done with it.
func formText(route string) string {
	_, path, _ := strings.Cut(route, " ")
	words, longest := "其他", ""
	switch { // what no entry of the side bar leads to
	case strings.HasPrefix(path, householdURL("")):
		words = "户情"
	case strings.HasPrefix(path, "/office/logout"):
		words = "退出登录"
	case path == "/office/login", path == "/office/password", path == "/office/totp":
		words = "登录"
	}
	for _, e := range entries {
		if e.URL != "" && leadsTo(e.URL, path) && len(e.URL) > len(longest) {
			words, longest = e.Text, e.URL
		}
	}
	if deed := formDeeds[path[strings.LastIndexByte(path, '/')+1:]]; deed != "" && path != longest {
		words += " · " + deed
	}
	return words
}
