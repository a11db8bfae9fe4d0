package rule

import (
	"fmt"
	"strings"

	"yangguang/service/comparison/dossier"
)

var s24 = Model{
	Key:   "S24",
	Title: "发放金额与标准不符",
	Says:  "发的钱比核定金额或当时的标准多（超发），或者少（少发）。",
	Basis: []string{
		"财政违法行为处罚处分条例第六条第四项：擅自提高补助标准",
		"社会救助暂行办法第六十六条：截留、挤占、挪用、私分社会救助资金",
	},
	Default:   true,
	Registers: []string{"subsidies"},
	Also:      []string{"rosters"},
	Parameters: []Parameter{
		{Key: "tolerance_yuan", Label: "每期允许的差额", Unit: "元", Sort: Yuan, Default: "0.01", Basis: "四舍五入"},
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"approved", "分档、差额发放的低保：与核定金额比，不与最高档比"},
		{"registered-correction", "登记过的补发和扣回：与原来的一笔合起来比"},
		{"price-subsidy", "临时价格补贴等没有标准、没有数量的款项"},
		{"standard-changed", "标准调整：按所属期当时的标准"},
		{"bounced", "退票的一笔没有到手，不比较"},
		{"instalments", "一次性补助分期拨付，少于标准不是少发"},
		{"no-standard", "目录里没有这个档次的标准，不比较"},
		{"rounding", "四舍五入的一分钱"},
	},
	Evidence:  []string{"审批表、核定金额", "标准文件", "银行回单", "补发、扣回的依据", "少发时收款人的说明"},
	Questions: []string{"应发多少，依据哪一份审批或文件？", "差额是补发、扣回，还是算错？", "少发的部分有没有以现金或其他名义发放？", "多发的部分是否已追回？"},
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		tolerance := v.Fen("tolerance_yuan")
		return Check{Person: func(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
			var over, short []Stretch
			rows := s.PayoutsOf(p)
			for first := 0; first < len(rows); {
				last := first + 1
				for last < len(rows) && rows[last].Item == rows[first].Item {
					last++
				}
				over, short = misfits(s, p, rows[first:last], tolerance, over, short)
				first = last
			}
			for _, st := range over {
				report(misfit(s, p, &st, "多", "超发", v.grade(Orange, st.AmountFen)))
			}
			for _, st := range short {
				report(misfit(s, p, &st, "少", "少发", v.grade(Yellow, st.AmountFen)))
			}
		}}
	},
}

// misfits adds to over and short what does not fit among a person's payouts of
// one item.
func misfits(s *dossier.Snapshot, p dossier.P, rows []dossier.Payout, tolerance int64, over, short []Stretch) (more, less []Stretch) {
	item := &s.Items[rows[0].Item]
	household := rosterHousehold(s, p, rows[0].Item)
	if household != dossier.None && !approvedAny(s, household) {
		household = dossier.None
	}
	var last *dossier.Standard // that fitted the row before: most often it fits again
	for i := range rows {
		r := &rows[i]
		if household == dossier.None {
			if last != nil && fits(last, r) {
				continue
			}
			if last = fitting(item, r); last != nil {
				continue
			}
		}
		if !r.Counts() || r.Quantity == 0 || correction(r) && based(rows, i) {
			continue
		}
		diff, ok := nearest(s, item, household, r)
		if !ok || diff == 0 {
			continue
		}
		if d := diff + corrections(rows, i); abs(d) < abs(diff) {
			diff = d
		}
		switch {
		case diff > tolerance:
			over = extendBy(over, r, diff)
		case diff < -tolerance && item.Frequency != "一次":
			short = extendBy(short, r, -diff)
		}
	}
	return over, short
}

// fits reports whether a payout is exactly what a standard says, in a period in
// which it held.
func fits(t *dossier.Standard, r *dossier.Payout) bool {
	return t.Class == r.Class && t.Span.Overlaps(r.Period) && r.AmountFen == due(t, r)
}

// due is what a standard says for a quantity, rounded to 分.
func due(t *dossier.Standard, r *dossier.Payout) int64 {
	return (t.Fen*int64(r.Quantity) + 500) / 1000
}

func fitting(item *dossier.Item, r *dossier.Payout) *dossier.Standard {
	for k := range item.Standards {
		if fits(&item.Standards[k], r) {
			return &item.Standards[k]
		}
	}
	return nil
}

// approvedAny reports whether a roster household has an approved amount.
func approvedAny(s *dossier.Snapshot, household int32) bool {
	for m := range s.MembersOf(household) {
		if m.ApprovedFen > 0 {
			return true
		}
	}
	return false
}

// correction reports a row that mends another: 补发, or a deduction.
func correction(r *dossier.Payout) bool { return r.RepayOf != 0 || r.AmountFen < 0 }

// based reports whether a correction has a row that it mends: one of the same
// period that was paid in its own right.
func based(rows []dossier.Payout, at int) bool {
	for i := range rows {
		if r := &rows[i]; i != at && r.Period.From == rows[at].Period.From && r.Counts() && !correction(r) {
			return true
		}
	}
	return false
}

// corrections sums what mends a row.
func corrections(rows []dossier.Payout, at int) (fen int64) {
	for i := range rows {
		if r := &rows[i]; i != at && r.Period.From == rows[at].Period.From && r.Counts() && correction(r) {
			fen += r.AmountFen
		}
	}
	return fen
}

// nearest is how far a payout is from what was due, the nearest where several
// amounts were valid in the period; false where nothing says what was due.
func nearest(s *dossier.Snapshot, item *dossier.Item, household int32, r *dossier.Payout) (diff int64, ok bool) {
	try := func(due int64) {
		if d := r.AmountFen - due; !ok || abs(d) < abs(diff) {
			diff, ok = d, true
		}
	}
	if household != dossier.None {
		for m := range s.MembersOf(household) {
			if m.ApprovedFen > 0 && m.Span.Overlaps(r.Period) {
				try(m.ApprovedFen * approvedTimes(item, r))
			}
		}
		if ok {
			return diff, true
		}
	}
	for k := range item.Standards {
		if t := &item.Standards[k]; t.Class == r.Class && t.Span.Overlaps(r.Period) {
			try(due(t, r))
		}
	}
	return diff, ok
}

// approvedTimes is how many months of an approved amount a payout is for.
func approvedTimes(item *dossier.Item, r *dossier.Payout) int64 {
	if len(item.Standards) == 0 || !strings.HasSuffix(item.Standards[0].Unit, "月") {
		return 1
	}
	return max(1, int64(r.Period.Last().Month()-r.Period.From.Month()+1))
}

func misfit(s *dossier.Snapshot, p dossier.P, st *Stretch, word, variant string, severity Severity) Hit {
	household := rosterHousehold(s, p, st.Item)
	evidence := payoutsEvidence(s, st.Rows)
	for i := range s.Items[st.Item].Standards {
		if t := &s.Items[st.Item].Standards[i]; t.Class == st.Rows[0].Class && t.Span.Overlaps(st.Period) {
			evidence = append(evidence, showStandard(s, st.Item, t))
		}
	}
	against := "当时的标准"
	if household != dossier.None {
		for m := range s.MembersOf(household) {
			if m.ApprovedFen > 0 && m.Span.Overlaps(st.Period) {
				against, evidence = "名册的核定金额", append(evidence, showRoster(s, m))
			}
		}
	}
	var leans []string
	if item := &s.Items[st.Item]; item.Household() || item.Category.Hardship() { // 差额发放的以名册的核定金额为准
		leans = []string{"rosters"}
	}
	return Hit{
		Subject: Person(p), Item: int32(st.Item), Household: household, Leans: leans, Period: st.Period, AmountFen: st.AmountFen, Severity: severity,
		Sentence: fmt.Sprintf("%s的%s有%d期比%s%s，%s合计%s。", st.Period.Chinese(), s.Items[st.Item].Name, st.Periods, against, word, variant, yuan(st.AmountFen)),
		Evidence: evidence,
	}
}

func abs(n int64) int64 { return max(n, -n) }
