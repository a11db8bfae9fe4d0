package rule

import (
	"cmp"
	"fmt"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var p02 = Model{
	Key:   "P02",
	Title: "化整为零规避招标",
	Says:  "同一业主在短时间内批了几个同类项目，每个都低于招标限额，合起来达到限额，又都没有招标。",
	Basis: []string{
		"招标投标法第四条：不得将必须招标的项目化整为零规避招标",
		"招标投标法实施条例第二十四条；必须招标的工程项目规定第五条：可以合并的同类采购合并计算",
	},
	Registers: []string{"projects"},
	Also:      []string{"funds"},
	Parameters: []Parameter{
		{Key: "window_days", Label: "批复日期相隔", Unit: "天", Sort: Number, Default: "180", Basis: "同一计划的项目多在半年内批复"},
		{Key: "band_pct", Label: "贴近限额的下沿", Unit: "%", Sort: Number, Default: "80", Basis: "两个以上项目在限额的80%至100%之间是一种迹象"},
		{Key: "signs", Label: "除合计达到限额外还要有的迹象", Unit: "个", Sort: Number, Default: "0", Basis: "迹象：两个以上贴近限额、两个以上由同一单位承建；0为不要求"},
		tenderYuan, tenderBudget, tenderShare, tenderExempt,
	},
	Traps: []Trap{
		{"outside-window", "批复相隔较久，属于不同年度的计划"},
		{"other-owner", "业主不同"},
		{"other-kind", "项目类型或采购类型不同"},
		{"tendered", "各段都公开招标，没有规避"},
		{"sum-below", "合计仍低于限额"},
		{"big-one", "自身就达到限额的项目由“应招标未招标”管，不算一段"},
		{"own-money", "几个村各有各的资金文件"},
		{"little-public-money", "合起来也不在必须招标的范围：财政资金不足200万元"},
	},
	Evidence:  []string{"年度计划和资金文件", "把项目拆开批复的会议记录", "各段的位置图和工程量清单", "各段合同"},
	Questions: []string{"几个项目是否来自同一计划、同一批资金？", "为什么分开批复，谁提出、谁同意？", "是不是真的分期、分季施工，或各村资金文件不同？", "承建单位之间有无关联？"},
	Bind: func(v Values) Check {
		x := splitting{tender: overTime(v, newTender), window: period.Day(v.Int("window_days")), band: int64(v.Int("band_pct")), signs: v.Int("signs")} //nolint:gosec // at most a million
		return Check{County: x.county}
	},
}

// splitting looks for projects cut into pieces.
type splitting struct {
	tender byDay[tender]
	window period.Day
	band   int64
	signs  int
}

// plan is what pieces of one project have in common.
type plan struct{ owner, kind, procurement string }

func (x *splitting) county(s *dossier.Snapshot, report func(Hit)) {
	papers := papersOf(s)
	groups, order := map[plan][]int32{}, []plan{}
	for i := range s.Projects {
		p := &s.Projects[i]
		t := x.tender.on(p.ApprovedOn)
		if limit := t.limit[p.Procurement]; limit == 0 || p.Owner == "" || estimate(p) >= limit || estimate(p) <= 0 || tendered(p) || t.exempted(p) || !given(p.ApprovedOn) {
			continue
		}
		k := plan{p.Owner, p.Kind, p.Procurement}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], int32(i)) //nolint:gosec // a county has some thousands of projects
	}
	for _, k := range order {
		if pieces := groups[k]; len(pieces) > 1 {
			x.group(s, pieces, papers, report)
		}
	}
}

// group slides a window over the approvals; a piece is reported once, with the
// first window that makes a whole of it.
func (x *splitting) group(s *dossier.Snapshot, pieces []int32, papers map[int32][]string, report func(Hit)) {
	slices.SortFunc(pieces, func(a, b int32) int {
		return cmp.Or(cmp.Compare(s.Projects[a].ApprovedOn, s.Projects[b].ApprovedOn), cmp.Compare(s.Projects[a].No, s.Projects[b].No))
	})
	told := 0 // pieces before this one are reported
	for first, end := 0, 0; first < len(pieces); first++ {
		for end < len(pieces) && s.Projects[pieces[end]].ApprovedOn-s.Projects[pieces[first]].ApprovedOn <= x.window {
			end++
		}
		if end > told && !ownMoney(s, pieces[first:end], papers) && x.whole(s, pieces[first:end], pieces[max(told, first):end], report) {
			told = end
		}
	}
}

// papersOf lists the documents under which each project got its money.
func papersOf(s *dossier.Snapshot) map[int32][]string {
	out := map[int32][]string{}
	for i := range s.Funds {
		if f := &s.Funds[i]; f.Project != dossier.None && f.DocNo != "" {
			out[f.Project] = append(out[f.Project], f.DocNo)
		}
	}
	return out
}

// ownMoney reports whether pieces lie in villages of their own, each of which got
// its money under a document of its own: nobody cut them from one.
func ownMoney(s *dossier.Snapshot, pieces []int32, papers map[int32][]string) bool {
	var villages []int32
	var documents []string
	for _, i := range pieces {
		p := &s.Projects[i]
		if p.Village == dossier.None || slices.Contains(villages, p.Village) || len(papers[i]) == 0 ||
			slices.ContainsFunc(papers[i], func(no string) bool { return slices.Contains(documents, no) }) {
			return false
		}
		villages, documents = append(villages, p.Village), append(documents, papers[i]...)
	}
	return true
}

// apartVillages reports whether pieces lie in villages of their own.
func apartVillages(s *dossier.Snapshot, pieces []int32) bool {
	var villages []int32
	for _, i := range pieces {
		if v := s.Projects[i].Village; v == dossier.None || slices.Contains(villages, v) {
			return false
		} else {
			villages = append(villages, v)
		}
	}
	return true
}

// whole reports fresh, the pieces not told of yet, when all pieces together had
// to be put to tender.
func (x *splitting) whole(s *dossier.Snapshot, pieces []int32, fresh []int32, report func(Hit)) bool {
	last := &s.Projects[pieces[len(pieces)-1]] // by what held when the whole was complete
	t := x.tender.on(last.ApprovedOn)
	limit := t.limit[last.Procurement]
	var sum, fiscal, planned int64
	near, together := 0, false
	for k, i := range pieces {
		p := &s.Projects[i]
		sum, fiscal, planned = sum+estimate(p), fiscal+p.FiscalFen, planned+p.PlannedFen
		if estimate(p)*100 >= limit*x.band {
			near++
		}
		for _, j := range pieces[:k] {
			together = together || (p.Winner != "" && p.Winner == s.Projects[j].Winner)
		}
	}
	signs, severity := 0, Orange
	if near >= 2 {
		signs++
	}
	if together {
		signs, severity = signs+1, Red
	}
	if len(pieces) < 2 || sum < limit || !t.publicMoney(fiscal, planned) || signs < x.signs {
		return false
	}
	from, to := s.Projects[pieces[0]].ApprovedOn, s.Projects[pieces[len(pieces)-1]].ApprovedOn
	sentence := fmt.Sprintf("同一业主%s至%s批复的%d个同类项目每个都低于%s的招标限额，合计%s，均未招标", from.Chinese(), to.Chinese(), len(pieces), yuan(limit), yuan(sum))
	if together {
		sentence += "，其中有项目由同一单位承建"
	}
	evidence := make([]Evidence, 0, len(pieces))
	for _, i := range pieces {
		p := &s.Projects[i]
		evidence = append(evidence, projectEvidence(p, Field{"业主单位", p.Owner}, Field{"类型", p.Kind}, Field{"采购类型", p.Procurement}, dayField("批复日期", p.ApprovedOn),
			moneyField("估算", estimate(p)), Field{"招标方式", p.BidMethod}, Field{"中标单位代码", p.Winner}))
	}
	var leans []string
	if apartVillages(s, pieces) {
		leans = []string{"funds"} // whose documents may tell that nobody cut them
	}
	for _, i := range fresh {
		report(Hit{Leans: leans, Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: period.Through(from, to), AmountFen: estimate(&s.Projects[i]),
			Severity: severity, Sentence: sentence + "。", Evidence: evidence})
	}
	return true
}
