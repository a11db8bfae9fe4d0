package office

import (
	"html"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/actor"
	"yangguang/service/store/dbtest/registers"
)

// TestEveryModelHasASheet: the sheet that is taken along asks what the model
// asks, and names the papers it wants.
func TestEveryModelHasASheet(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	item, p := s.rows.Item("DB01", "农村低保"), s.rows.Person("甲示例", registers.Number("45092319500101001"))
	inspector := s.enter(actor.RoleSupervision)
	for _, m := range rule.Models() {
		id := s.rows.Finding(registers.Finding{Person: p, Item: item, Model: m.Key, Title: m.Title, Fen: 69000, Severity: 2})
		a := inspector.get("/office/findings/" + strconv.FormatInt(id, 10) + "/sheet")
		inspector.sees(a, http.StatusOK, "疑点核查表")
		for _, text := range append(append([]string{m.Key + " " + m.Title}, m.Questions...), m.Evidence...) {
			if !strings.Contains(html.UnescapeString(a.body), text) {
				t.Errorf("%s: its sheet lacks %q", m.Key, text)
			}
		}
		for _, q := range m.Questions {
			if !strings.HasSuffix(q, "？") {
				t.Errorf("%s: %q is no question", m.Key, q)
			}
		}
	}
}
