package rule

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var p07 = Model{
	Key:   "P07",
	Title: "投标人关联、围标串标",
	Says:  "同一个项目的投标单位之间有联系：同一个联系电话、同一个保证金账户、同一个负责人或控股人，或者报价差得很有规律。",
	Basis: []string{
		"招标投标法实施条例第三十四条：单位负责人为同一人或者存在控股、管理关系的不得同时投标",
		"招标投标法实施条例第三十九条、第四十条：视为串通投标的情形，含保证金从同一账户转出、报价呈规律性差异",
	},
	Registers: []string{"projects", "bids"},
	Also:      []string{"companies", "company_roles"},
	Parameters: []Parameter{
		{Key: "control_pct", Label: "视为控股的持股比例", Unit: "%", Sort: Number, Default: "50", Basis: "公司法第二百六十五条：控股股东"},
		{Key: "agent_bidders", Label: "视为代办机构的电话", Unit: "家", Sort: Number, Default: "8", Basis: "全县这么多家单位用同一电话或账户的，是代办机构而不是投标人自己的"},
		{Key: "step_bidders", Label: "看报价规律至少要有的投标人", Unit: "家", Sort: Number, Default: "3", Basis: "两家的报价没有规律可言"},
		{Key: "step_yuan", Label: "报价等差、等比的误差", Unit: "元", Sort: Number, Default: "1", Basis: "报价四舍五入的误差"},
	},
	Traps: []Trap{
		{"agent", "许多投标人共用代办机构的电话"},
		{"rejected", "有关联的一方已被否决，评标时已经处理"},
		{"same-bidder", "同一家单位的两行（改过报价）"},
		{"small-share", "同一个人只在两家各有少量股份"},
		{"sold-share", "开标以前已经不再任职、持股"},
		{"two-prices", "只有两家，报价谈不上规律"},
	},
	Evidence:  []string{"电子投标日志（MAC、IP、文件作者）", "保证金转出记录", "市场主体登记档案", "开标记录和评分表"},
	Questions: []string{"投标文件由谁制作、谁递交？", "保证金由谁转出？", "评标时有没有发现关联关系，怎么处理的？", "中标后由谁施工？"},
	Bind: func(v Values) Check {
		x := ring{control: int32(v.Int("control_pct") * 1000), agent: v.Int("agent_bidders"), bidders: v.Int("step_bidders"), step: float64(v.Int("step_yuan")) * 100} //nolint:gosec // percent
		return Check{County: x.county}
	},
}

// ring looks for ties between the bidders of a project.
type ring struct {
	control        int32
	agent, bidders int
	step           float64 // 分
}

func (x *ring) county(s *dossier.Snapshot, report func(Hit)) {
	if len(s.Bids) == 0 {
		return
	}
	phones := shared(s, func(b *dossier.Bid) uint64 { return b.Phone })
	deposits := shared(s, func(b *dossier.Bid) uint64 { return b.Deposit })
	for i := range s.Projects {
		x.project(s, int32(i), phones, deposits, report) //nolint:gosec // some thousands of projects
	}
}

// shared counts the bidders that gave each telephone or account, for those that
// more than one gave.
func shared(s *dossier.Snapshot, of func(*dossier.Bid) uint64) map[uint64]int {
	first, more := map[uint64]string{}, map[uint64][]string{}
	for i := range s.Bids {
		b := &s.Bids[i]
		d := of(b)
		if d == 0 {
			continue
		}
		who, ok := first[d]
		switch {
		case !ok:
			first[d] = b.Bidder
		case who != b.Bidder && !slices.Contains(more[d], b.Bidder):
			more[d] = append(more[d], b.Bidder)
		}
	}
	out := make(map[uint64]int, len(more))
	for d, others := range more {
		out[d] = len(others) + 1
	}
	return out
}

func (x *ring) project(s *dossier.Snapshot, i int32, phones, deposits map[uint64]int, report func(Hit)) {
	p := &s.Projects[i]
	var bids []*dossier.Bid
	for b := range s.BidsOf(i) {
		if !b.Rejected && !slices.ContainsFunc(bids, func(o *dossier.Bid) bool { return o.Bidder == b.Bidder }) {
			bids = append(bids, b)
		}
	}
	if len(bids) < 2 {
		return
	}
	var ties [4]int // phone, deposit, head, control
	var roles []*dossier.Role
	for k, b := range bids {
		for _, o := range bids[:k] {
			if b.Phone != 0 && b.Phone == o.Phone && phones[b.Phone] < x.agent {
				ties[0]++
			}
			if b.Deposit != 0 && b.Deposit == o.Deposit && deposits[b.Deposit] < x.agent {
				ties[1]++
			}
			if mine, theirs, ok := x.common(s, b.Company, o.Company, awardedOn(p)); ok {
				roles = append(roles, mine, theirs)
				if answers(mine) && answers(theirs) {
					ties[2]++
				} else {
					ties[3]++
				}
			}
		}
	}
	var reasons []string
	for k, what := range [...]string{"留的是同一个联系电话", "保证金出自同一个账户", "登记的负责人是同一个人", "由同一个人负责或控股"} {
		if ties[k] > 0 {
			reasons = append(reasons, fmt.Sprintf("有%d对投标单位%s", ties[k], what))
		}
	}
	severity := Red
	if len(reasons) == 0 {
		severity = Orange
	}
	if rule, ok := x.regular(bids); ok {
		reasons = append(reasons, fmt.Sprintf("%d家的报价呈%s", len(bids), rule))
	}
	if len(reasons) == 0 {
		return
	}
	on := awardedOn(p)
	report(Hit{Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: onDay(on), AmountFen: price(p), Severity: severity,
		Sentence: on.Chinese() + "的投标中，" + strings.Join(reasons, "，") + "。", Evidence: bidsEvidence(s, p, bids, roles)})
}

func bidsEvidence(s *dossier.Snapshot, p *dossier.Project, bids []*dossier.Bid, roles []*dossier.Role) []Evidence {
	out := []Evidence{projectEvidence(p, Field{"业主单位", p.Owner}, dayField("开标日期", p.BidOn), Field{"中标单位代码", p.Winner}, moneyField("控制价", p.ControlFen), moneyField("中标价", p.WinFen))}
	for _, b := range bids {
		f := []Field{{"投标单位代码", b.Bidder}, {"报价", yuan(b.PriceFen)}}
		if b.Company >= 0 {
			f = append(f, Field{"投标单位", s.Companies[b.Company].Name})
		}
		out = append(out, Evidence{Kind: "bids", Src: b.Src, Fields: f})
	}
	for _, r := range roles {
		out = append(out, roleIn(s, r)...)
	}
	return out
}

// answers reports the role of whoever answers for a company.
func answers(r *dossier.Role) bool { return r.Kind == "法定代表人" || r.Kind == "经营者" }

// common finds somebody who heads or controls both companies on a day; a pair
// of heads is preferred.
func (x *ring) common(s *dossier.Snapshot, a, b int32, on period.Day) (mine, theirs *dossier.Role, ok bool) {
	if a < 0 || b < 0 || a == b {
		return nil, nil, false
	}
	for r := range s.RolesIn(a) {
		if !x.rules(r, on) {
			continue
		}
		for o := range s.RolesIn(b) {
			if o.Person != r.Person || !x.rules(o, on) {
				continue
			}
			if answers(r) && answers(o) {
				return r, o, true
			}
			mine, theirs, ok = r, o, true
		}
	}
	return mine, theirs, ok
}

// rules reports a role that decides what a company does.
func (x *ring) rules(r *dossier.Role, on period.Day) bool {
	return r.Span.Contains(on) && (answers(r) || (r.Kind == "股东" && r.ShareMilli >= x.control))
}

// regular reports prices whose differences, or ratios, are all the same.
func (x *ring) regular(bids []*dossier.Bid) (string, bool) {
	if len(bids) < max(x.bidders, 3) {
		return "", false
	}
	prices := make([]float64, len(bids))
	for i, b := range bids {
		prices[i] = float64(b.PriceFen)
	}
	slices.SortFunc(prices, cmp.Compare)
	if prices[0] <= 0 {
		return "", false
	}
	sum, product := true, true
	step, ratio := prices[1]-prices[0], prices[1]/prices[0]
	for i := 2; i < len(prices); i++ {
		sum = sum && math.Abs(prices[i]-prices[i-1]-step) <= x.step
		product = product && math.Abs(prices[i]-prices[i-1]*ratio) <= x.step
	}
	switch {
	case sum && step == 0:
		return "同一数额", true
	case sum:
		return "等差", true
	case product:
		return "等比", true
	}
	return "", false
}
