package web

import (
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/service/importer"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// dated puts into the frame how far the data go that a page rests on.
func (f *Front) dated(c *gin.Context, fr *templates.Frame, kinds []string) error {
	if f.Reach == nil || len(kinds) == 0 {
		return nil
	}
	reached, err := f.Reach(c.Request.Context(), kinds)
	if err != nil {
		return err
	}
	fr.AsOf = ReachOf(reached)
	return nil
}

// openKinds is how many kinds of data stand open on a page.
const openKinds = 3

// ReachOf says how far data go, for the office and in plain words.
func ReachOf(reached []importer.Reached) templates.Reach {
	out := templates.Reach{Plain: plainReach(reached)}
	for _, r := range reached {
		row := templates.Fact{Label: r.Title, Value: "没有导入"}
		if r.AsOf != 0 {
			row.Value = r.AsOf.String()
		}
		if r.Late {
			row.Value += "（" + bureauOf(r) + "只到 " + r.Behind.String() + "）"
		}
		if len(out.Rows) < openKinds || len(reached) == openKinds+1 {
			out.Rows = append(out.Rows, row)
		} else {
			out.Rest = append(out.Rest, row)
		}
	}
	return out
}

// ReachLine says how far data go in one line, as below a table.
func ReachLine(reached []importer.Reached) string {
	r := ReachOf(reached)
	var parts []string
	for _, row := range append(r.Rows, r.Rest...) {
		parts = append(parts, row.Label+" "+row.Value)
	}
	return "数据截至：" + strings.Join(parts, "，")
}

func bureauOf(r importer.Reached) string {
	if r.Bureau == "" {
		return "系统管理员导入的"
	}
	return r.Bureau
}

// plainTitles are what villagers call kinds of data.
var plainTitles = map[string]string{"payouts": "补贴发放", "projects": "项目", "project_progress": "项目进度", "project_funds": "项目资金", "residents": "户籍", "rosters": "享受名单", "policies": "政策"}

// plainReach is how far data go in a villager's words: one day where all go as
// far, else a day for each kind.
func plainReach(reached []importer.Reached) string {
	var parts []string
	days := map[period.Day]bool{}
	behind := period.Day(0)
	for _, r := range reached {
		if r.Late && (behind == 0 || r.Behind < behind) {
			behind = r.Behind
		}
		if r.AsOf == 0 {
			continue
		}
		days[r.AsOf] = true
		title := plainTitles[r.Kind]
		if title == "" {
			title = r.Title
		}
		parts = append(parts, title+r.AsOf.Chinese())
	}
	text := "数据还没有导入"
	switch {
	case len(days) == 1:
		for day := range days {
			text = "数据截至" + day.Chinese()
		}
	case len(parts) > 0:
		text = "数据截至：" + strings.Join(parts, "，")
	}
	if behind != 0 {
		text += "，有的部门只到" + behind.Chinese()
	}
	return text
}
