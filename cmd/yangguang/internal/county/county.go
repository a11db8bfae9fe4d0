// Package county writes a synthetic county as the bureaus would hand it in:
// files of every kind, with violations of every comparison model, with the
// innocent cases that look like them, and with a list of both.
//
// The divisions are the real ones of Bobai county; every person, company and
// account is invented. Numbers carry valid check digits, so that the files pass
// the importer. The same seed gives the same bytes.
//
// What is not planted is innocent by construction: each household lives on one
// thing (class), and registers that speak against a benefit only mention
// households that have none.
package county

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"yangguang/cmd/yangguang/internal/sample"
)

// Options say which county to write.
type Options struct {
	Seed  uint64
	Scale float64   // 1 is 1.86 million people and ten million payments
	AsOf  time.Time // the day the data describe
	XLSX  bool      // workbooks for tables of moderate length
	Only  []string  // kinds to write; none is all. The county and its truth are the same
}

// Smallest and Largest bound the scale.
const (
	Smallest = 0.005
	Largest  = 2
)

// Write writes all files to a folder that exists, and the truth.
func Write(dir string, o Options, truth io.Writer) ([]File, error) {
	if o.Scale < Smallest || o.Scale > Largest {
		return nil, fmt.Errorf("scale %g: give a number from %g to %g", o.Scale, Smallest, float64(Largest))
	}
	w := newWorld(o)
	w.only = o.Only
	out := &output{dir: dir, xlsx: o.XLSX, asOf: w.asOf, seed: o.Seed, orders: orders(), slips: w.slips()}
	if err := runAll(w.jobs(out)); err != nil {
		return nil, err
	}
	slices.SortFunc(out.files, func(a, b File) int {
		if a.Order != b.Order {
			return a.Order - b.Order
		}
		if c := strings.Compare(a.AsOf, b.AsOf); c != 0 {
			return c
		}
		return strings.Compare(a.Name, b.Name)
	})
	return out.files, w.writeTruth(truth, out.files)
}

func newWorld(o Options) *world {
	w := &world{
		seed: o.Seed, scale: o.Scale, asOf: dayOf(o.AsOf), names: newNameTable(), numbers: numbering{map[int32]uint16{}},
		grants: map[string][]grant{}, extra: map[string][]payout{}, tables: map[string][][]string{}, places: map[int]int{},
		aidedPlants: map[int32]bool{}, noSchool: map[int32]bool{}, noInsurance: map[int32]bool{}, fundedApart: map[string]bool{}, wholeVillages: map[int]bool{}, earlier: map[day][][]string{},
	}
	w.last = w.asOf.month() - 1
	w.first = w.last - 95
	w.settle()
	w.found()
	for i := range w.baseHomes {
		if h := &w.homes[i]; h.class == serving && w.people[h.first].age(w.asOf) < 55 && len(w.clerks) < 40 {
			w.clerks = append(w.clerks, h.first)
		}
	}
	w.entitle()
	w.planWorks()
	w.plant()
	w.indexOneOffs()
	return w
}

// orders are the places of the kinds in the loading order.
func orders() map[string]int {
	m := map[string]int{"divisions": 0, "residents": 1, "subsidies": 2, "policies": 3, "payouts": 100, "prepayouts": 101}
	for i, r := range registers {
		m[r.kind] = 10 + i
	}
	return m
}

// jobs are the files, each to be written on its own.
func (w *world) jobs(out *output) []func() error {
	var jobs []func() error
	add := func(kind string, job func() error) {
		if len(w.only) == 0 || slices.Contains(w.only, kind) {
			jobs = append(jobs, job)
		}
	}
	for _, days := range w.payoutFiles() {
		add("payouts", func() error { return w.writePayouts(out, days) })
	}
	add("residents", func() error { return w.writeResidents(out) })
	add("prepayouts", func() error { return w.writePrepayouts(out) })
	for on := range w.earlier { // their order does not matter: files are sorted in the end
		add("residents", func() error { return w.writeEarlier(out, on) })
	}
	for _, r := range registers {
		add(r.kind, func() error { return w.write(out, r) })
	}
	rows := func(kind, name string, header []string, rows [][]string) func() error {
		return func() error {
			t, err := out.sized(kind, name, header, len(rows), out.asOf)
			if err != nil {
				return err
			}
			for _, r := range rows {
				if err := t.row(r...); err != nil {
					return err
				}
			}
			return t.close()
		}
	}
	add("subsidies", rows("subsidies", "补贴项目目录", subsidyHeader, subsidyRows()))
	add("policies", rows("policies", "惠民政策", policyHeader, policyRows()))
	add("divisions", rows("divisions", "行政区划", []string{"代码", "名称", "级别", "上级代码"}, divisionRows()))
	return jobs
}

func divisionRows() (rows [][]string) {
	for i, line := range strings.Split(strings.TrimSpace(sample.Divisions()), "\n") {
		if f := strings.Split(strings.TrimSpace(line), ","); i > 0 && len(f) == 4 {
			rows = append(rows, f)
		}
	}
	return rows
}

// runAll runs jobs on all processors, the first ones first.
func runAll(jobs []func() error) error {
	errs := make([]error, len(jobs))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				errs[i] = jobs[i]()
			}
		})
	}
	for i := range jobs {
		next <- i
	}
	close(next)
	wg.Wait()
	return errors.Join(errs...)
}

// writeTruth writes the plants and then the files, a JSON object a line.
func (w *world) writeTruth(to io.Writer, files []File) error {
	if to == nil {
		return nil
	}
	buf := bufio.NewWriter(to)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	for i := range w.truth {
		if err := enc.Encode(&w.truth[i]); err != nil {
			return fmt.Errorf("truth: %w", err)
		}
	}
	for i := range files {
		if err := enc.Encode(Fact{Role: "file", File: &files[i]}); err != nil {
			return fmt.Errorf("truth: %w", err)
		}
	}
	return buf.Flush()
}

// Create opens a file that only its owner reads.
func Create(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
}
