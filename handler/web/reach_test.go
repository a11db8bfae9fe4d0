package web

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"yangguang/service/importer"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

func TestReachInWords(t *testing.T) {
	day, other := period.Date(2026, 11, 20), period.Date(2026, 10, 1)
	payouts, projects := importer.Reached{Kind: "payouts", Title: "一卡通发放明细", AsOf: day}, importer.Reached{Kind: "projects", Title: "项目库", AsOf: day}
	later := projects
	later.AsOf = other
	late := importer.Reached{Kind: "rosters", Title: "享受对象名册", AsOf: day, Late: true, Bureau: "教育局", Behind: other}
	nobody := importer.Reached{Kind: "deaths", Title: "死亡人口"}
	for want, r := range map[string][]importer.Reached{
		"数据截至2026年11月20日":                   {payouts},
		"数据截至2026年11月20日 ":                  {payouts, projects, nobody},
		"数据截至：补贴发放2026年11月20日，项目2026年10月1日": {payouts, later},
		"数据截至2026年11月20日，有的部门只到2026年10月1日":  {payouts, late},
		"数据还没有导入":                           {nobody},
	} {
		if got := ReachOf(r).Plain; got != strings.TrimSpace(want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	r := ReachOf([]importer.Reached{late, nobody, payouts, projects, later})
	if len(r.Rows) != 3 || len(r.Rest) != 2 || r.Rows[0] != (templates.Fact{Label: "享受对象名册", Value: "2026-11-20（教育局只到 2026-10-01）"}) || r.Rows[1].Value != "没有导入" {
		t.Errorf("%+v", r)
	}
	if r := ReachOf([]importer.Reached{late, nobody, payouts, projects}); len(r.Rows) != 4 || len(r.Rest) != 0 {
		t.Errorf("one more is not folded away: %+v", r)
	}
	if got := ReachLine([]importer.Reached{payouts, nobody}); got != "数据截至：一卡通发放明细 2026-11-20，死亡人口 没有导入" {
		t.Error(got)
	}
}

// TestAPageSaysHowFarItsDataGo: Render asks for what the page rests on and for
// nothing else, and where it cannot be told there is no page.
func TestAPageSaysHowFarItsDataGo(t *testing.T) {
	s := newSite(t)
	var asked []string
	var broken error
	s.Reach = func(_ context.Context, kinds []string) ([]importer.Reached, error) {
		asked = kinds
		return []importer.Reached{{Kind: "payouts", AsOf: period.Date(2026, 11, 20)}}, broken
	}
	show := func() (string, error) {
		w := httptest.NewRecorder()
		c, _ := gin.CreateTestContext(w)
		c.Request = httptest.NewRequestWithContext(t.Context(), "GET", "/h5/payouts", nil)
		ctx, err := s.Citizen.Load(c.Request.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		c.Request = c.Request.WithContext(ctx)
		err = Render(s.Front, c, 200, templates.Payouts, "我的钱", templates.PayoutsData{})
		return w.Body.String(), err
	}
	if page, err := show(); err != nil || !strings.Contains(page, "数据截至2026年11月20日") || len(asked) != 1 || asked[0] != "payouts" {
		t.Errorf("asked for %v, %v: %s", asked, err, page)
	}
	broken = errors.New("no database")
	if page, err := show(); err == nil || page != "" {
		t.Errorf("a page without its day: %v %q", err, page)
	}
}

// TestPagesRestOnKindsThatThereAre: what pages rest on are kinds of the data contract.
func TestPagesRestOnKindsThatThereAre(t *testing.T) {
	for _, key := range templates.Kinds() {
		if importer.Title(key) == key {
			t.Errorf("there is no kind %q", key)
		}
	}
}
