package office

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/importer"
	"yangguang/service/kernel/fault"
	"yangguang/templates"
)

// headerField is the name of the form's field for header i.
func headerField(i int) string { return fmt.Sprintf("h%d", i) }

// headerChoices asks of each unknown header which missing column it is; what
// was chosen before stays chosen.
func headerChoices(c *gin.Context, q importer.HeaderQuestion) []templates.Choice {
	if len(q.Missing) == 0 {
		return nil
	}
	out := make([]templates.Choice, len(q.Headers))
	for i, header := range q.Headers {
		out[i] = templates.Choice{Name: headerField(i), Label: "表头“" + header + "”", Blank: "不用这一列",
			Options: options(q.Missing, c.PostForm(headerField(i)), func(column string) (string, string) { return column, column })}
	}
	return out
}

// nameHeaders stores the answer and has the file read again.
func (h *Imports) nameHeaders(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	ctx, by := c.Request.Context(), web.Actor(c)
	q, err := h.files.Headers(ctx, by, id)
	if err != nil {
		return err
	}
	columns := map[string]string{}
	for i, header := range q.Headers {
		columns[header] = c.PostForm(headerField(i))
	}
	err = h.files.NameHeaders(ctx, by, id, columns)
	if fault.Is(err, fault.Invalid) {
		return h.showBatch(c, http.StatusUnprocessableEntity, id, "", templates.Errors{"": fault.Of(err).Public})
	}
	return h.back(c, id, err, "已经记住，正在重新读这个文件。")
}
