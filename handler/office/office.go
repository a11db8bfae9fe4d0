// Package office holds the pages of the office: each handler reads a form,
// calls one service and shows a typed page.
//
// Which role may use which address stands in the Routes of each group and
// nowhere else; the side bar is derived from it, and a test walks every role
// over every address.
package office

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// roles shortens the tables.
func roles(r ...actor.Role) []actor.Role { return r }

func get(path string, may []actor.Role, a web.Action) web.Route {
	return web.Route{Method: http.MethodGet, Path: path, Roles: may, Action: a}
}

func post(path string, may []actor.Role, a web.Action) web.Route {
	return web.Route{Method: http.MethodPost, Path: path, Roles: may, Action: a}
}

// home is the crumb that all pages below it share.
var home = templates.Link{Text: "工作台", URL: "/office/"}

func under(links ...templates.Link) []templates.Link {
	return append([]templates.Link{home}, links...)
}

// pageOf reads which page of a list is wanted.
func pageOf(c *gin.Context) page.Request {
	n, err := strconv.Atoi(c.Query("page"))
	if err != nil {
		n = 1
	}
	return page.Request{Number: n, Size: 50}
}

// pager leads to the neighbouring pages with the same filters.
func pager[T any](c *gin.Context, p page.Page[T]) templates.Pager {
	out := templates.Pager{Page: p.Number, Pages: p.Pages(), Total: p.Total}
	to := func(n int) string {
		q := c.Request.URL.Query()
		q.Set("page", strconv.Itoa(n))
		return c.Request.URL.Path + "?" + q.Encode()
	}
	if p.HasPrevious() {
		out.Prev = to(min(p.Number-1, out.Pages))
	}
	if p.HasNext() {
		out.Next = to(p.Number + 1)
	}
	return out
}

// dayIn reads a day of the query; 0 is none.
func dayIn(c *gin.Context, name string) period.Day {
	day, err := period.ParseDay(c.Query(name))
	if err != nil {
		return 0
	}
	return day
}

// counted are the names of a query that narrow a list to one figure of the
// statistics and that the list's own form does not show.
var counted = []string{"by", "from", "to", "channel", "subject", "repeat", "way", "party", "admin", "other", "rank", "form", "punished"}

// narrowed says what a list is narrowed to besides its form, and keeps it when
// the form is sent. Without words it is nothing.
func narrowed(v url.Values, words, clear string) templates.Narrowed {
	n := templates.Narrowed{Text: words, ClearURL: clear}
	if words == "" {
		return templates.Narrowed{}
	}
	for _, name := range counted {
		if value := v.Get(name); value != "" {
			n.Kept = append(n.Kept, templates.Option{Value: value, Text: name})
		}
	}
	return n
}

// countedIn reads which figure of the statistics a list is narrowed to. Days
// that cannot be read narrow nothing.
func countedIn(v url.Values) page.Counted {
	from, err := period.ParseDay(v.Get("from"))
	if err != nil {
		return page.Counted{}
	}
	to, err := period.ParseDay(v.Get("to"))
	if err != nil {
		return page.Counted{}
	}
	return page.Counted{By: v.Get("by"), From: from, To: to}
}

// countedPairs is the figure again in an address, by names and values.
func countedPairs(c page.Counted) []string {
	if c.By == "" {
		return nil
	}
	return []string{"by", c.By, "from", c.From.String(), "to", c.To.String()}
}

// idOf reads a number from the address. A number that is none is an address
// that is none.
func idOf(c *gin.Context, name string) (int64, error) {
	id, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil || id <= 0 {
		return 0, fault.New(fault.NotFound, "没有找到这个页面")
	}
	return id, nil
}

// clock is a time on the wall here.
func clock(t time.Time) string { return t.In(period.Shanghai).Format("2006-01-02 15:04") }

func maybeClock(t *time.Time) string {
	if t == nil {
		return ""
	}
	return clock(*t)
}

// options makes the choices of a select.
func options[T any](list []T, selected string, of func(T) (value, text string)) []templates.Option {
	out := make([]templates.Option, len(list))
	for i, v := range list {
		value, text := of(v)
		out[i] = templates.Option{Value: value, Text: text, Selected: value == selected}
	}
	return out
}
