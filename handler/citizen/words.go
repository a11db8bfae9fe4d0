package citizen

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// span says an entitlement period in words: 2024年3月, 2024年1月–3月,
// 2023年12月–2024年2月, or days where it is not made of whole months.
func span(start, end period.Day) string {
	from, to := start.Month(), end.Month()
	switch {
	case start != from.First() || end != to.Last():
		if start == end {
			return start.Chinese()
		}
		return start.Chinese() + "–" + end.Chinese()
	case from == to:
		return from.Chinese()
	case from.Year() == to.Year() && from.Month() == time.January && to.Month() == time.December:
		return strconv.Itoa(from.Year()) + "年"
	case from.Year() == to.Year():
		return from.Chinese() + "–" + strconv.Itoa(int(to.Month())) + "月"
	}
	return from.Chinese() + "–" + to.Chinese()
}

// share is part of whole in percent, within bounds.
func share(part, whole money.Fen) int {
	if whole <= 0 || part <= 0 {
		return 0
	}
	return int(min(100, part*100/whole))
}

// lines cuts a text into its lines; a long one also at its semicolons.
func lines(s string) []string {
	var out []string
	for _, line := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' || r == '\uff1b' }) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// pager leads to the neighbours of a page of the list at this address.
func pager(c *gin.Context, number, pages, total int) templates.Pager {
	p := templates.Pager{Page: number, Pages: pages, Total: total}
	if number > 1 {
		p.Prev = with(c, "page", strconv.Itoa(number-1))
	}
	if number < pages {
		p.Next = with(c, "page", strconv.Itoa(number+1))
	}
	return p
}

// with is this address with one parameter changed; "" takes it away. A change
// other than of the page leads to the first page.
func with(c *gin.Context, name, value string) string {
	q := url.Values{}
	for k, v := range c.Request.URL.Query() {
		if len(v) > 0 && v[0] != "" && (k != "page" || name == "page") {
			q.Set(k, v[0])
		}
	}
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return c.Request.URL.Path
	}
	return c.Request.URL.Path + "?" + q.Encode()
}

func when(t time.Time) string { return period.DayOf(t, period.Shanghai).Chinese() }

// dayOr says a day, or nothing.
func dayOr(d *period.Day) string {
	if d == nil {
		return ""
	}
	return d.Chinese()
}

// firstLine is enough of a text for a card.
func firstLine(s string) string {
	all := lines(s)
	if len(all) == 0 {
		return ""
	}
	return clip.Runes(all[0], longestQuery)
}

func policyURL(id int64) string { return "/h5/policies/" + strconv.FormatInt(id, 10) }
