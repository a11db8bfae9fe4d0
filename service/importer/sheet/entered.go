package sheet

import (
	"yangguang/service/importer/kind"
	"yangguang/service/kernel/period"
)

// Entered makes a record of what a person filled in on line, by column. It is
// checked as a row of a file is; a column that the kind does not know is kept
// beside the others. No birthday is later than today.
func Entered(k kind.Kind, values map[string]string, today period.Day) Record {
	rec := Record{Row: 1, kind: &k, values: make([]string, len(k.Columns)), given: make([]string, len(k.Columns))}
	known := map[string]bool{}
	for i, c := range k.Columns {
		known[c.Name], rec.given[i] = true, values[c.Name]
		v, p := c.Parse(kind.Value{Text: rec.given[i], Today: today})
		if p != nil {
			rec.fail(c, rec.given[i], p)
			continue
		}
		rec.values[i] = v
	}
	rec.order()
	for name, text := range values {
		if text = kind.Clean(text); !known[name] && text != "" {
			if rec.extra == nil {
				rec.extra = map[string]string{}
			}
			rec.extra[name] = text
		}
	}
	return rec
}

// Values are the columns of the kind that are not empty, in the form the
// program keeps, and the extra ones.
func (r Record) Values() map[string]string {
	all := r.Extra()
	if all == nil {
		all = map[string]string{}
	}
	for i, c := range r.kind.Columns {
		if v := at(r.values, i); v != "" {
			all[c.Name] = v
		}
	}
	return all
}

// order refuses days that precede the ones they have to follow.
func (r *Record) order() {
	for i, c := range r.kind.Columns {
		if c.After != "" && r.values[i] != "" && r.values[i] < r.Get(c.After) {
			r.fail(c, r.given[i], &kind.Problem{Rule: kind.RuleOrder, Message: "“" + c.Name + "”早于“" + c.After + "”，请核对"})
		}
	}
}
