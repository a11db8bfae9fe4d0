package office

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"yangguang/service/funds"
	"yangguang/templates"
)

// The sizes of the drawing of links. Four columns fit a page 1440 wide.
const (
	linkWide, linkHigh = 166, 60 // a box
	linkAcross         = 144     // between two columns, with the words of the tie
	linkDown           = 12      // between two boxes
	linkHead           = 28      // the heads of the columns
	linkRoom           = 11.5    // Chinese characters in a line of a box
	linkNoteRoom       = 13.5    // and of its note
	linkTieRoom        = 13.0    // and of the words of a tie
	linkTieLine        = 14      // from one line of these words to the next
	linkLines          = 2       // lines of a name and of the words of a tie
	linkEdge           = 2       // so that no line is cut off
)

var linkColumns = []string{funds.ColumnOfficials: "公职人员", funds.ColumnPeople: "人员和共用的联系方式", funds.ColumnCompanies: "投标单位", funds.ColumnLots: "项目"}

// linksPage is who stands behind the companies that bid.
func linksPage(l funds.Links) templates.OfficeFundLinksData {
	d := templates.OfficeFundLinksData{
		Scope: "谁在投标单位任职、入股，几家单位之间有没有同一个人、同一个电话、同一个保证金账户，单位后面有没有公职人员或者他们申报的家属。图上只是登记的事实，不说明谁违规。",
		Facts: []templates.Fact{{Label: "项目编号", Value: l.No}, {Label: "项目名称", Value: l.Name}, {Label: "看的是哪一天", Value: l.On.Chinese() + "（开标；没有登记的依次看合同、公告、开工、批复）"}},
		Back:  []templates.Link{{Text: "看这个项目的备案", URL: filingURL(l.No)}, {Text: "看这个项目的资金", URL: fundProjectURL(l.No)}},
		Notes: []string{"市场主体登记里没有地址，所以比不出同一地址。您看过这张图已经记入审计。"},
	}
	if l.Left > 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("还有%d名股东、高管只在一家单位，也没有对上公职人员，没有画出来。", l.Left))
	}
	if l.MoreLots > 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("中标单位在同一业主、同一乡镇还中过%d个项目，没有画出来。", l.MoreLots))
	}
	if len(l.Ties) == 0 {
		d.Empty = templates.Empty{Text: "没有登记投标单位和中标单位", Advice: "导入投标登记或者由业主填报中标单位以后，这里画得出关系。"}
		return d
	}
	layLinks(&d, l)
	for _, t := range sortedTies(l) {
		from, to := l.Nodes[t.From], l.Nodes[t.To]
		d.Ties = append(d.Ties, templates.LinkTie{From: from.Text, FromNote: from.Note, Text: t.Text, To: to.Text, ToNote: to.Note, Strong: t.Strong})
	}
	d.Says = fmt.Sprintf("从左到右是%s。共%d条关系，逐条写在下面的表里。", strings.Join(linkColumns, "、"), len(d.Ties))
	return d
}

// sortedTies puts the strong ones first, officials before companies.
func sortedTies(l funds.Links) []funds.Tie {
	out := slices.Clone(l.Ties)
	slices.SortStableFunc(out, func(a, b funds.Tie) int {
		rank := func(t funds.Tie) int {
			if t.Strong {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(l.Nodes[a.From].Column, l.Nodes[b.From].Column))
	})
	return out
}

// layLinks gives every node a place, column by column, each beside what it is
// tied to, and draws the ties between them.
func layLinks(d *templates.OfficeFundLinksData, l funds.Links) {
	columns := linkOrder(l)
	most := 0
	for _, c := range columns {
		most = max(most, len(c))
	}
	d.Height = linkHead + most*(linkHigh+linkDown)
	boxes, x := make([]templates.LinkBox, len(l.Nodes)), linkEdge
	for i, column := range columns {
		if len(column) == 0 {
			continue
		}
		d.Columns = append(d.Columns, templates.FlowNode{Text: linkColumns[i], TextX: x + linkWide/2, TextY: 16})
		y := linkHead + (most-len(column))*(linkHigh+linkDown)/2
		for _, n := range column {
			boxes[n] = linkBox(l.Nodes[n], x, y)
			y += linkHigh + linkDown
		}
		x += linkWide + linkAcross
	}
	d.Width = x - linkAcross + linkEdge
	d.Boxes = boxes
	labels := map[int][]*templates.LinkCurve{} // by where between the columns they stand
	for _, t := range l.Ties {
		c, across := linkCurve(boxes[t.From], boxes[t.To], t)
		labels[across] = append(labels[across], &c)
	}
	for _, across := range slices.Sorted(maps.Keys(labels)) {
		d.Height = max(d.Height, linkHead+apart(labels[across], d.Height))
		for _, c := range labels[across] {
			d.Curves = append(d.Curves, *c)
		}
	}
}

func linkBox(n funds.LinkNode, x, y int) templates.LinkBox {
	b := templates.LinkBox{X: x, Y: y, Width: linkWide, Height: linkHigh, Note: templates.LinkWords{X: x + 8, Text: fit(n.Note, linkNoteRoom)}}
	lines := fold(n.Text, linkRoom)
	line := y + 23 - 8*(len(lines)-1) // of the first; the lines stand in the middle of the box
	if n.Note == "" {
		line += 12
	}
	for _, text := range lines {
		b.Lines = append(b.Lines, templates.LinkWords{X: x + 8, Y: line, Text: text})
		line += 17
	}
	b.Note.Y = line + 1
	switch {
	case n.Marked && n.Column >= funds.ColumnCompanies:
		b.Class = "main"
	case n.Marked:
		b.Class = "marked"
	}
	return b
}

// linkCurve draws a tie; its words stand in the middle of it.
func linkCurve(from, to templates.LinkBox, t funds.Tie) (c templates.LinkCurve, across int) {
	x0, y0, x1, y1 := from.X+from.Width, from.Y+from.Height/2, to.X, to.Y+to.Height/2
	mid := (x0 + x1) / 2
	c = templates.LinkCurve{Path: fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x0, y0, mid, y0, mid, y1, x1, y1)}
	lines := fold(t.Text, linkTieRoom)
	for i, text := range lines {
		c.Lines = append(c.Lines, templates.LinkWords{X: mid, Y: (y0+y1)/2 + 4 + linkTieLine*i - linkTieLine*(len(lines)-1)/2, Text: text})
	}
	if t.Strong {
		c.Class = "strong"
	}
	return c, mid
}

// apart moves the words of ties that stand above each other away from each
// other, within a height where there is room, and gives the height they take.
func apart(curves []*templates.LinkCurve, height int) int {
	slices.SortStableFunc(curves, func(a, b *templates.LinkCurve) int { return cmp.Compare(a.Lines[0].Y, b.Lines[0].Y) })
	lines := 0
	for _, c := range curves {
		lines += len(c.Lines)
	}
	move := func(c *templates.LinkCurve, by int) {
		for i := range c.Lines {
			c.Lines[i].Y += by
		}
	}
	next := linkHead + linkTieLine
	for _, c := range curves {
		move(c, max(0, next-c.Lines[0].Y))
		next = c.Lines[len(c.Lines)-1].Y + linkTieLine
	}
	last := max(height-4, linkHead+lines*linkTieLine)
	for _, c := range slices.Backward(curves) {
		move(c, min(0, last-c.Lines[len(c.Lines)-1].Y))
		last = c.Lines[0].Y - linkTieLine
	}
	return lines*linkTieLine + 4
}

// fold lays words out in lines of so many Chinese characters, if it can after a
// stop; what does not fit the last line is cut.
func fold(s string, room float64) []string {
	var out []string
	for len(out) < linkLines-1 && fit(s, room) != s {
		head := strings.TrimSuffix(fit(s, room+1), "…")
		head = strings.TrimSuffix(fit(head, room), "…")
		if stop := strings.LastIndexAny(head, "，、 "); stop > len(head)/3 {
			_, size := utf8.DecodeRuneInString(head[stop:])
			head = head[:stop+size]
		}
		out, s = append(out, strings.TrimSpace(head)), strings.TrimSpace(s[len(head):])
	}
	return append(out, fit(s, room))
}

// linkOrder gives the nodes of each column from above; people stand beside their
// companies, officials beside their relatives.
func linkOrder(l funds.Links) [][]int {
	columns, row := make([][]int, len(linkColumns)), make([]float64, len(l.Nodes))
	for i, n := range l.Nodes {
		row[i] = float64(len(columns[n.Column]))
		columns[n.Column] = append(columns[n.Column], i)
	}
	for c := funds.ColumnPeople; c >= funds.ColumnOfficials; c-- {
		beside := map[int]float64{}
		for _, n := range columns[c] {
			sum, count := 0.0, 0.0
			for _, t := range l.Ties {
				if t.From == n {
					sum, count = sum+row[t.To], count+1
				}
			}
			beside[n] = sum / max(1, count)
		}
		slices.SortStableFunc(columns[c], func(a, b int) int { return cmp.Compare(beside[a], beside[b]) })
		for i, n := range columns[c] {
			row[n] = float64(i)
		}
	}
	return columns
}
