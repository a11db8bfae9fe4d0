package funds

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yangguang/model"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// sketch collects nodes and ties.
type sketch struct {
	Links
	at map[string]int // by what a node stands for
}

// node gives the position of a node, adding it at first.
func (d *sketch) node(key string, n LinkNode) int {
	if i, ok := d.at[key]; ok {
		return i
	}
	d.Nodes = append(d.Nodes, n)
	d.at[key] = len(d.Nodes) - 1
	return len(d.Nodes) - 1
}

func (d *sketch) tie(from, to int, text string, strong bool) {
	for i := range d.Ties {
		if t := &d.Ties[i]; t.From == from && t.To == to {
			if !strings.Contains(t.Text, text) {
				t.Text += "、" + text
			}
			t.Strong = t.Strong || strong
			return
		}
	}
	d.Ties = append(d.Ties, Tie{from, to, text, strong})
}

// draw makes the drawing: a pure function of what was read.
func (c *circle) draw() Links {
	p := c.project
	d := &sketch{Links: Links{No: p.ProjectNo, Name: p.Name, On: awarded(p)}, at: map[string]int{}}
	lot := d.node("lot", LinkNode{Column: ColumnLots, Text: p.Name, Note: p.OwnerUnit, Marked: true})
	for _, code := range c.order {
		n := LinkNode{Column: ColumnCompanies, Text: c.companyName(code), Marked: code == p.WinnerCode}
		if on := c.companies[code].FoundedOn; !on.IsZero() {
			n.Note = period.Stored(on).Chinese() + "成立"
		}
		d.node("company"+code, n)
	}
	for _, b := range c.bids {
		d.tie(d.at["company"+b.BidderCode], lot, bidWords(b), false)
	}
	if p.WinnerCode != "" {
		d.tie(d.at["company"+p.WinnerCode], lot, "中标"+price(p), true)
	}
	c.drawPeople(d)
	c.drawShared(d, phoneOf, func(b model.Bid) string { return b.PhoneTail }, "同一个联系电话", "投标时留的")
	c.drawShared(d, depositOf, func(b model.Bid) string { return b.DepositTail }, "同一个保证金账户", "保证金出自")
	for i, l := range c.lots {
		if i == mostLots {
			d.MoreLots = len(c.lots) - mostLots
			break
		}
		n := d.node("lot"+l.ProjectNo, LinkNode{Column: ColumnLots, Text: l.Name, Note: l.OwnerUnit})
		d.tie(d.at["company"+p.WinnerCode], n, awarded(l).Chinese()+"中标"+price(l), false)
	}
	return d.Links
}

func price(p model.Project) string {
	if fen := cmp.Or(p.ContractFen, p.WinFen); fen > 0 {
		return money.Fen(fen).Short()
	}
	return ""
}

// drawPeople draws who heads a company, who has a role in several of them, and
// who is in public office or is declared a relative of somebody who is, on the
// day of the award.
func (c *circle) drawPeople(d *sketch) {
	var order []int64
	roles := map[int64][]model.CompanyRole{}
	for _, r := range c.roles {
		if !holds(r.FromOn, r.ToOn, d.On) {
			continue
		}
		if roles[r.PersonID] == nil {
			order = append(order, r.PersonID)
		}
		roles[r.PersonID] = append(roles[r.PersonID], r)
	}
	for _, id := range order {
		own := c.serving(id, d.On)
		kin := slices.DeleteFunc(slices.Clone(c.relatives), func(v model.OfficialRelative) bool { return v.RelativeID != id || c.serving(v.OfficialID, d.On) == "" })
		heads, several := false, false
		for _, r := range roles[id] {
			heads = heads || r.Role == "法定代表人" || r.Role == "经营者"
			several = several || r.Code != roles[id][0].Code
		}
		if !heads && !several && own == "" && len(kin) == 0 {
			d.Left++
			continue
		}
		strong := several || own != "" || len(kin) > 0
		n := d.node(fmt.Sprint("person", id), LinkNode{Column: ColumnPeople, Text: c.names[id], Note: own, Marked: strong})
		for _, r := range roles[id] {
			d.tie(n, d.at["company"+r.Code], roleWords(r), strong)
		}
		for _, v := range kin {
			o := d.node(fmt.Sprint("official", v.OfficialID), LinkNode{Column: ColumnOfficials, Text: c.names[v.OfficialID], Note: c.serving(v.OfficialID, d.On), Marked: true})
			d.tie(o, n, "申报的"+v.Relation, true)
		}
	}
}

// serving is somebody's public post on a day, in words; "" when there is none.
func (c *circle) serving(id int64, on period.Day) string {
	for _, o := range c.officials {
		if o.PersonID == id && holds(&o.FromOn, o.ToOn, on) {
			return strings.Trim(o.Unit+" "+cmp.Or(o.Post, o.Category), " ")
		}
	}
	return ""
}

// drawShared draws what several bidders gave alike.
func (c *circle) drawShared(d *sketch, of func(model.Bid) []byte, tail func(model.Bid) string, what, tie string) {
	for _, g := range c.together(of) {
		for _, b := range c.bids {
			if string(of(b)) == g.digest {
				g.tail = tail(b)
			}
		}
		n := LinkNode{Column: ColumnPeople, Text: what, Note: "尾号" + g.tail, Marked: true}
		if all := c.shared[g.digest]; all > len(g.codes) {
			n.Note += fmt.Sprintf("，全县%d家用过", all)
		}
		at := d.node(what+g.digest, n)
		for _, code := range g.codes {
			d.tie(at, d.at["company"+code], tie, true)
		}
	}
}
