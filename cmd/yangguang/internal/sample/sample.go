// Package sample draws the county that the demonstration shows.
//
// The divisions are the real ones of Bobai county; everything else is invented
// and looks it. Every given name begins with 演 or 样, resident IDs end in
// the seldom used sequence numbers 900 to 995, phone numbers begin with
// 1990000, bank accounts with 62000000, companies are called 演示 or 样例. IDs,
// account numbers and credit codes nevertheless carry valid check digits, so
// that the sample passes through the same importer as a bureau's own files.
//
// The same day gives the same bytes, on every machine. Nobody's name, ID or
// account depends on the day: only how far payments and projects have come.
package sample

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"time"
)

//go:embed divisions.csv
var divisionsCSV string

//go:embed policies.csv
var policiesCSV string

// Part is one file of the sample county, in the form a bureau would hand it in.
type Part struct {
	Kind   string // the kind of data set, as the import command names it
	Name   string // a file name for the import history
	Bureau string // which bureau hands it in; "" is nobody in particular
	Write  func(w io.Writer) error
}

// County returns the files of the sample county as they would stand on the day
// of asOf, in the order in which they have to be loaded. Payments cover the
// eight years that end with the month before asOf.
func County(asOf time.Time) []Part {
	day := asOf.In(china)
	c := settle(day)
	works := planWorks(c, day)
	parts := []Part{
		{Kind: "divisions", Name: "行政区划.csv", Write: verbatim(divisionsCSV)},
		{Kind: "subsidies", Name: "补贴项目目录.csv", Write: table(subsidyHeader, subsidyRows)},
		{Kind: "policies", Name: "惠民政策.csv", Write: verbatim(policiesCSV)},
		{Kind: "residents", Name: "户籍人口.csv", Write: table(residentHeader, c.residentRows)},
		{Kind: "projects", Name: "项目库.csv", Write: table(projectHeader, func() [][]string { return projectRows(works) })},
		{Kind: "project_progress", Name: "项目进度.csv", Write: table(progressHeader, func() [][]string { return progressRows(works, day) })},
		{Kind: "project_funds", Name: "项目资金拨付.csv", Write: table(workMoneyHeader, func() [][]string { return workMoneyRows(works) })},
	}
	paid, planted := payments(c, day), plantAmong(c, day)
	parts = append(parts, payoutParts(paid)...)
	parts = append(parts, registerParts(c, planted, day)...)
	parts = append(parts, holdingParts(c, day)...)
	parts = append(parts, livelihoodParts(c, day)...)
	parts = append(parts, earningParts(c, planted, day)...)
	return append(parts, moneyParts(paid, works, planted.officials)...)
}

// china is the zone in which the county keeps its calendar. It has had no
// summer time in the years the sample covers, and needs no zone database.
var china = time.FixedZone("Asia/Shanghai", 8*60*60)

func verbatim(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func table(header []string, rows func() [][]string) func(io.Writer) error {
	return func(w io.Writer) error {
		cw := csv.NewWriter(w)
		if err := cw.Write(header); err != nil {
			return fmt.Errorf("write header: %w", err)
		}
		if err := cw.WriteAll(rows()); err != nil { // flushes
			return fmt.Errorf("write rows: %w", err)
		}
		return nil
	}
}

// division is a line of divisions.csv.
type division struct{ code, name, level, parent string }

// divisions reads the embedded list; a line that is not four fields cannot be
// there, which a test of the package proves.
func divisions() []division {
	var out []division
	for i, line := range strings.Split(strings.TrimSpace(divisionsCSV), "\n") {
		if f := strings.Split(strings.TrimSpace(line), ","); i > 0 && len(f) == 4 {
			out = append(out, division{f[0], f[1], f[2], f[3]})
		}
	}
	return out
}

// dice are the only source of chance in this package: splitmix64, seeded by
// what is being decided, so that a change in one place moves nothing elsewhere
// and no release of Go can change the sample.
type dice struct{ state uint64 }

// seed sets another county apart from this one.
const seed = "yangguang sample county 1"

func roll(about ...string) *dice {
	h := uint64(14695981039346656037)
	for _, s := range append([]string{seed}, about...) {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	return &dice{h}
}

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// n is a number from 0 to k-1.
func (d *dice) n(k int) int { return int(d.next() >> 33 % uint64(k)) }

// between is a number from a to b, both included.
func (d *dice) between(a, b int) int { return a + d.n(b-a+1) }

// in1000 is true in that many of a thousand throws.
func (d *dice) in1000(k int) bool { return d.n(1000) < k }

func pick[T any](d *dice, from []T) T { return from[d.n(len(from))] }

// month counts calendar months: year*12 + month-1.
type month int

func ym(year, m int) month          { return month(year*12 + m - 1) }
func monthOf(t time.Time) month     { return ym(t.Year(), int(t.Month())) }
func (m month) year() int           { return int(m) / 12 }
func (m month) inYear() int         { return int(m)%12 + 1 }
func (m month) String() string      { return fmt.Sprintf("%04d-%02d", m.year(), m.inYear()) }
func (m month) day(d int) time.Time { return date(m.year(), m.inYear(), d) }

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, china) }

func iso(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// yuan writes 分 as the bureaus write money: 元 with two decimals.
func yuan(fen int64) string { return fmt.Sprintf("%d.%02d", fen/100, fen%100) }

// Divisions is the list of the county, its towns and villages as a .csv file:
// 代码, 名称, 级别, 上级代码.
func Divisions() string { return divisionsCSV }
