package main

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"yangguang/service/kernel/actor"
)

var (
	toList  = regexp.MustCompile(`<a href="(/office/(?:petitions|clues|cases)\?[^"]*)">([0-9,.]+)</a>`)
	howMany = regexp.MustCompile(`(?:共 |\()([0-9]+) 条`)
)

// TestEachFigureIsAsManyAsItsList follows every figure of the statistics that
// leads to a list: as many matters are there, or as much money, for whoever may
// open both, with and without an interest in a matter.
func TestEachFigureIsAsManyAsItsList(t *testing.T) {
	a := newAccess(t)
	for i, set := range []string{
		"category = 'accusation', channel = 'letter', mode = 'anonymous'", "category = 'appeal', channel = 'h5', repeat_of = 1", "subject = 'project', village_code = '450923100201'",
		"village_code = '', subject = 'other'", "own_head = 1", "state = 'sealed_up'",
	} {
		who := "别的管事的"
		if i == 1 {
			who = "民政局韦国强"
		}
		m := a.submit(who, "他拿了我家危房改造的钱。")
		a.ok(a.db.Exec("UPDATE petitions SET "+set+" WHERE id = ?", m.petition).Error)
		if i > 2 {
			continue
		}
		m = a.grown(m)
		a.ok(a.db.Exec("UPDATE clues SET decided_at = created_at, opinion = ? WHERE id = ?", []string{"file_case", "verify", "hold"}[i], m.clue).Error)
		a.ok(a.db.Exec("UPDATE cases SET filed_at = created_at WHERE id = ?", m.kase).Error)
		if i < 2 {
			a.ok(a.db.Exec("UPDATE cases SET concluded_on = '2026-03-02', outcome_party = ?, outcome_other = ?, person_rank = 'village', form_of_four = ?, found_fen = 123400, ordered_fen = 5600, recovered_fen = 500, returned_fen = 300 WHERE id = ?",
				[]string{"warning", ""}[i], []string{"", "prosecution"}[i], i+2, m.kase).Error)
		}
	}
	for _, c := range []struct {
		role     actor.Role
		interest string
		least    int
	}{{actor.RolePetition, none, 12}, {actor.RoleHead, none, 25}, {actor.RoleHead, relative, 15}, {actor.RoleCaseManagement, none, 14}} {
		who := a.one(c.role, c.interest)
		for _, span := range []string{"2026-03", "2026Q1"} {
			page := a.do(who.cookie, http.MethodGet, "/office/statistics?span="+span, nil)
			if page.status != http.StatusOK {
				t.Fatalf("%s: %d", who, page.status)
			}
			found := toList.FindAllStringSubmatch(page.body, -1)
			if len(found) < c.least {
				t.Errorf("%s follows %d figures of %s", who, len(found), span)
			}
			for _, l := range found {
				a.asMany(who, html.UnescapeString(l[1]), l[2])
			}
			if c.role == actor.RoleCaseManagement && strings.Contains(page.body, `href="/office/petitions`) {
				t.Errorf("%s is led to petitions", who)
			}
		}
	}
}

// TestAFormIsSubmittedAndCorrected goes through the page's own forms.
func TestAFormIsSubmittedAndCorrected(t *testing.T) {
	a := newAccess(t)
	manager, clerk := a.one(actor.RoleCaseManagement, none), a.one(actor.RolePetition, none)
	const page, submit, correct = "/office/statistics?span=2026-02", "/office/statistics/submit", "/office/statistics/correct"
	says := func(p shown, status int, words ...string) {
		t.Helper()
		for _, w := range words {
			if p.status != status || !strings.Contains(p.body, w) {
				t.Errorf("%d without %s:\n%s", p.status, w, p.body)
			}
		}
	}
	says(a.do(manager.cookie, http.MethodGet, page, nil), http.StatusOK, "这个时段没有登记", "确认报送", "未报送")
	says(a.do(clerk.cookie, http.MethodPost, submit, url.Values{"span": {"2026-02"}}), http.StatusNotFound, "")
	says(a.do(manager.cookie, http.MethodPost, submit, url.Values{"span": {"2026-03"}}), http.StatusSeeOther, "") // not over yet
	says(a.do(manager.cookie, http.MethodPost, submit, url.Values{"span": {"2026-02"}}), http.StatusSeeOther, "")
	says(a.do(manager.cookie, http.MethodGet, page, nil), http.StatusOK, "已报送", manager.Name, "第 1 版，共 1 版")
	a.ok(a.db.Exec("UPDATE petitions SET received_at = ? WHERE id = ?", a.at.AddDate(0, 0, -5), a.submit("管事的", "迟到的一封信。").petition).Error)
	says(a.do(manager.cookie, http.MethodGet, page, nil), http.StatusOK, "报送以后有变化的数字", "按现在的数字更正")
	says(a.do(manager.cookie, http.MethodPost, correct, url.Values{"span": {"2026-02"}, "version": {"1"}}), http.StatusUnprocessableEntity, "请选更正的原因")
	says(a.do(manager.cookie, http.MethodPost, correct, url.Values{"span": {"2026-02"}, "version": {"1"}, "reason": {"late"}}), http.StatusSeeOther, "")
	says(a.do(manager.cookie, http.MethodGet, page, nil), http.StatusOK, "第 2 版，共 2 版", "补录漏登的件", "&amp;v=1")
	says(a.do(manager.cookie, http.MethodGet, page+"&v=1", nil), http.StatusOK, "第 1 版，共 2 版")
	if p := a.do(manager.cookie, http.MethodGet, "/office/statistics/form.xlsx?span=2026-02&v=1", nil); p.status != http.StatusOK || !strings.HasPrefix(p.body, "PK") {
		t.Errorf("the workbook: %d", p.status)
	}
	says(a.do(manager.cookie, http.MethodGet, "/office/statistics?span=2026Q9", nil), http.StatusUnprocessableEntity, "")
}

func (a *access) asMany(who insider, list, figure string) {
	a.t.Helper()
	p := a.do(who.cookie, http.MethodGet, list, nil)
	if p.status != http.StatusOK {
		a.t.Errorf("%s at %s: %d", who, list, p.status)
		return
	}
	if strings.Contains(figure, ".") { // money
		if !strings.Contains(p.body, "<b>"+figure+"</b> 元") {
			a.t.Errorf("%s counts %s, the list at %s does not add up to it", who, figure, list)
		}
		return
	}
	n := howMany.FindStringSubmatch(p.body)
	if n == nil || n[1] != strings.ReplaceAll(figure, ",", "") {
		a.t.Errorf("%s counts %s, at %s are %v", who, figure, list, n)
	}
	if !strings.Contains(p.body, "只看：") {
		a.t.Errorf("%s does not say what it is narrowed to", list)
	}
}
