package rule

import (
	"slices"
	"sort"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// lentWords tell by a parcel's basis that it is another household's.
var lentWords = Parameter{Key: "lent_words", Label: "流转、代耕的依据用词", Sort: List, Default: "流转、代耕、租赁", Basis: "流转合同写明由承租人领取"}

var s17 = Model{
	Key:   "S17",
	Title: "耕地地力保护补贴面积超过承包面积",
	Says:  "按户、按年合计，领补贴的面积比登记的承包地多；或者每户都在误差以内，全村合起来比村里登记的承包地多。",
	Basis: []string{
		"财政部、农业农村部耕地地力保护补贴办法：按承包地面积发放，畜牧养殖场、林地、设施农业、非农征占、长年抛荒的地不发",
		"财政违法行为处罚处分条例第六条：虚报冒领财政资金",
	},
	Default:   true,
	Registers: []string{"parcels"},
	Leans:     []string{"rosters", "residents"},
	Also:      []string{"officials", "subsidies"},
	Parameters: []Parameter{
		{Key: "tolerance", Label: "面积允许的误差", Unit: "比例", Sort: Decimal, Default: "0.05", Basis: "二轮承包、计税、确权面积口径不同"},
		{Key: "single_mu", Label: "单户大面积", Unit: "亩", Sort: Decimal, Default: "50", Basis: "单户面积异常偏大，承包面积够也要核对"},
		{Key: "village_tolerance", Label: "全村合计允许的误差", Unit: "比例", Sort: Decimal, Default: "0", Basis: "全村合计直接与村里登记的承包地比；平台默认，待县里确认"},
		{Key: "village_mu", Label: "全村合计多出多少才提示", Unit: "亩", Sort: Decimal, Default: "5", Basis: "各户面积的零头；平台默认，待县里确认"},
		lentWords,
		identities, notCommittee, redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"transfer", "流转、代耕：登记在本户名下的流转地计入"},
		{"household", "土地登记在户主名下，补贴发给户主或家里另一人：按户合计"},
		{"heir", "户主去世后由家里人领取"},
		{"tolerance", "确权面积与二轮承包面积有小差异"},
		{"bounced", "退票后重发只算一次"},
		{"price-difference", "补发单价差额，面积不重复计算"},
		{"group-leader", "村民小组长不是村“两委”干部，不因此为红色"},
		{"divided", "同一地块登记在父子两人名下，各领一部分"},
		{"registered-twice", "同一地块登记两次，只算一次，取较大的面积"},
		{"village-balance", "有的户多一点，有的户少领、不领，全村合起来没有超过"},
		{"village-fractions", "全村合起来只多出各户面积的零头"},
		{"village-told", "超出的几户已经单独提示，不再算成全村的超出"},
		{"village-moved", "领补贴的人户口在别的村，地在原来的村：跟着地算"},
		{"village-shared", "同一地块登记在两人名下、已经一并提示，不再算成全村的超出"},
	},
	Evidence:  []string{"土地承包合同、确权证书", "流转合同", "地块分布图", "补贴面积申报表和公示照片", "签字领取表"},
	Questions: []string{"多出的面积是哪里来的，有没有流转合同或代耕协议？", "是否包括集体机动地、林地、已征用的地？", "面积的单位有没有填错（亩、平方米、公顷）？", "谁申报、谁核实？", "全村超出的：村里怎样汇总面积，有没有公示？"},
	Ask:       true,
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		x := acreage{v: v, tolerance: v.Float("tolerance"), single: int64(v.Float("single_mu") * 1000), officials: cadresOf(v), lent: v.List(lentWords.Key),
			whole: headroom{v.Float("village_tolerance"), int64(v.Float("village_mu") * 1000)}}
		return Check{Person: x.check, County: x.county}
	},
}

// acreage holds S17's parameters.
type acreage struct {
	v         Values
	tolerance float64
	single    int64
	officials cadres
	lent      []string
	whole     headroom
}

func everyRow(*dossier.Payout) bool { return false }

// check looks at whoever was paid for more than they hold themselves, together
// with their household. Of several of a household the first reports.
func (x *acreage) check(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
	if x.covered(s, p) {
		return
	}
	var h landHolding
	h.gather(s, p, dossier.Farmland, x.lent, everyRow)
	for _, q := range h.members[:h.n] {
		if q < p && !x.covered(s, q) {
			return
		}
	}
	x.tell(s, &h, h.leader, "", report)
}

// tell reports the years of a household that do not fit.
func (x *acreage) tell(s *dossier.Snapshot, h *landHolding, p dossier.P, more string, report func(Hit)) {
	one := func(years period.Interval, most, fen int64, says string) {
		rows := h.rows(s, years)
		severity, evidence := x.v.grade(Yellow, fen), append(payoutsEvidence(s, rows), h.parcels(s)...)
		if most > x.single {
			severity = max(severity, Orange)
		}
		for _, q := range h.members[:h.n] {
			if o := x.officials.in(s, q, years); o != nil {
				severity, evidence = Red, append(evidence, showOfficial(o))
			}
		}
		report(Hit{
			Subject: Person(p), Item: int32(rows[0].Item), Household: rosterHousehold(s, p, rows[0].Item), Period: years, AmountFen: fen, Severity: severity,
			Sentence: says + more, Evidence: evidence,
		})
	}
	h.over(x.tolerance, func(years period.Interval, most, fen int64) { one(years, most, fen, landSentence(h, years, most, fen)) })
	limit := h.limit(x.tolerance)
	h.stretches(func(y int) bool { return h.paidMilli[y] <= limit && h.paidMilli[y]-h.lentMilli > x.single }, func(y int) int64 { return h.paidFen[y] },
		func(years period.Interval, most, fen int64) {
			one(years, most, fen, years.Chinese()+"一户的补贴面积一年最多"+mu(most)+"，超过"+mu(x.single)+"，登记簿里没有相应的流转。")
		})
}

// covered reports whether a person was plainly paid for no more than they hold
// themselves, and for no more than half of what is large, in every year. It
// says no whenever it would have to look closer. Nearly everybody is covered.
func (x *acreage) covered(s *dossier.Snapshot, p dossier.P) bool {
	if !paidFor(s, p, dossier.Farmland) {
		return true
	}
	var seen [8]string
	n, area := 0, int64(0)
	for l := range s.ParcelsOf(p) {
		if l.Kind != landKind(dossier.Farmland) {
			continue
		}
		if n == len(seen) || slices.Contains(seen[:n], l.No) {
			return false
		}
		seen[n] = l.No
		n++
		area += l.AreaMilli
	}
	area = min(area, x.single/2)
	const year = 360
	sum, from := int64(0), period.Past
	rows := s.PayoutsOf(p)
	for i := range rows {
		r := &rows[i]
		if s.CategoryOf(r.Item) != dossier.Farmland || !r.Counts() {
			continue
		}
		if r.Period.From != from {
			if from != period.Past && r.Period.From < from+year {
				return false
			}
			sum, from = 0, r.Period.From
		}
		if sum += int64(r.Quantity); sum > area {
			return false
		}
	}
	return true
}

// county looks at what only the whole shows. A part of the county, as after an
// import, has whole parcels and no whole villages.
func (x *acreage) county(s *dossier.Snapshot, report func(Hit)) {
	told, doubled := map[dossier.P]bool{}, make([]int64, len(s.Villages))
	x.sharedParcels(s, told, doubled, report)
	if !s.Part {
		x.villages(s, told, doubled, report)
	}
}

// sharedParcels looks at one parcel that stands under the names of two people,
// each of whom is covered, while together they were paid for more land than
// there is. It adds to told whom it reported, and to doubled the area that stands
// twice in a village.
func (x *acreage) sharedParcels(s *dossier.Snapshot, told map[dossier.P]bool, doubled []int64, report func(Hit)) {
	leaders := map[dossier.P]bool{}
	twins(s, landKind(dossier.Farmland), func(a, b *dossier.Parcel) {
		if v := s.People[a.Person].Village; v != dossier.None && v == s.People[b.Person].Village {
			doubled[v] += min(a.AreaMilli, b.AreaMilli)
		}
		if !paidFor(s, a.Person, dossier.Farmland) || !paidFor(s, b.Person, dossier.Farmland) {
			return
		}
		var h landHolding
		h.gatherBoth(s, a.Person, b.Person, dossier.Farmland, x.lent, everyRow)
		if h.leader == dossier.None || leaders[h.leader] || slices.ContainsFunc(h.members[:h.n], func(q dossier.P) bool { return !x.covered(s, q) }) {
			return
		}
		leaders[h.leader] = true
		x.tell(s, &h, h.leader, "同一地块登记在两个人名下。", func(hit Hit) {
			for _, q := range h.members[:h.n] {
				told[q] = true
			}
			report(hit)
		})
	})
}

// paidFor reports whether a person has any payout of a category. Payouts are
// ordered by item: it looks where those of each item would begin.
func paidFor(s *dossier.Snapshot, p dossier.P, c dossier.Category) bool {
	rows := s.PayoutsOf(p)
	for _, item := range s.ItemsOf(c) {
		if i := sort.Search(len(rows), func(i int) bool { return rows[i].Item >= item }); i < len(rows) && rows[i].Item == item {
			return true
		}
	}
	return false
}

func landSentence(h *landHolding, years period.Interval, most, fen int64) string {
	kind := landKind(h.category)
	has := "登记的" + kind + "共" + mu(h.basisMilli)
	if h.basisMilli == 0 {
		has = "登记簿里没有该户的" + kind
	}
	return years.Chinese() + "按户合计的补贴面积一年最多" + mu(most) + "，" + has + "，超出部分的补贴共" + yuan(fen) + "。"
}
