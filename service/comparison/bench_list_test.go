package comparison

import (
	"context"
	"fmt"
	"testing"
	"time"

	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// benchDay is the day on which the benchmarks compare.
var benchDay = time.Date(2026, 10, 31, 4, 0, 0, 0, time.UTC)

func benchOptions() Options {
	return Options{Now: func() time.Time { return benchDay }, Values: func(context.Context, period.Day) (map[string]string, error) { return map[string]string{}, nil }}
}

// defaults are the models of the first release.
func defaults() (on []rule.Model) {
	for _, m := range rule.Models() {
		if m.Default {
			on = append(on, m)
		}
	}
	return on
}

// BenchmarkCheckList compares a list of 10,000 rows that is to be paid with a
// tenth, three tenths and all of the payouts: that it does not grow with them is
// what is to be seen.
func BenchmarkCheckList(b *testing.B) {
	const rows = 10_000
	o := benchOptions()
	o.DB = dbtest.New(b)
	r := registers.New(b, o.DB, benchDay.AddDate(0, 0, -1))
	n, made := benchPayouts(b), 0
	for _, size := range []int{n / 10, n / 10 * 3, n} {
		b.Run(fmt.Sprintf("payouts=%d", size), func(b *testing.B) {
			if made < size { // b.Run calls this more than once
				r.Bulk(made, size)
				made = size
			}
			list := r.BulkList(rows, size)
			s := New(o)
			for b.Loop() {
				if _, err := s.CheckList(b.Context(), list); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(min(rows, size/registers.PerPerson)), "rows")
		})
	}
}

// BenchmarkWhatIf asks what one model would find with other values, with the
// synthetic county in memory as after the first question.
func BenchmarkWhatIf(b *testing.B) {
	o := benchOptions()
	o.DB = dbtest.New(b)
	s := New(o)
	county := synthetic(benchPayouts(b))
	c, err := s.choose(b.Context(), Choice{}, s.today())
	if err != nil {
		b.Fatal(err)
	}
	l := &snapshot.Loaded{Snapshot: county, AccountKeys: make([]uint64, county.Accounts)}
	base, err := pass(b.Context(), county, c.bound, nil)
	if err != nil {
		b.Fatal(err)
	}
	county.HomeYears()
	s.kept.last = &kept{l, c, base, fmt.Sprint(0, 0, 0, 0, s.today(), c.hash)} // what keep makes of an empty database
	for _, q := range []Question{
		{Model: "S01", Values: map[string]string{"S01.red_periods": "2"}},
		{Model: "S24", Values: map[string]string{"S24.tolerance_yuan": "5"}},
		{Model: "S25", Values: map[string]string{"S25.distinct_ids": "2"}},
		{Model: "S31", Values: map[string]string{"S31.items": "4"}},
	} {
		b.Run(q.Model, func(b *testing.B) {
			found := 0
			for b.Loop() {
				a, err := s.WhatIf(b.Context(), actor.Sys("bench"), q)
				if err != nil {
					b.Fatal(err)
				}
				found = a.Count
			}
			if s.kept.last.l != l {
				b.Fatal("the county was loaded again")
			}
			b.ReportMetric(float64(found), "hits")
		})
	}
}
