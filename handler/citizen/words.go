package citizen

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// span says an entitlement period in words: 2024年3月, 2024年1月–3月,
// 2023年12月–2024年2月, or days where it is not made of whole months.
func span(start, end period.Day) string { return period.Through(start, end).Dashed() }

// share is part of whole in percent, within bounds.
func share(part, whole money.Fen) int {
	if whole <= 0 || part <= 0 {
		return 0
	}
	return int(min(100, part*100/whole))
}

// lines cuts a text into its lines, and these at the semicolons that do not stand
// in brackets.
func lines(s string) []string {
	var out []string
	add := func(line string) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	from, deep := 0, 0
	for i, r := range s {
		if deep = bracketed(deep, r); r == '\n' || r == '\r' || deep == 0 && r == '\uff1b' {
			add(s[from:i])
			from = i + utf8.RuneLen(r)
		}
	}
	add(s[from:])
	return out
}

// bracketed is how many brackets are open behind a character; a line closes all.
func bracketed(deep int, r rune) int {
	switch r {
	case '\uff08', '(':
		return deep + 1
	case '\uff09', ')':
		return max(0, deep-1)
	case '\n', '\r':
		return 0
	}
	return deep
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

func when(t time.Time) string { return period.Here(t).Chinese() }

// dayOr says a day, or nothing.
func dayOr(d *period.Day) string {
	if d == nil {
		return ""
	}
	return d.Chinese()
}

// longestGlance is about four lines of a card on a small phone.
const longestGlance = 60

// firstSentence is enough of a text to decide by: its first line up to a 。 that
// does not stand in brackets, however long.
func firstSentence(s string) string {
	all := lines(s)
	if len(all) == 0 {
		return ""
	}
	deep := 0
	for i, r := range all[0] {
		if deep = bracketed(deep, r); deep == 0 && r == '\u3002' {
			return all[0][:i]
		}
	}
	return all[0]
}

// firstLine is enough of a text for a card: its first line, cut where a clause
// ends if it is long, and never inside a number.
func firstLine(s string) string {
	all := lines(s)
	if len(all) == 0 {
		return ""
	}
	r := []rune(all[0])
	if len(r) <= longestGlance {
		return all[0]
	}
	number := func(i int) bool { // this character and the one before it are of one number
		digit := func(i int) bool { return i >= 0 && i < len(r) && unicode.IsDigit(r[i]) }
		comma := func(i int) bool { return r[i] == ',' && digit(i-1) && digit(i+1) }
		return digit(i) && (digit(i-1) || comma(i-1)) || comma(i)
	}
	end, deep := 0, bracketed(0, r[0])
	for i := 1; i < longestGlance; i++ {
		if deep = bracketed(deep, r[i]); deep == 0 && strings.ContainsRune(",;:\u3001\u3002\uff0c\uff1a", r[i]) && !number(i) {
			end = i
		}
	}
	if end == 0 {
		for end = longestGlance; end > 1 && number(end); {
			end--
		}
	}
	return string(r[:end]) + "……"
}

// kinds are the trade's names of what is built, where a villager would not say so.
var kinds = map[string]string{
	"道路": "修路", "饮水": "修自来水、饮水工程", "学校": "建学校、修学校", "危房改造": "翻修危房", "产业": "帮助种养、发展产业", "亮化": "装路灯",
	"环境卫生": "治污水、收垃圾", "水利": "修水渠、水塘", "卫生": "建卫生室", "文化": "建村里办事、活动的房子", "桥梁": "修桥", "库区移民": "库区移民村的建设",
}

// kindWords says what is built in a villager's words.
func kindWords(kind string) string {
	if words := kinds[kind]; words != "" {
		return words
	}
	return kind
}

func policyURL(id int64) string { return "/h5/policies/" + strconv.FormatInt(id, 10) }
