package rule

import (
	"cmp"
	"fmt"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var p06 = Model{
	Key:   "P06",
	Title: "同一中标人多次中标",
	Says:  "一家单位在一年里多次中同一业主（或同一乡镇）的标，而且占了一半以上的金额。",
	Basis: []string{
		"招标投标法第五条、第三十二条：公开、公平、公正，不得排挤其他投标人",
		"招标投标法实施条例第三十二条：不得以不合理的条件限制、排斥潜在投标人",
	},
	Default:   true,
	Registers: []string{"projects"},
	Also:      []string{"bids"},
	Parameters: []Parameter{
		{Key: "wins", Label: "中标次数", Unit: "次", Sort: Number, Default: "3", Basis: "12个月内"},
		{Key: "months", Label: "时间", Unit: "个月", Sort: Number, Default: "12", Basis: "另可设为36个月看长期"},
		{Key: "share_pct", Label: "占同期中标金额", Unit: "%", Sort: Number, Default: "50", Basis: "与次数同时达到"},
	},
	Traps: []Trap{
		{"few-wins", "次数不够"},
		{"small-share", "次数够，金额占不到一半"},
		{"spread-out", "几次中标分散在一年以上"},
		{"different-owners", "不同业主、不同乡镇各中一次"},
		{"not-awarded", "还没有中标人的项目不算业主的金额"},
	},
	Evidence:  []string{"开标记录和评分表", "历次投标人名单", "资格条件设置", "框架协议（如有）"},
	Questions: []string{"当地有资质的单位有几家？每次有几家投标？", "资格条件、评分标准由谁定？", "是否属于框架协议或定点采购？", "其他投标人有没有只陪标、从不中标的？"},
	Bind: func(v Values) Check {
		x := champion{wins: v.Int("wins"), months: v.Int("months"), share: int64(v.Int("share_pct"))}
		return Check{County: x.county}
	},
}

// champion looks for who wins most of what an owner or a town gives out.
type champion struct {
	wins, months int
	share        int64
}

func (x *champion) county(s *dossier.Snapshot, report func(Hit)) {
	told := make([]bool, len(s.Projects))
	record := records(s)
	x.by(s, "同一业主", func(p *dossier.Project) string { return p.Owner }, told, record, report)
	x.by(s, "同一乡镇", func(p *dossier.Project) string { return s.TownOf(p.Village) }, told, record, report)
}

// by judges the projects of each giver.
func (x *champion) by(s *dossier.Snapshot, what string, giver func(*dossier.Project) string, told []bool, record map[string]tally, report func(Hit)) {
	groups, order := map[string][]int32{}, []string{}
	for i := range s.Projects {
		p := &s.Projects[i]
		g := giver(p)
		if g == "" || p.Winner == "" || !given(awardedOn(p)) || awardedOn(p) > s.AsOf {
			continue
		}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], int32(i)) //nolint:gosec // some thousands of projects
	}
	for _, g := range order {
		given := groups[g]
		slices.SortFunc(given, func(a, b int32) int {
			return cmp.Or(cmp.Compare(awardedOn(&s.Projects[a]), awardedOn(&s.Projects[b])), cmp.Compare(s.Projects[a].No, s.Projects[b].No))
		})
		for first := range given {
			from := awardedOn(&s.Projects[given[first]])
			end := first
			for end < len(given) && awardedOn(&s.Projects[given[end]]) < from.AddMonths(x.months) {
				end++
			}
			x.window(s, what, given[first:end], told, record, report)
		}
	}
}

// window judges whoever won the first project of a window; who won a later one
// is judged when the window begins there.
func (x *champion) window(s *dossier.Snapshot, what string, projects []int32, told []bool, record map[string]tally, report func(Hit)) {
	winner := s.Projects[projects[0]].Winner
	var all, theirs int64
	var won []int32
	for _, i := range projects {
		all += price(&s.Projects[i])
		if s.Projects[i].Winner == winner {
			theirs += price(&s.Projects[i])
			won = append(won, i)
		}
	}
	if len(won) < x.wins || theirs <= 0 || theirs*100 < all*x.share {
		return
	}
	severity := Yellow
	if r := record[winner]; r.bids >= x.wins && r.bids == r.won {
		severity = Orange
	}
	var evidence []Evidence
	for _, i := range won {
		p := &s.Projects[i]
		evidence = append(evidence, projectEvidence(p, Field{"业主单位", p.Owner}, Field{"中标单位代码", p.Winner}, dayField("开标日期", awardedOn(p)), moneyField("中标金额", price(p))))
	}
	from, to := awardedOn(&s.Projects[won[0]]), awardedOn(&s.Projects[won[len(won)-1]])
	sentence := fmt.Sprintf("中标单位在%s至%s的%d个月内中%s的标%d次，金额%s，占同期%s", from.Chinese(), to.Chinese(), x.months, what, len(won), yuan(theirs), percent(share(theirs, all)/1000*1000))
	var leans []string
	if severity == Orange {
		leans = []string{"bids"}
		sentence += "，所投的标全部中标"
	}
	for _, i := range won {
		if told[i] {
			continue
		}
		told[i] = true
		report(Hit{Leans: leans, Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: period.Through(from, to), AmountFen: price(&s.Projects[i]), Severity: severity,
			Sentence: sentence + "。", Evidence: evidence})
	}
}

// tally is how often somebody bid and won.
type tally struct{ bids, won int }

// records counts every bidder's bids.
func records(s *dossier.Snapshot) map[string]tally {
	out := map[string]tally{}
	for i := range s.Bids {
		b := &s.Bids[i]
		t := out[b.Bidder]
		t.bids++
		if b.Project >= 0 && s.Projects[b.Project].Winner == b.Bidder {
			t.won++
		}
		out[b.Bidder] = t
	}
	return out
}
