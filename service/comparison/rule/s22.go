package rule

import (
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s22 = Model{
	Key:   "S22",
	Title: "残疾人补贴无证、等级不符或互斥",
	Says:  "领残疾人补贴的人没有有效的残疾人证，或者等级、低保身份不符合，或者同时在领特困供养。",
	Basis: []string{
		"国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见：生活补贴发给低保家庭中的残疾人，护理补贴发给一级、二级残疾人",
		"特困供养人员不享受两项补贴，工伤护理费与护理补贴择高",
	},
	Default:   true,
	Registers: []string{"disabilities", "rosters"},
	Parameters: []Parameter{
		{Key: "care_grade", Label: "护理补贴最低等级", Unit: "级", Sort: PerName, Default: "默认:2", Basis: "一级、二级；有的县扩大到三、四级精神、智力残疾，写成“默认:2、精神:4”", Words: []string{"视力", "听力", "言语", "肢体", "智力", "精神", "多重"}, Dated: true},
		{Key: "renewal_months", Label: "换证允许的空档", Unit: "个月", Sort: Number, Default: "6", Basis: "残疾人证到期换证"},
		{Key: "living_grace_months", Label: "退出低保后的宽限", Unit: "个月", Sort: Number, Default: "0", Basis: "有渐退期的县填渐退的月数"},
		redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"renewal", "换证期间有空档，后来换了新证"},
		{"reissued", "残疾人证换发，登记上只有新证的发证日期：只在还有其他疑点时提示"},
		{"re-graded", "重新评残，等级前后不同：按当时的证"},
		{"grade-by-category", "县里扩大到三、四级精神、智力残疾"},
		{"allowance-member", "低保户成员，名册上不是户主"},
		{"left-allowance", "退出低保后有渐退期"},
		{"last-month", "证件到期的当月"},
		{"hand-over", "转为特困供养的当月"},
		{"both-allowed", "两项补贴可以同时领"},
		{"reused-number", "残疾人证登记同号不同名"},
	},
	Evidence:  []string{"残疾人证和残联登记记录", "低保名册和审批表", "评残材料", "发放记录"},
	Questions: []string{"当时有没有有效的残疾人证，是不是在换证？", "等级是否重新评定过，从哪天起？", "当时是否在低保户内？", "是否同时享受特困供养或工伤护理费？"},
	Ask:       true,
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		grades := overTime(v, func(v Values) Values { return v })
		b := disabled{renewal: v.Int("renewal_months"), grace: v.Int("living_grace_months"), grade: func(category string, on period.Day) int { return grades.on(on).For("care_grade", category) }}
		return Check{Person: func(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
			if !paidFor(s, p, dossier.DisabledLiving) && !paidFor(s, p, dossier.DisabledCare) {
				return
			}
			var found [len(disabledWhys) + 1][]Stretch
			rows, destitute := s.PayoutsOf(p), paidFor(s, p, dossier.Destitute)
			for i := range rows {
				if f := b.ask(s, &rows[i], destitute); f != disabledFits {
					found[f] = extend(found[f], &rows[i])
				}
			}
			for _, why := range disabledWhys {
				for _, st := range found[why.fault] {
					if why.fault == besideDestitute && st.Periods < 2 || why.register != "" && mismatched(s, p, why.register) {
						continue
					}
					severity := Orange
					if why.weak {
						severity = Yellow
					}
					report(Hit{
						Subject: Person(p), Item: int32(st.Item), Household: rosterHousehold(s, p, st.Item), Period: st.Period, AmountFen: st.AmountFen,
						Severity: v.grade(severity, st.AmountFen), Weak: why.weak, Sentence: why.says + "，发放了" + st.spell(s) + "。",
						Evidence: append(payoutsEvidence(s, st.Rows), b.show(s, p, why.fault)...),
					})
				}
			}
		}}
	},
}

// disabledFault is what does not fit in a payout to a disabled person; the
// first that applies.
type disabledFault int8

const (
	disabledFits disabledFault = iota
	noCertificate
	beforeCertificate
	lowGrade
	noAllowance
	besideDestitute
)

var disabledWhys = [...]struct {
	fault    disabledFault
	says     string
	register string // a row of it with another's name keeps the model silent
	weak     bool
}{
	{noCertificate, "没有找到当时有效的残疾人证", "disabilities", false},
	{beforeCertificate, "登记的残疾人证都在这以后才发", "disabilities", true},
	{lowGrade, "当时的残疾等级不在护理补贴范围", "disabilities", false},
	{noAllowance, "当时不在低保名册里", "rosters", false},
	{besideDestitute, "同一时间还在领特困供养", "", false},
}

// disabled holds S22's parameters.
type disabled struct {
	renewal, grace int
	grade          func(category string, on period.Day) int
}

// ask says what does not fit in a payout. destitute tells whether its payee was
// ever paid 特困.
func (b *disabled) ask(s *dossier.Snapshot, r *dossier.Payout, destitute bool) disabledFault {
	c := s.CategoryOf(r.Item)
	if c != dossier.DisabledLiving && c != dossier.DisabledCare || !r.Counts() {
		return disabledFits
	}
	graded, fault := false, noCertificate
	for d := range s.DisabilitiesOf(r.Person) {
		switch {
		case d.Span.Overlaps(r.Period), b.renewing(s, d, r):
			fault = disabledFits
			graded = graded || c == dossier.DisabledLiving || int(d.Grade) <= b.grade(d.Category, r.Period.From)
		case fault == noCertificate && d.Span.From >= r.Period.To && d.Status != "注销":
			fault = beforeCertificate
		}
	}
	switch {
	case fault == beforeCertificate && expiredBefore(s, r):
		return noCertificate
	case fault != disabledFits:
		return fault
	case !graded:
		return lowGrade
	case c == dossier.DisabledLiving && !b.allowance(s, r):
		return noAllowance
	case destitute && destitutePaid(s, r):
		return besideDestitute
	}
	return disabledFits
}

// renewing reports whether a payout falls into the gap between a certificate and
// the next.
func (b *disabled) renewing(s *dossier.Snapshot, d *dossier.Disability, r *dossier.Payout) bool {
	if d.Span.Open() || r.Period.From < d.Span.To {
		return false
	}
	return r.Period.From < min(d.Span.To.AddMonths(b.renewal), nextCertificate(s, r.Person, d))
}

// nextCertificate is the day the certificate after one begins, the day it ends
// itself when none does.
func nextCertificate(s *dossier.Snapshot, p dossier.P, d *dossier.Disability) period.Day {
	next := period.Future
	for o := range s.DisabilitiesOf(p) {
		if o.Span.From > d.Span.From && o.Span.To > d.Span.To {
			next = min(next, o.Span.From)
		}
	}
	if next == period.Future {
		return d.Span.To
	}
	return next
}

// expiredBefore reports whether a certificate had run out before a payout's
// period: then the register goes back far enough to know.
func expiredBefore(s *dossier.Snapshot, r *dossier.Payout) bool {
	for d := range s.DisabilitiesOf(r.Person) {
		if d.Span.To <= r.Period.From {
			return true
		}
	}
	return false
}

// allowance reports whether a payee was on a roster of 低保, or had just left it.
func (b *disabled) allowance(s *dossier.Snapshot, r *dossier.Payout) bool {
	for m := range s.RostersOf(r.Person) {
		if !s.CategoryOf(m.Item).Allowance() {
			continue
		}
		if m.Span.Overlaps(r.Period) || b.grace > 0 && !m.Span.Open() && r.Period.From >= m.Span.To && r.Period.From < m.Span.To.AddMonths(b.grace) {
			return true
		}
	}
	return false
}

// destitutePaid reports whether a payee was paid 特困 for the first day of a
// payout's period.
func destitutePaid(s *dossier.Snapshot, r *dossier.Payout) bool {
	rows := s.PayoutsOf(r.Person)
	for i := range rows {
		if o := &rows[i]; s.CategoryOf(o.Item) == dossier.Destitute && o.Counts() && o.Period.Contains(r.Period.From) {
			return true
		}
	}
	return false
}

// show shows what the register has instead.
func (b *disabled) show(s *dossier.Snapshot, p dossier.P, fault disabledFault) (out []Evidence) {
	for d := range s.DisabilitiesOf(p) {
		out = append(out, showDisability(d))
	}
	for m := range s.RostersOf(p) {
		if c := s.CategoryOf(m.Item); fault == noAllowance && c.Allowance() || fault == besideDestitute && c == dossier.Destitute {
			out = append(out, showRoster(s, m))
		}
	}
	return out
}
