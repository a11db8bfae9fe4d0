package rule

import (
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s12 = Model{
	Key:   "S12",
	Title: "跨镇重复享受",
	Says:  "同一个人、同一项补贴、同一时期，在两个乡镇各领了一份。",
	Basis: []string{
		"人社厅发〔2021〕77号：重复领取的保留先领取的一份",
		"社会救助暂行办法：向户籍所在地乡镇申请，不得重复享受",
	},
	Default:    true,
	Also:       []string{"rosters", "deaths", "inmates"},
	Parameters: []Parameter{redYuan, orangeYuan},
	Traps: []Trap{
		{"moving", "迁户口的当月两个镇都发"},
		{"married-in", "嫁入的妇女从娘家转到婆家"},
		{"same-batch", "同一批次里两个镇报了同一条"},
		{"land", "两个镇都有地的，耕地、林地补贴按地块发"},
		{"bounced", "退票以后由另一个镇重发"},
		{"same-town", "同一个镇的两个村"},
		{"no-village", "有一边没有写村代码"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"两个镇各自的发放记录和银行流水", "户口迁移日期", "两个镇的审批表"},
	Questions: []string{"户口什么时候迁移？现在实际住在哪里？", "两个镇各凭什么材料批准？", "按规定应保留哪一份？", "多发的钱是否已经追回？"},
	Ask:       true,
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		d := twoTowns{v}
		return Check{Person: d.person, Household: d.household}
	},
}

// twoTowns is S12 with its parameters.
type twoTowns struct{ v Values }

// person compares what a person was paid themselves.
func (d *twoTowns) person(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
	rows := s.PayoutsOf(p)
	for i := 0; i < len(rows); {
		j, village, mixed := i+1, rows[i].Village, false
		for ; j < len(rows) && rows[j].Item == rows[i].Item; j++ {
			if v := rows[j].Village; v != village {
				mixed = mixed || (v >= 0 && village >= 0)
				village = max(village, v)
			}
		}
		if mixed && !perParcel(&s.Items[rows[i].Item]) {
			var lines []line
			for k := i; k < j; k++ {
				if r := &rows[k]; r.Counts() && r.Village >= 0 {
					lines = append(lines, line{r, s.TownOf(r.Village)})
				}
			}
			d.compare(s, p, rosterHousehold(s, p, rows[i].Item), lines, report)
		}
		i = j
	}
}

// household compares what two roster households of one item were paid while
// both counted the same member: it is told once, of the first such member.
func (d *twoTowns) household(s *dossier.Snapshot, h int32, report func(Hit)) {
	if item := &s.Items[s.Households[h].Item]; !item.Household() || perParcel(item) {
		return
	}
	var told []int32
	for m := range s.MembersOf(h) {
		for r := range s.RostersOf(m.Person) {
			// The household with the lower number asks, so that each pair is met once.
			if r.Item != s.Households[h].Item || r.Household <= h || !r.Span.Overlaps(m.Span) || slices.Contains(told, r.Household) {
				continue
			}
			told = append(told, r.Household)
			var lines []line
			for _, q := range append(memberRows(s, h, m.Person), memberRows(s, r.Household, m.Person)...) {
				village := q.Village
				if village < 0 {
					village = s.People[q.Person].Village
				}
				if village >= 0 {
					lines = append(lines, line{q, s.TownOf(village)})
				}
			}
			if samePayee(lines) {
				continue // person() sees them
			}
			d.compare(s, m.Person, h, lines, report)
		}
	}
}

// memberRows lists what a household was paid while it counted a member,
// themselves the payee or not.
func memberRows(s *dossier.Snapshot, h int32, p dossier.P) (out []*dossier.Payout) {
	out = countedRows(s, h, p)
	for _, r := range householdRows(s, h) {
		if r.Person == p && r.Counts() {
			out = append(out, r)
		}
	}
	return out
}

// line is a payout and the town it was paid in.
type line struct {
	row  *dossier.Payout
	town string
}

// samePayee reports whether one person was paid in more than one town.
func samePayee(lines []line) bool {
	for _, a := range lines {
		for _, b := range lines {
			if a.row.Person == b.row.Person && a.town != b.town {
				return true
			}
		}
	}
	return false
}

// compare reports the payouts of a town for periods that a town which paid
// earlier has paid as well.
func (d *twoTowns) compare(s *dossier.Snapshot, p dossier.P, h int32, lines []line, report func(Hit)) {
	slices.SortStableFunc(lines, func(a, b line) int { return int(a.row.Period.From) - int(b.row.Period.From) })
	var towns []string // by the period of their first payout
	for _, x := range lines {
		if !slices.Contains(towns, x.town) {
			towns = append(towns, x.town)
		}
	}
	if len(towns) < 2 {
		return
	}
	var out []Stretch
	for _, x := range lines {
		if earlier(lines, towns, x) != nil {
			out = extend(out, x.row)
		}
	}
	for i := range out {
		st := &out[i]
		var other []*dossier.Payout
		for _, r := range st.Rows {
			for _, x := range lines {
				if x.row == r {
					if q := earlier(lines, towns, x); !slices.Contains(other, q) {
						other = append(other, q)
					}
				}
			}
		}
		if st.Periods == 1 && moved(s, lines, other[0]) {
			continue
		}
		hit := Hit{Subject: Person(p), Item: int32(st.Item), Household: h, Period: st.Period, AmountFen: st.AmountFen, Severity: d.v.grade(Orange, st.AmountFen),
			Sentence: "同一时期在另一个乡镇已经领取，这里又发放了" + st.spell(s) + "。" + wholeSum(s, st.Rows),
			Evidence: append(payoutsEvidence(s, st.Rows), payoutsEvidence(s, other)...)}
		if ofOthers(p, st.Rows) || ofOthers(p, other) {
			hit.lean("rosters")
		}
		report(hit)
	}
}

// earlier is a payout of another town, which began to pay earlier, for the same
// time; not where two towns reported one line of a batch.
func earlier(lines []line, towns []string, x line) *dossier.Payout {
	rank := slices.Index(towns, x.town)
	for _, y := range lines {
		if slices.Index(towns, y.town) < rank && y.row.Period.Overlaps(x.row.Period) && !sameLine(x.row, y.row) {
			return y.row
		}
	}
	return nil
}

// sameLine reports one line of a batch that two towns reported: one account,
// one sum.
func sameLine(a, b *dossier.Payout) bool {
	return a.Batch != 0 && a.Batch == b.Batch && a.Account == b.Account && a.AmountFen == b.AmountFen
}

// moved reports that the earlier town stopped with the shared period: the
// person moved, and both paid for the month of it.
func moved(s *dossier.Snapshot, lines []line, last *dossier.Payout) bool {
	if s.Items[last.Item].Frequency == oneOff {
		return false
	}
	at := slices.IndexFunc(lines, func(x line) bool { return x.row == last })
	for _, x := range lines {
		if x.town == lines[at].town && x.row.Period.From >= last.Period.To {
			return false
		}
	}
	before := period.Future // a town that pays for the first time begins with the move
	for _, x := range lines {
		if x.town == lines[at].town {
			before = min(before, x.row.Period.From)
		}
	}
	return before < last.Period.From
}

// perParcel reports items that go by the piece of land: who has land in two
// towns is paid in both.
func perParcel(item *dossier.Item) bool {
	return item.Target == "地块" || item.Category == dossier.Farmland || item.Category == dossier.PublicForest || item.Category == dossier.FarmToForest
}
