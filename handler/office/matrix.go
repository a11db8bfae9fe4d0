package office

import (
	"context"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/comparison"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/actor"
	"yangguang/templates"
)

// exclusions is what this page needs of the comparison.
type exclusions interface {
	Exclusions(ctx context.Context, by actor.Actor) ([]comparison.Exclusion, error)
}

// Matrix is the page of what benefits exclude.
type Matrix struct {
	front  *web.Front
	matrix exclusions
}

// NewMatrix makes the page.
func NewMatrix(front *web.Front, e exclusions) *Matrix { return &Matrix{front, e} }

// Routes lists the addresses.
func (h *Matrix) Routes() []web.Route {
	return []web.Route{get("/office/matrix", roles(actor.RoleSupervision, actor.RoleHead, actor.RoleAdministrator, actor.RoleAuditor), h.show)}
}

var exclusionBadges = map[rule.Verdict]templates.Badge{
	rule.Conflict: {Tone: templates.Bad, Text: "冲突"}, rule.Doubtful: {Tone: templates.Warning, Text: "需核实"}, rule.Compatible: {Text: "相容"},
}

func (h *Matrix) show(c *gin.Context) error {
	by := web.Actor(c)
	rows, err := h.matrix.Exclusions(c.Request.Context(), by)
	if err != nil {
		return err
	}
	d := templates.OfficeMatrixData{Editable: by.Is(actor.RoleAdministrator)}
	for i, r := range rows {
		if i == 0 {
			for _, cell := range r.Cells {
				d.Statuses = append(d.Statuses, cell.With)
			}
		}
		if i < len(rows)-1 {
			d.Benefits = append(d.Benefits, r.Benefit)
		}
		d.Rows = append(d.Rows, templates.MatrixRow{Benefit: r.Benefit, Cells: matrixCells(by, r.Benefit, r.Cells), Pairs: matrixCells(by, r.Benefit, r.Pairs)})
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeMatrix, "互斥矩阵", d)
}

// matrixCells are the cells of a benefit, each with where it is changed.
func matrixCells(by actor.Actor, benefit string, cells []comparison.ExclusionCell) (out []templates.MatrixCell) {
	for _, cell := range cells {
		one := templates.MatrixCell{State: exclusionBadges[cell.Verdict], Changed: cell.Changed, About: benefit + "与" + cell.With}
		if by.Is(actor.RoleAdministrator, actor.RoleAuditor) {
			one.URL = parametersCrumb.URL + "/" + url.PathEscape(cell.Name)
		}
		out = append(out, one)
	}
	return out
}
