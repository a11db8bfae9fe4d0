package rule

import (
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// lentWords tell by a parcel's basis that it is another household's.
var lentWords = Parameter{Key: "lent_words", Label: "流转、代耕的依据用词", Sort: List, Default: "流转、代耕、租赁", Basis: "流转合同写明由承租人领取"}

var s17 = Model{
	Key:   "S17",
	Title: "耕地地力保护补贴面积超过承包面积",
	Says:  "按户、按年合计，领补贴的面积比登记的承包地多。",
	Basis: []string{
		"财政部、农业农村部耕地地力保护补贴办法：按承包地面积发放，畜牧养殖场、林地、设施农业、非农征占、长年抛荒的地不发",
		"财政违法行为处罚处分条例第六条：虚报冒领财政资金",
	},
	Default:   true,
	Registers: []string{"parcels"},
	Parameters: []Parameter{
		{Key: "tolerance", Label: "面积允许的误差", Unit: "比例", Sort: Decimal, Default: "0.05", Basis: "二轮承包、计税、确权面积口径不同"},
		{Key: "single_mu", Label: "单户大面积", Unit: "亩", Sort: Decimal, Default: "50", Basis: "单户面积异常偏大，承包面积够也要核对"},
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
		{"registered-twice", "同一地块登记两次，只算一次，取较大的面积"},
	},
	Evidence:  []string{"土地承包合同、确权证书", "流转合同", "地块分布图", "补贴面积申报表和公示照片", "签字领取表"},
	Questions: []string{"多出的面积是哪里来的，有没有流转合同或代耕协议？", "是否包括集体机动地、林地、已征用的地？", "面积的单位有没有填错（亩、平方米、公顷）？", "谁申报、谁核实？"},
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		tolerance, single, officials, lent := v.Float("tolerance"), int64(v.Float("single_mu")*1000), cadresOf(v), v.List(lentWords.Key)
		return Check{Person: func(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
			if !paidFor(s, p, dossier.Farmland) {
				return
			}
			var h landHolding
			h.gather(s, p, dossier.Farmland, lent, func(*dossier.Payout) bool { return false })
			if h.leader != p {
				return
			}
			tell := func(years period.Interval, most, fen int64, says string) {
				rows := h.rows(s, years)
				severity, evidence := v.grade(Yellow, fen), append(payoutsEvidence(s, rows), h.parcels(s)...)
				if most > single {
					severity = max(severity, Orange)
				}
				for _, q := range h.members[:h.n] {
					if o := officials.in(s, q, years); o != nil {
						severity, evidence = Red, append(evidence, showOfficial(o))
					}
				}
				report(Hit{
					Subject: Person(p), Item: int32(rows[0].Item), Household: rosterHousehold(s, p, rows[0].Item), Period: years, AmountFen: fen, Severity: severity,
					Sentence: says, Evidence: evidence,
				})
			}
			h.over(tolerance, func(years period.Interval, most, fen int64) {
				tell(years, most, fen, landSentence(&h, years, most, fen))
			})
			limit := h.limit(tolerance)
			h.stretches(func(y int) bool { return h.paidMilli[y] <= limit && h.paidMilli[y]-h.lentMilli > single }, func(y int) int64 { return h.paidFen[y] },
				func(years period.Interval, most, fen int64) {
					tell(years, most, fen, years.Chinese()+"一户的补贴面积一年最多"+mu(most)+"，超过"+mu(single)+"，登记簿里没有相应的流转。")
				})
		}}
	},
}

// paidFor reports whether a person has any payout of a category.
func paidFor(s *dossier.Snapshot, p dossier.P, c dossier.Category) bool {
	rows := s.PayoutsOf(p)
	for i := range rows {
		if s.CategoryOf(rows[i].Item) == c {
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
