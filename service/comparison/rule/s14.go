package rule

import (
	"cmp"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s14 = Model{
	Key:   "S14",
	Title: "危房改造重复享受",
	Says:  "同一家庭领了两次以上的危房改造、易地搬迁或因灾重建补助。",
	Basis: []string{
		"广西2024年农村危房改造实施方案：以前年度未享受过的才能申请，已领因灾资金的不得重复",
		"互斥表：危房改造、易地搬迁、因灾重建同一住房只能享受一项",
	},
	Default: true,
	Leans:   []string{"rosters"},
	Parameters: []Parameter{
		{Key: "instalment_months", Label: "没有批准日期时，相隔不超过此数的算同一次分期", Unit: "个月", Sort: Number, Default: "24", Basis: "分期拨付一般在两年内完成"},
		{Key: "approval_months", Label: "批准以后超过此数才付的不算这一次", Unit: "个月", Sort: Number, Default: "36", Basis: "一次改造的付款一般在三年内完成"},
	},
	Traps: []Trap{
		{"instalments", "同一次批准分期拨付"},
		{"staged", "同一次批准先加固、后拆除重建"},
		{"split", "父子分户，各改各的房"},
		{"two-houses", "同一地址两处房屋、两户人"},
		{"bounced", "退票以后重发"},
		{"repaid", "同一次批准的补发"},
		{"roster-only", "名册上有、没有发放"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"房屋安全鉴定（C级、D级）", "改造前后带位置的照片", "竣工验收表", "历次批准文件"},
	Questions: []string{"两次补助是不是同一处房屋？", "前一次改造后是否因自然灾害再次受损？有没有灾损证明？", "是否已经分户？各户房屋在哪里？", "各次拨付分别对应哪一次批准？"},
	Ask:       true,
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		x := rebuilt{v.Int("instalment_months"), v.Int("approval_months")}
		return Check{Person: x.person}
	},
}

// rebuilt is S14 with its parameters.
type rebuilt struct{ instalments, approval int }

// rebuilding is what one family was paid for one rebuilding.
type rebuilding struct {
	category dossier.Category
	approved period.Day // period.Past when not known
	last     period.Day // of its payouts
	rows     []*dossier.Payout
}

func (x *rebuilt) person(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
	rows, found := s.PayoutsOf(p), false
	for i := range rows {
		found = found || s.Items[rows[i].Item].Category.Rebuilding()
	}
	if !found {
		return
	}
	all := x.rebuildings(s, family(s, p))
	for k := 1; k < len(all); k++ {
		b := &all[k]
		if b.rows[0].Person != p {
			continue
		}
		var out []Stretch
		slices.SortStableFunc(b.rows, func(a, c *dossier.Payout) int {
			return cmp.Or(cmp.Compare(a.Item, c.Item), cmp.Compare(a.Period.From, c.Period.From))
		})
		hit := Hit{Subject: Person(p), Item: int32(b.rows[0].Item), Household: rosterHousehold(s, p, b.rows[0].Item), Period: b.rows[0].Period, Severity: Orange}
		for _, r := range b.rows {
			out = extend(out, r)
			hit.Period = period.Interval{From: min(hit.Period.From, r.Period.From), To: max(hit.Period.To, r.Period.To)}
			hit.AmountFen += r.AmountFen
		}
		hit.Sentence = "这一家庭" + paidDay(all[0].rows[0]).Chinese() + "已领过" + all[0].category.String() + "补助，又发放了" + out[0].spell(s) + "。"
		for i := range k + 1 {
			hit.Evidence = append(hit.Evidence, payoutsEvidence(s, all[i].rows)...)
		}
		for e := range s.RostersOf(p) {
			if s.Items[e.Item].Category.Rebuilding() {
				hit.Evidence = append(hit.Evidence, rosterEvidence(s, e))
			}
		}
		report(hit)
	}
}

// family is a person, their spouse on a rebuilding's roster, and who headed
// the same roster household before or after. Children who have their own
// household, and parents, are families of their own.
func family(s *dossier.Snapshot, p dossier.P) []dossier.P {
	out := []dossier.P{p}
	for r := range s.RostersOf(p) {
		if !s.Items[r.Item].Category.Rebuilding() || (!r.Head() && !spouse(r)) {
			continue
		}
		for m := range s.MembersOf(r.Household) {
			if (m.Head() || (r.Head() && spouse(m))) && !slices.Contains(out, m.Person) {
				out = append(out, m.Person)
			}
		}
	}
	return out
}

func spouse(r *dossier.Roster) bool {
	return containsAny(r.Relation, []string{"配偶", "妻", "丈夫"}) || r.Relation == "夫"
}

// rebuildings puts a family's payouts together by the approval they belong to,
// in the order of their first payout.
func (x *rebuilt) rebuildings(s *dossier.Snapshot, who []dossier.P) (out []rebuilding) {
	var rows []*dossier.Payout
	for _, p := range who {
		own := s.PayoutsOf(p)
		for i := range own {
			if r := &own[i]; r.Counts() && s.Items[r.Item].Category.Rebuilding() {
				rows = append(rows, r)
			}
		}
	}
	slices.SortFunc(rows, func(a, b *dossier.Payout) int {
		return cmp.Or(cmp.Compare(paidDay(a), paidDay(b)), cmp.Compare(a.Src.Batch, b.Src.Batch), cmp.Compare(a.Src.Row, b.Src.Row))
	})
	for _, r := range rows {
		category, approved, on := s.Items[r.Item].Category, x.approvedFor(s, r), paidDay(r)
		i := slices.IndexFunc(out, func(b rebuilding) bool {
			switch {
			case b.category != category:
				return false
			case b.approved != period.Past && approved != period.Past:
				return b.approved == approved
			}
			return on <= b.last.AddMonths(x.instalments)
		})
		if i < 0 {
			out = append(out, rebuilding{category: category, approved: approved, last: on, rows: []*dossier.Payout{r}})
			continue
		}
		out[i].rows, out[i].last = append(out[i].rows, r), on
	}
	return out
}

// approvedFor is the approval a payout belongs to: the last one before it on
// the payee's roster of such items, unless that was too long ago.
func (x *rebuilt) approvedFor(s *dossier.Snapshot, r *dossier.Payout) period.Day {
	best, on := period.Past, paidDay(r)
	for e := range s.RostersOf(r.Person) {
		if s.Items[e.Item].Category != s.Items[r.Item].Category {
			continue
		}
		for m := range s.MembersOf(e.Household) {
			if m.ApprovedOn != period.Past && m.ApprovedOn <= on && m.ApprovedOn > best {
				best = m.ApprovedOn
			}
		}
	}
	if best != period.Past && on > best.AddMonths(x.approval) {
		return period.Past
	}
	return best
}
