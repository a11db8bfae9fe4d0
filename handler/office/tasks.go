package office

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/desk"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// desks is what waits for a person, from all capabilities.
type desks interface {
	Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error)
	List(ctx context.Context, by actor.Actor, key string, r page.Request) (desk.List, error)
}

const tasksURL = "/office/tasks"

// Tasks is the page of everything that waits for its reader.
type Tasks struct {
	front *web.Front
	desks desks
}

// NewTasks makes the page.
func NewTasks(front *web.Front, d desks) *Tasks { return &Tasks{front, d} }

// Routes lists the addresses.
func (h *Tasks) Routes() []web.Route { return []web.Route{get(tasksURL, actor.Roles, h.show)} }

func (h *Tasks) show(c *gin.Context) error {
	key := c.Query("sort")
	list, err := h.desks.List(c.Request.Context(), web.Actor(c), key, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeTasksData{
		Tabs: deskTabs(list, key), Groups: deskGroups(list.Items), Pager: pager(c, list.Page),
		Empty: templates.Empty{Text: "现在没有要您办的事", Advice: "有新的事，会出现在这里和工作台上。"},
	}
	if list.Cut {
		d.Cut = fmt.Sprintf("每一类最多列出最急的%d件，办完一些，后面的就出来了。", agenda.MaxTasks)
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeTasks, "我的任务", d)
}

// deskTabs are the sorts that there are; one sort alone needs none.
func deskTabs(l desk.List, key string) []templates.OfficeTab {
	if len(l.Sorts) < 2 && key == "" {
		return nil
	}
	out := []templates.OfficeTab{{Text: "全部", URL: tasksURL, Count: l.All, Active: key == ""}}
	for _, s := range l.Sorts {
		out = append(out, templates.OfficeTab{Text: cards[s.Key].Text, URL: tasksURL + "?sort=" + url.QueryEscape(s.Key), Count: s.N, Active: key == s.Key})
	}
	return out
}

var whenText = map[desk.When]string{desk.Overdue: "已超期", desk.ThisWeek: "本周到期", desk.Later: "以后到期", desk.Undated: "没有期限"}

// deskGroups puts lines under their urgency and their day.
func deskGroups(rows []desk.Row) []templates.TaskGroup {
	var out []templates.TaskGroup
	for i, r := range rows {
		if i == 0 || rows[i-1].When != r.When {
			out = append(out, templates.TaskGroup{Title: whenText[r.When], Late: r.When == desk.Overdue})
		}
		g := &out[len(out)-1]
		if len(g.Days) == 0 || rows[i-1].Due != r.Due {
			g.Days = append(g.Days, templates.TaskDay{Text: dueDay(r), Note: dueNote(r)})
		}
		day := &g.Days[len(g.Days)-1]
		day.Rows = append(day.Rows, deskRow(r))
	}
	return out
}

func deskRow(r desk.Row) templates.TaskRow {
	out := templates.TaskRow{Title: r.Title, URL: r.URL, Sort: cards[r.Key].Text, Note: dueNote(r), Late: r.When == desk.Overdue}
	for _, k := range r.Also {
		out.Also = append(out.Also, cards[k].Text)
	}
	if r.Since != period.Past {
		out.Since = r.Since.String()
	}
	return out
}

func dueDay(r desk.Row) string {
	if r.When == desk.Undated {
		return ""
	}
	_, month, day := r.Due.Time().Date()
	return fmt.Sprintf("%d月%d日 星期%s", month, day, weekday(r.Due))
}

// dueNote says that a day is near or past. How many days are left is said on the
// matter's own page, in the days its time runs in.
func dueNote(r desk.Row) string {
	switch {
	case r.When == desk.Undated:
		return ""
	case r.Left < 0:
		return "已超期"
	case r.Left == 0:
		return "今天到期"
	case r.Left == 1:
		return "明天到期"
	}
	return ""
}
