package office

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/parameter"
	"yangguang/templates"
)

// coverage is what this page needs of the importer.
type coverage interface {
	Table(ctx context.Context, by actor.Actor) ([]importer.Covered, error)
}

// Coverage is the page on how far the data reach.
type Coverage struct {
	front *web.Front
	data  coverage
}

// NewCoverage makes the page.
func NewCoverage(front *web.Front, data coverage) *Coverage { return &Coverage{front, data} }

// Routes lists the addresses.
func (h *Coverage) Routes() []web.Route {
	may := roles(actor.RoleAdministrator, actor.RoleBureauOfficer, actor.RoleBureauHead, actor.RoleSupervision, actor.RoleCaseManagement, actor.RoleHead, actor.RoleAuditor)
	return []web.Route{get("/office/coverage", may, h.show)}
}

func (h *Coverage) show(c *gin.Context) error {
	by := web.Actor(c)
	table, err := h.data.Table(c.Request.Context(), by)
	if err != nil {
		return err
	}
	d := templates.OfficeCoverageData{Facts: coverageFacts(table), Empty: templates.Empty{Text: "本部门还没有导入过数据", Advice: "在“数据导入”里上传文件。"}}
	for i, row := range table {
		r := coverageRow(row)
		r.Same = i > 0 && table[i-1].Kind == row.Kind
		if by.Is(actor.RoleAdministrator) {
			r.Agree = parametersCrumb.URL + "/" + parameter.AgreementName(row.Kind)
		}
		d.Rows = append(d.Rows, r)
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeCoverage, "数据覆盖", d)
}

// coverageFacts is the table in a few numbers.
func coverageFacts(table []importer.Covered) []templates.Fact {
	kinds, here, late, rows, refused := map[string]bool{}, map[string]bool{}, 0, 0, 0
	for _, r := range table {
		kinds[r.Kind] = true
		if r.Batches > 0 {
			here[r.Kind] = true
		}
		if r.Late > 0 {
			late++
		}
		rows, refused = rows+r.Rows, refused+r.Refused
	}
	return []templates.Fact{{Label: "有数据的种类", Value: fmt.Sprintf("%d / %d", len(here), len(kinds))}, {Label: "过期未更新", Value: strconv.Itoa(late) + " 项"},
		{Label: "已导入", Value: grouped(rows) + " 行"}, {Label: "退回", Value: grouped(refused) + " 行"}}
}

func coverageRow(r importer.Covered) templates.CoverageRow {
	out := templates.CoverageRow{Title: r.Title, Bureau: r.Bureau, Cadence: fmt.Sprintf("每 %d 天更新", r.Cadence)}
	if r.Own {
		out.Cadence = fmt.Sprintf("约定每 %d 天更新", r.Cadence)
	}
	if r.Batches == 0 {
		out.State = templates.Lamp{Tone: templates.Warning, Text: "没有导入"}
		return out
	}
	if out.Bureau == "" {
		out.Bureau = "系统管理员"
	}
	out.AsOf, out.Rows = r.AsOf.String(), grouped(r.Rows)
	out.State = templates.Lamp{Tone: templates.Good, Text: "按期"}
	if r.Late > 0 {
		out.State = templates.Lamp{Tone: templates.Bad, Text: fmt.Sprintf("超期 %d 天", r.Late)}
	}
	if r.Refused > 0 {
		out.Refused = grouped(r.Refused)
	}
	out.IDs, out.Known = shareOf(r.ValidIDs()), shareOf(r.KnownPersons())
	return out
}

// lowShare is from where down a share is worth a look.
const lowShare = 90

func shareOf(percent int, ok bool) templates.Share {
	if !ok {
		return templates.Share{}
	}
	return templates.Share{Percent: percent, Text: strconv.Itoa(percent) + "%", Low: percent < lowShare}
}
