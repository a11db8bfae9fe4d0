package funds

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/money"
)

// mostNodes is how many a column of a drawing names; the others are one.
const mostNodes = 8

// words name the places in drawings and tables.
var words = map[Place]string{Document: "指标文件", Unsourced: "没有对上指标文件", County: "县财政", Bureau: "部门", Town: "镇", Project: "项目账户", Payee: "收款方"}

// Words are a place's name.
func (p Place) Words() string { return words[p] }

// What the last column of the county's drawing says.
const (
	toHouseholds = "发到户"
	toCompanies  = "付给单位"
	idleAt       = "闲置在"
)

// edges adds money up by where it went.
type edges struct {
	sums map[edgeKey]money.Fen
}

type edgeKey struct {
	from, to       string
	column, into   int
	idle, unfunded bool
}

func newEdges() *edges { return &edges{map[edgeKey]money.Fen{}} }

func (e *edges) add(k edgeKey, fen money.Fen) {
	if fen != 0 {
		e.sums[k] += fen
	}
}

// county adds a chain to the drawing of everything: where the money came from,
// whose it is, what became of it. Only the documents in kept count.
func (e *edges) county(a *account, c Chain, kept map[string]bool, byItem bool) {
	middle := bureaus.First(a.bureau)
	if byItem && !a.OfProject {
		middle = a.title
	} else if byItem {
		middle = "工程项目"
	}
	source, paid := "惠民补贴指标", toHouseholds
	if a.OfProject {
		source, paid = "项目资金指标", toCompanies
	} else if a.unknown {
		source = "其他指标"
	}
	for _, g := range c.Legs {
		if !kept[g.Doc] {
			continue
		}
		if g.From == Document || g.From == Unsourced {
			from := source
			if g.Doc == "" {
				from = words[Unsourced]
			}
			e.add(edgeKey{from, middle, 0, 1, false, g.Doc == ""}, g.Amount)
		}
		if g.To == Payee {
			e.add(edgeKey{middle, paid, 1, 2, false, false}, g.Amount)
		}
	}
	for _, r := range c.Rests {
		if kept[r.Doc] {
			e.add(edgeKey{middle, idleAt + words[r.At], 1, 2, true, false}, r.Amount)
		}
	}
}

// list gives the edges in the order of their columns, the biggest first; beyond
// most names a column says 其他.
func (e *edges) list(most int) []Edge {
	rename := e.fold(most)
	merged := newEdges()
	for k, fen := range e.sums {
		k.from, k.to = rename[k.column][k.from], rename[k.into][k.to]
		merged.add(k, fen)
	}
	var out []Edge
	for k, fen := range merged.sums {
		if fen != 0 {
			out = append(out, Edge{k.from, k.to, k.column, k.into, fen, k.idle, k.unfunded})
		}
	}
	slices.SortFunc(out, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.Column, b.Column), cmp.Compare(b.Amount, a.Amount), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Into, b.Into))
	})
	return out
}

// fold decides under which name each node of each column stands.
func (e *edges) fold(most int) map[int]map[string]string {
	weight := map[int]map[string]money.Fen{}
	note := func(column int, name string, fen money.Fen) {
		if weight[column] == nil {
			weight[column] = map[string]money.Fen{}
		}
		weight[column][name] += fen
	}
	for k, fen := range e.sums {
		note(k.column, k.from, fen)
		note(k.into, k.to, fen)
	}
	out := map[int]map[string]string{}
	for column, names := range weight {
		order := slices.SortedFunc(maps.Keys(names), func(a, b string) int {
			return cmp.Or(cmp.Compare(names[b], names[a]), cmp.Compare(a, b))
		})
		out[column] = map[string]string{}
		for _, name := range order {
			out[column][name] = name // what lies idle is never among the others
		}
		order = slices.DeleteFunc(order, func(name string) bool { return strings.HasPrefix(name, idleAt) })
		for i, name := range order {
			if i >= most-1 && len(order) > most {
				out[column][name] = "其他"
			}
		}
	}
	return out
}
