package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"yangguang/cmd/yangguang/internal/county"
	"yangguang/service/comparison"
	"yangguang/service/funds"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
)

// projectKinds are the files that models of projects read.
var projectKinds = []string{"divisions", "subsidies", "officials", "relatives", "companies", "company_roles", "funds", "projects", "project_funds", "project_progress", "bids", "field_checks"}

// planned is how many projects a county of scale 1 has, what is planted beside.
const planned = 5442

// TestProjectsOfTheCounty files the projects of a synthetic county by import:
// every planted violation of P01–P12 is found, no planted innocent is reported,
// and the way of the money adds up. YANGGUANG_COUNTY_SCALE=1 is the whole county
// with its 5,442 projects.
func TestProjectsOfTheCounty(t *testing.T) {
	scale := county.Smallest
	if s := os.Getenv("YANGGUANG_COUNTY_SCALE"); s != "" {
		var err error
		if scale, err = strconv.ParseFloat(s, 64); err != nil {
			t.Fatal(err)
		}
	}
	asOf, err := time.Parse(time.DateOnly, countyAsOf)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	began := time.Now()
	took := func(what string) {
		t.Logf("%s: %s", what, time.Since(began).Round(10*time.Millisecond))
		began = time.Now()
	}
	files, err := writeCounty(filepath.Join(dir, "county"), filepath.Join(dir, "truth"), county.Options{Seed: countySeed, Scale: scale, AsOf: asOf, Only: projectKinds})
	if err != nil {
		t.Fatal(err)
	}
	took("written")
	in := openCounty(t)
	in.now = func() time.Time { return asOf }
	importCounty(t, in, filepath.Join(dir, "county"), files)
	took("imported")
	rows := files[slices.IndexFunc(files, func(f county.File) bool { return f.Kind == "projects" })].Rows
	var filed int
	if err := in.db.Raw("SELECT COUNT(*) FROM projects WHERE closed_by = 0").Scan(&filed).Error; err != nil {
		t.Fatal(err)
	}
	if least := max(int(planned*scale), 24); filed != rows || filed < least {
		t.Errorf("%d projects are filed of %d, at least %d", filed, rows, least)
	}
	var models []string
	for n := range 12 {
		models = append(models, "P"+strconv.Itoa(100 + n + 1)[1:])
	}
	s := in.newComparison(in.newParameters())
	run, err := s.Compare(t.Context(), actor.Sys("test"), comparison.Request{Choice: comparison.Choice{Models: models}, AsOf: period.Stored(asOf)})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range run.Models {
		if m.Held != "" {
			t.Errorf("%s is held back: %s", m.Key, m.Held)
		}
	}
	took("compared")
	truth := slices.DeleteFunc(readTruth(t, filepath.Join(dir, "truth")), func(c county.Fact) bool { return !slices.Contains(models, c.Model) })
	measure(t, truth, exported(t, in.db, s))
	took("measured")
	t.Logf("%d projects filed, %d beside those planned", filed, filed-max(int(planned*scale), 24))
	checkMoney(t, in)
	took("money followed")
}

// checkMoney follows all money of the county and adds it up: by document, by
// bureau, over the county, and against the registers.
func checkMoney(t testing.TB, in *infra) {
	t.Helper()
	s := in.fundService(in.newParameters(), in.now)
	by := actor.Actor{Kind: actor.Staff, StaffID: 9001, Role: actor.RoleSupervision, Name: "演示监督员"}
	if err := s.SumUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	all, err := s.Overview(t.Context(), by, funds.Query{})
	if err != nil {
		t.Fatal(err)
	}
	var went int64
	if err := in.db.Raw("SELECT (SELECT COALESCE(SUM(amount_fen), 0) FROM project_funds f JOIN projects p ON p.project_no = f.project_no AND p.closed_by = 0 WHERE f.kind = '拨付' AND f.closed_by = 0) + (SELECT COALESCE(SUM(amount_fen), 0) FROM payouts WHERE result = '成功')").Scan(&went).Error; err != nil {
		t.Fatal(err)
	}
	if all.Total.Came != all.Total.Went+all.Total.Idle || int64(all.Total.Went) != went || all.Total.Idle <= 0 {
		t.Errorf("%+v; the registers paid %d", all.Total, went)
	}
	var parts funds.Sums
	for _, b := range all.Bureaus {
		one, err := s.Overview(t.Context(), by, funds.Query{Bureau: b})
		if err != nil {
			t.Fatal(err)
		}
		parts.Add(one.Total)
	}
	unsourced, err := s.Overview(t.Context(), by, funds.Query{View: funds.ViewUnsourced})
	if err != nil {
		t.Fatal(err)
	}
	views := all.Shown
	views.Add(unsourced.Shown)
	if parts != all.Total || views != all.Total {
		t.Errorf("bureaus %+v, views %+v, county %+v", parts, views, all.Total)
	}
	t.Logf("came %s, went %s, idle %s; %s", all.Total.Came.Short(), all.Total.Went.Short(), all.Total.Idle.Short(), strings.Join(all.Bureaus, "、"))
}
