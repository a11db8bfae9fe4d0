package office

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"yangguang/service/funds"
	"yangguang/service/kernel/money"
	"yangguang/templates"
)

// flowRoom is the room for a drawing: narrow ones stand on telephones.
type flowRoom struct {
	class              string
	width, right, tall float64 // right is for the names of the last column
}

var flowRooms = []flowRoom{{"wide", 960, 150, 300}, {"narrow", 360, 92, 380}}

// The sizes of a drawing.
const (
	flowBar  = 12 // width of a bar
	flowSlot = 32 // two lines of text
	flowGap  = 8
	flowText = 12.0 // a Chinese character
)

// flowNode is a bar while it is laid out.
type flowNode struct {
	column       int
	name, tone   string
	in, out      money.Fen
	x, y, h      float64
	slot         float64 // where its text stands
	usedIn, used float64
}

func (n *flowNode) fen() money.Fen { return max(n.in, n.out) }

// flowOf draws money for wide and for narrow screens.
func flowOf(id, title, says string, edges []funds.Edge) templates.Flow {
	f := templates.Flow{ID: id, Title: title, Says: says}
	edges = slices.DeleteFunc(slices.Clone(edges), func(e funds.Edge) bool { return e.Amount <= 0 })
	if len(edges) == 0 {
		return f
	}
	for _, r := range flowRooms {
		f.Charts = append(f.Charts, sankey(edges, r))
	}
	return f
}

// sankey lays a drawing out: bars as high as their sums, bands between them.
func sankey(edges []funds.Edge, r flowRoom) templates.FlowChart {
	columns, of := flowNodes(edges)
	most := money.Fen(1)
	for _, nodes := range columns {
		sum := money.Fen(0)
		for _, n := range nodes {
			sum += n.fen()
		}
		most = max(most, sum)
	}
	scale := r.tall / float64(most)
	step := (r.width - r.right - flowBar) / float64(max(1, len(columns)-1))
	high := 0.0
	for _, nodes := range columns {
		high = max(high, columnHeight(nodes, scale))
	}
	c := templates.FlowChart{Class: r.class, Width: int(r.width), Height: int(high)}
	for i, nodes := range columns {
		y := (high - columnHeight(nodes, scale)) / 2
		for _, n := range nodes {
			n.h = max(2, float64(n.fen())*scale)
			slot := max(n.h, flowSlot)
			n.x, n.y, n.slot = step*float64(i), y+(slot-n.h)/2, y+slot/2
			y += slot + flowGap
		}
	}
	c.Links = bands(edges, of, scale)
	for i, nodes := range columns {
		room := step - flowBar - 6
		if i == len(columns)-1 {
			room = r.right - 6
		}
		for _, n := range nodes {
			c.Nodes = append(c.Nodes, templates.FlowNode{X: whole(n.x), Y: whole(n.y), Width: flowBar, Height: max(2, whole(n.h)), Tone: n.tone,
				TextX: whole(n.x) + flowBar + 4, TextY: whole(n.slot) - 2, Text: fit(n.name, room/flowText), Sum: n.fen().Short()})
		}
	}
	return c
}

func whole(f float64) int { return int(math.Round(f)) }

// fit cuts a name to so many Chinese characters; a Latin one is half as wide.
func fit(s string, room float64) string {
	width := 0.0
	for i, r := range s {
		w := 1.0
		if r < 0x2000 {
			w = 0.55
		}
		if width += w; width > room {
			cut := []rune(s[:i])
			return string(cut[:max(0, len(cut)-1)]) + "…"
		}
	}
	return s
}

func columnHeight(nodes []*flowNode, scale float64) float64 {
	h := -float64(flowGap)
	for _, n := range nodes {
		h += max(float64(n.fen())*scale, flowSlot) + flowGap
	}
	return h
}

type flowKey struct {
	column int
	name   string
}

// flowNodes gives the columns that are used, each with its bars in their order:
// the biggest first, what lies idle last.
func flowNodes(edges []funds.Edge) (columns [][]*flowNode, of map[flowKey]*flowNode) {
	of = map[flowKey]*flowNode{}
	var used []int
	node := func(column int, name, tone string) *flowNode {
		k := flowKey{column, name}
		if of[k] == nil {
			of[k] = &flowNode{column: column, name: name, tone: tone}
		}
		if !slices.Contains(used, column) {
			used = append(used, column)
		}
		return of[k]
	}
	last := 0
	for _, e := range edges {
		last = max(last, e.Into)
	}
	for _, e := range edges {
		from, to := "info", "info"
		switch {
		case e.Idle:
			to = "bad"
		case e.Into == last:
			to = "good"
		}
		if e.Unfunded && e.Column == 0 {
			from = "plain"
		}
		node(e.Column, e.From, from).out += e.Amount
		node(e.Into, e.To, to).in += e.Amount
	}
	slices.Sort(used)
	columns = make([][]*flowNode, len(used))
	for _, n := range of {
		i := slices.Index(used, n.column)
		columns[i] = append(columns[i], n)
	}
	for _, nodes := range columns {
		slices.SortFunc(nodes, func(a, b *flowNode) int {
			return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(b.fen(), a.fen()), cmp.Compare(a.name, b.name))
		})
	}
	return columns, of
}

// rank puts what lies idle below, and what nothing accounts for.
func (n *flowNode) rank() int {
	if n.tone == "bad" || n.tone == "plain" {
		return 1
	}
	return 0
}

// bands are the edges, in such an order at both ends that they cross little.
func bands(edges []funds.Edge, of map[flowKey]*flowNode, scale float64) []templates.FlowLink {
	from := func(e funds.Edge) *flowNode { return of[flowKey{e.Column, e.From}] }
	to := func(e funds.Edge) *flowNode { return of[flowKey{e.Into, e.To}] }
	starts := map[funds.Edge]float64{}
	slices.SortStableFunc(edges, func(a, b funds.Edge) int { return cmp.Compare(to(a).y, to(b).y) })
	for _, e := range edges {
		starts[e] = from(e).y + from(e).used
		from(e).used += float64(e.Amount) * scale
	}
	slices.SortStableFunc(edges, func(a, b funds.Edge) int { return cmp.Compare(from(a).y, from(b).y) })
	var out []templates.FlowLink
	for _, e := range edges {
		a, b, t := from(e), to(e), float64(e.Amount)*scale
		y0, y1 := starts[e], b.y+b.usedIn
		b.usedIn += t
		t = max(t, 0.8)
		x0, x1 := a.x+flowBar, b.x
		mid := (x0 + x1) / 2
		tone := "info"
		switch {
		case e.Idle:
			tone = "bad"
		case e.Unfunded:
			tone = "plain"
		case b.tone == "good":
			tone = "good"
		}
		out = append(out, templates.FlowLink{Tone: tone, Path: fmt.Sprintf("M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1fL%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1fZ",
			x0, y0, mid, y0, mid, y1, x1, y1, x1, y1+t, mid, y1+t, mid, y0+t, x0, y0+t)})
	}
	return out
}
