package comparison

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm3"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/snapshot"
)

// printSize is how many bytes a print has, nameSize how many of them are the
// first of the finding's fingerprint.
const printSize, nameSize = 16, 8

// prints are the results of a run, model by model: what is remembered of them
// to tell whether a run that is made again finds the same.
type prints map[string][]byte

// printsOf makes the prints of results: whom or what a result is about, its
// period, its sum and how grave it is, and nothing by which anybody is known.
func printsOf(l *snapshot.Loaded, c chosen, results []Result) prints {
	lists := map[string][][]byte{}
	for _, r := range results {
		key, p := c.bound[r.Model].Model.Key, solid(r.Period)
		rest := sm3.Sum(fmt.Appendf(nil, "%s %d %d", p, r.AmountFen, r.Severity))
		lists[key] = append(lists[key], append(fingerprint(key, subjectOf(l, r), p.From, 0)[:nameSize:nameSize], rest[:printSize-nameSize]...))
	}
	out := prints{}
	for key, list := range lists {
		slices.SortFunc(list, bytes.Compare)
		out[key] = slices.Concat(list...)
	}
	return out
}

// digest covers all prints, in whatever order the results came.
func (p prints) digest() []byte {
	h := sm3.New()
	for _, key := range slices.Sorted(maps.Keys(p)) {
		fmt.Fprintf(h, "%s %d\n", key, len(p[key])/printSize)
		_, _ = h.Write(p[key])
	}
	return h.Sum(nil)
}

// keep writes the prints of a run in the transaction of its results.
func (p prints) keep(tx *gorm.DB, run int64) error {
	rows := make([]model.RunPrints, 0, len(p))
	for _, key := range slices.Sorted(maps.Keys(p)) {
		rows = append(rows, model.RunPrints{RunID: run, Model: key, Prints: p[key]})
	}
	if len(rows) == 0 {
		return nil
	}
	if err := tx.CreateInBatches(&rows, chunk).Error; err != nil {
		return fmt.Errorf("prints of run %d: %w", run, err)
	}
	return nil
}

// Difference is what a run that was made again found otherwise.
type Difference struct {
	More    int `json:"more,omitempty"`    // that the run had not
	Fewer   int `json:"fewer,omitempty"`   // that it had
	Changed int `json:"changed,omitempty"` // of the same beginning, with another end, sum or severity
	// Examples are the first 16 digits of the fingerprints of some.
	Examples []string `json:"examples,omitempty"`
}

// Text says the difference in words; "" where there is none.
func (d Difference) Text() string {
	var words []string
	for _, w := range []struct {
		n    int
		text string
	}{{d.More, "多"}, {d.Fewer, "少"}, {d.Changed, "改变"}} {
		if w.n > 0 {
			words = append(words, fmt.Sprintf("%s %d 条", w.text, w.n))
		}
	}
	return strings.Join(words, "，")
}

// None reports whether there is no difference.
func (d Difference) None() bool { return d.More+d.Fewer+d.Changed == 0 }

// examplesShown is how many findings of a model are named.
const examplesShown = 5

// differ compares the prints of one model, then and now.
func differ(then, now []byte) Difference {
	gone, come := map[string]int{}, map[string]int{}
	left := map[string]int{}
	for p := range slices.Chunk(then, printSize) {
		left[string(p)]++
	}
	for p := range slices.Chunk(now, printSize) {
		if left[string(p)] > 0 {
			left[string(p)]--
			continue
		}
		come[string(p[:nameSize])]++
	}
	for p, n := range left {
		if n > 0 {
			gone[p[:nameSize]] += n
		}
	}
	var d Difference
	names := map[string]bool{}
	for name, n := range come {
		both := min(n, gone[name])
		d.Changed, d.More = d.Changed+both, d.More+n-both
		gone[name] -= both
		names[name] = true
	}
	for name, n := range gone {
		d.Fewer += n
		if n > 0 {
			names[name] = true
		}
	}
	for i, name := range slices.Sorted(maps.Keys(names)) {
		if i == examplesShown {
			break
		}
		d.Examples = append(d.Examples, hex.EncodeToString([]byte(name)))
	}
	return d
}
