package office

import (
	"net/http"
	"strings"
	"testing"

	"yangguang/service/kernel/actor"
)

// TestOneMatterReportedTwice walks the petition office from a suggestion to the
// two side by side, the merging, and that everybody may know.
func TestOneMatterReportedTwice(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	first, second := s.complain("one"), s.complain("two")
	office := s.enter(actor.RolePetition)
	office.leads(office.act(first, "/claim", "claim"), first)
	office.leads(office.act(first, "/triage", "accept", "category", "accusation"), first)
	office.leads(office.act(second, "/claim", "claim"), second)
	office.sees(office.get(second), http.StatusOK, "可能是同一件事", "信访〔2026〕00001", "说法几乎一样", "同一个村", "/beside/1")
	side := second + "/beside/1"
	office.sees(office.get(side), http.StatusOK, "相似度", body, "并入信访〔2026〕00001", "认定重复，并入")
	office.sees(office.get(second+"/beside/2"), http.StatusNotFound)
	office.sees(office.get(second+"/beside/99"), http.StatusNotFound)
	head := s.enter(actor.RoleHead)
	head.sees(head.get(side), http.StatusNotFound)
	if strings.Contains(head.get(second).body, "可能是同一件事") {
		t.Error("a head is shown suggestions")
	}
	office.leads(office.act(second, "/triage", "duplicate", "duplicate", "信访〔2026〕00001"), second)
	office.sees(office.get(first), http.StatusOK, "一起反映的", "信访〔2026〕00002", "公开在办")
	office.sees(office.act(first, "/known", "known", "reason", "好"), http.StatusUnprocessableEntity, "请写明理由")
	office.leads(office.act(first, "/known", "known", "reason", "村务公开栏已公告"), first)
	office.sees(office.get(first), http.StatusOK, "起公开在办", "取消公开在办")
	office.leads(office.act(first, "/known", "unknown", "reason", "公告已经撤下"), first)
	if strings.Contains(office.get(first).body, "起公开在办") {
		t.Error("still known")
	}
	if strings.Contains(s.log.String(), "村务公开栏") {
		t.Error("the log holds a reason")
	}
}
