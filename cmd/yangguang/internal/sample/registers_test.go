package sample

import (
	"slices"
	"testing"
)

// TestRegistersAgreeWithPayouts checks that every register speaks of people the
// county has, and that what is planted is there.
func TestRegistersAgreeWithPayouts(t *testing.T) {
	t.Parallel()
	known := map[string]string{}
	for _, p := range rows(t, "residents") {
		known[p["身份证号"]] = p["姓名"]
	}
	for kind, name := range map[string]string{"rosters": "姓名", "officials": "姓名", "deaths": "姓名", "vehicles": "所有人", "prepayouts": "姓名"} {
		seen := map[string]bool{}
		for _, r := range rows(t, kind) {
			if known[r["身份证号"]] != r[name] {
				t.Errorf("%s: %v is not in the register", kind, r)
			}
			seen[r["身份证号"]] = true
		}
		if len(seen) < 8 {
			t.Errorf("%s: only %d people", kind, len(seen))
		}
	}
	if n := len(rows(t, "deaths")); n != plantedDeaths {
		t.Errorf("%d deaths", n)
	}
	car := map[string]bool{}
	for _, r := range rows(t, "vehicles") {
		car[r["身份证号"]] = true
	}
	atHome := 0
	for _, r := range rows(t, "residents") {
		if r["村代码"] == named[0] && car[r["身份证号"]] && slices.ContainsFunc(rows(t, "rosters"), func(m map[string]string) bool {
			return m["身份证号"] == r["身份证号"] && m["终止年月"] == ""
		}) {
			atHome++
		}
	}
	if atHome == 0 {
		t.Error("the village cadre has nothing to check")
	}
	drawing := map[string]bool{} // nobody handles what they draw themselves
	for _, r := range rows(t, "rosters") {
		drawing[r["身份证号"]] = true
	}
	for _, r := range rows(t, "rosters") {
		if hand := r["经办人身份证号"]; known[hand] == "" || drawing[hand] {
			t.Errorf("handled by %q: %v", known[hand], r)
		}
	}
	members := map[string]int{}
	for _, r := range rows(t, "rosters") {
		if r["项目编码"] == "MZ02" && r["终止年月"] == "" {
			members[r["户编号"]]++
		}
	}
	home := map[string]string{}
	for _, p := range rows(t, "residents") {
		home[p["身份证号"]] = p["户编号"]
	}
	for _, r := range rows(t, "prepayouts") {
		if got := members[home[r["身份证号"]]]; number(t, r["数量"]) > float64(got) {
			t.Errorf("%v: paid for %s, %d on the roster", r, r["数量"], got)
		}
	}
}

// TestWhoEarnsDrawsNothingItWouldClashWith: the registers of wages, pensions,
// prison and flats are there to tell who is looked after, and plant nothing.
func TestWhoEarnsDrawsNothingItWouldClashWith(t *testing.T) {
	t.Parallel()
	known, drawing := map[string]string{}, map[string]bool{}
	for _, p := range rows(t, "residents") {
		known[p["身份证号"]] = p["姓名"]
	}
	for _, kind := range []string{"rosters", "disabilities", "enrolments", "deaths"} {
		for _, r := range rows(t, kind) {
			drawing[r["身份证号"]] = true
		}
	}
	for kind, least := range map[string]int{"employment": 20, "pensions": 20, "inmates": inmatesMost, "properties": 3} {
		all := rows(t, kind)
		if len(all) < least {
			t.Errorf("%s: only %d rows", kind, len(all))
		}
		for _, r := range all {
			if name := known[r["身份证号"]]; name == "" || name != r["姓名"]+r["权利人"] || drawing[r["身份证号"]] && kind != "employment" {
				t.Errorf("%s: %v", kind, r)
			}
		}
	}
}
