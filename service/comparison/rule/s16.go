package rule

import (
	"cmp"
	"fmt"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s16 = Model{
	Key:   "S16",
	Title: "产业以奖代补异常",
	Says:  "产业奖补发给了不在帮扶名册里的户、全家没有劳动力的户，一年里超过上限，或者同一项目一年领了两次。",
	Basis: []string{
		"广西产业以奖代补办法：对象为脱贫不稳定户、边缘易致贫户和2016至2020年脱贫户，先建后补、验收后发放",
		"县级特色产业目录（“5+2”、“3+1”）和每户年度上限，由县里确认",
	},
	Default:   false,
	Registers: []string{"households"},
	Also:      []string{"rosters", "residents", "disabilities", "deaths", "inmates", "employment", "relatives"},
	Parameters: []Parameter{
		{Key: "max_age", Label: "有劳动能力的年龄上限", Unit: "岁", Sort: Number, Default: "75", Basis: "超过此数一般没有劳动能力"},
		{Key: "min_age", Label: "有劳动能力的年龄下限", Unit: "岁", Sort: Number, Default: "16", Basis: "劳动法：不得招用未满十六周岁的未成年人"},
		{Key: "large_yuan", Label: "没有劳动力时不看的小额", Unit: "元", Sort: Yuan, Default: "1000", Basis: "小额庭院种养不看，由县里确认"},
		{Key: "cap_yuan", Label: "每户每年上限", Unit: "元", Sort: Yuan, Default: "10000", Basis: "县级奖补办法，由县里确认；填 0 为不限"},
		{Key: "repeat_months", Label: "同一项目再次领取的间隔", Unit: "个月", Sort: Number, Default: "12", Basis: "一年内不重复奖补"},
		{Key: "away", Label: "在外地参保的单位用词", Sort: List, Default: "广东、广州、深圳、佛山、东莞、珠海、中山、惠州、江门、湛江、福建、厦门、浙江、上海、江苏、北京、天津、海南、湖南、湖北、云南、贵州、四川、重庆", Basis: "参保单位名称里的外省地名"},
		{Key: "away_months", Label: "在外地连续参保多久算人不在家", Unit: "个月", Sort: Number, Default: "6", Basis: "半年以上不在本地；填 0 为不看"},
		custodyFree,
	},
	Traps: []Trap{
		{"exited", "已经脱贫的户仍在奖补范围内"},
		{"worker", "户主在册，由家里别的成员领取"},
		{"poor", "低保、特困户"},
		{"able-family", "户主年老，家里有劳动力"},
		{"small-sum", "没有劳动力，小额庭院种养"},
		{"cap-met", "正好达到上限"},
		{"next-year", "隔了一年又领同一项目"},
		{"other-class", "同一年的不同产业"},
		{"bounced", "退票以后重发、补发差额"},
		{"entrusted", "委托代养、代种：看家里有没有劳动力之外，要看协议"},
		{"back-home", "外出务工不久，或者已经回乡"},
		{"dead", "人已去世的由死亡模型报告"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"验收表和验收人签字", "验收照片及拍摄位置、时间", "种养协议（委托代养的）", "银行流水（谁取的钱）"},
	Questions: []string{"规模是否属实？照片的地点、时间、耳标与别户是否重复？", "谁种养、谁领钱？有没有委托代养协议？", "验收人是谁？与领取人是不是亲属？", "验收日期是否早于种养日期？"},
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		x := award{v.Int("max_age"), v.Int("min_age"), v.Int("repeat_months"), v.Int("away_months"), v.Fen("large_yuan"), v.Fen("cap_yuan"), v.List(custodyFree.Key), v.List("away")}
		return Check{Person: x.person}
	},
}

// award is S16 with its parameters.
type award struct {
	maxAge, minAge, repeat, away int
	large, most                  int64
	free, places                 []string
}

func (x *award) person(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
	rows := s.PayoutsOf(p)
	first := 0
	for first < len(rows) && (s.Items[rows[first].Item].Category != dossier.Industry || !rows[first].Counts()) {
		first++
	}
	if first == len(rows) {
		return
	}
	own := make([]*dossier.Payout, 0, 8)
	for i := first; i < len(rows); i++ {
		if s.Items[rows[i].Item].Category == dossier.Industry && rows[i].Counts() {
			own = append(own, &rows[i])
		}
	}
	var hits []Hit
	for _, r := range own {
		if x.unlisted(s, p, r) || x.idle(s, p, r) || x.old(s, p, r) || x.repeated(own, r) || x.absent(s, p, r) != nil {
			hits = mismatchHits(s, p, own, x.mismatches(s, p, own))
			break
		}
	}
	for _, h := range x.overCap(s, p, own) {
		hits = joinHit(hits, h, &mismatch{why: "一年的合计超过每户每年上限" + yuan(x.most)})
	}
	for i := range hits {
		hits[i].Severity = Orange
		if acceptedByKin(s, p, hits[i].Household) {
			hits[i].Severity = Red
		}
		report(hits[i])
	}
}

// able are the registers by which somebody of a family can work or cannot.
var able = []string{"rosters", "residents", "disabilities", "deaths", "inmates"}

// mismatches lists what may not fit about a payee's awards.
func (x *award) mismatches(s *dossier.Snapshot, p dossier.P, own []*dossier.Payout) []mismatch {
	return []mismatch{
		{why: "发放时不在帮扶户和低保、特困名册里", leans: []string{"rosters", "residents"}, holds: func(r *dossier.Payout) bool { return x.unlisted(s, p, r) }},
		{why: "全家没有劳动力", show: x.family(s, p, own), leans: able, holds: func(r *dossier.Payout) bool { return x.idle(s, p, r) }},
		{why: fmt.Sprintf("%d个月内已领过同一项目", x.repeat), holds: func(r *dossier.Payout) bool { return x.repeated(own, r) }},
		{why: "领取人在外地连续参保", show: x.absences(s, p, own), holds: func(r *dossier.Payout) bool { return x.absent(s, p, r) != nil }},
		{weak: true, why: fmt.Sprintf("领取人超过%d岁", x.maxAge), leans: able, holds: func(r *dossier.Payout) bool { return x.old(s, p, r) }},
	}
}

// unlisted reports an award to somebody who was in no register of the poor.
func (x *award) unlisted(s *dossier.Snapshot, p dossier.P, r *dossier.Payout) bool {
	return len(s.Aided) > 0 && !onAidedRegister(s, p, paidDay(r)) && !poor(s, p, paidDay(r))
}

// idle reports a large award to a household in which nobody can work.
func (x *award) idle(s *dossier.Snapshot, p dossier.P, r *dossier.Payout) bool {
	return r.AmountFen >= x.large && x.nobodyAble(s, p, r.Period.From)
}

// old reports a large award to somebody of great age whose household can work.
func (x *award) old(s *dossier.Snapshot, p dossier.P, r *dossier.Payout) bool {
	age, known := s.AgeOn(p, r.Period.Last())
	return known && age > x.maxAge && r.AmountFen >= x.large && !x.nobodyAble(s, p, r.Period.From)
}

// absent is the employment elsewhere that a claimant was in, and had been for
// months, when they claimed.
func (x *award) absent(s *dossier.Snapshot, p dossier.P, r *dossier.Payout) *dossier.Employment {
	for e := range s.EmploymentOf(p) {
		if x.away > 0 && e.Span.Contains(r.Period.From) && e.Span.From <= r.Period.From.AddMonths(-x.away) && containsAny(e.Employer, x.places) {
			return e
		}
	}
	return nil
}

func (x *award) absences(s *dossier.Snapshot, p dossier.P, own []*dossier.Payout) (out []Evidence) {
	for _, r := range own {
		if e := x.absent(s, p, r); e != nil {
			out = append(out, Evidence{Kind: "employment", Src: e.Src, Who: Of(e.Person), Fields: []Field{{"参保单位", e.Employer}, {"参保起止", lasting(e.Span)}}})
			break
		}
	}
	return out
}

// repeated reports an award of which there was one before.
func (x *award) repeated(own []*dossier.Payout, r *dossier.Payout) bool {
	for _, q := range own {
		if x.again(q, r) {
			return true
		}
	}
	return false
}

// again reports that r is the same award as q, too soon after it. What makes
// good an earlier payout is none of its own.
func (x *award) again(q, r *dossier.Payout) bool {
	if q == r || q.Item != r.Item || q.Class != r.Class || q.RepayOf != 0 || r.RepayOf != 0 || r.Period.From >= q.Period.From.AddMonths(x.repeat) {
		return false
	}
	return cmp.Or(cmp.Compare(q.Period.From, r.Period.From), cmp.Compare(q.Src.Batch, r.Src.Batch), cmp.Compare(q.Src.Row, r.Src.Row)) < 0
}

// poor reports a person on the roster of 低保 or 特困 on a day, or one of whom
// a roster has the number and another name: it may be theirs.
func poor(s *dossier.Snapshot, p dossier.P, on period.Day) bool {
	for r := range s.RostersOf(p) {
		if s.Items[r.Item].Category.Hardship() && r.Span.Contains(on) {
			return true
		}
	}
	return slices.ContainsFunc(s.Mismatches, func(m dossier.Mismatch) bool { return m.Person == p && m.Kind == "rosters" })
}

// nobodyAble reports that neither the payee nor anybody on their roster
// household or registered with them can work.
func (x *award) nobodyAble(s *dossier.Snapshot, p dossier.P, on period.Day) bool {
	if x.able(s, p, on) {
		return false
	}
	for r := range s.RostersOf(p) {
		for m := range s.MembersOf(r.Household) {
			if m.Span.Contains(on) && x.able(s, m.Person, on) {
				return false
			}
		}
	}
	if hukou := s.People[p].Hukou; hukou != dossier.None {
		for q := range s.Registered(hukou) {
			if x.able(s, q, on) {
				return false
			}
		}
	}
	return true
}

// able reports somebody who can work: of the age, alive, free, and not
// disabled of grade 1 or 2. Whose age is not known can.
func (x *award) able(s *dossier.Snapshot, p dossier.P, on period.Day) bool {
	if age, known := s.AgeOn(p, on); known && (age < x.minAge || age > x.maxAge) {
		return false
	}
	if d, dead := s.DiedOn(p); dead && d.On < on {
		return false
	}
	for i := range s.InmatesOf(p) {
		if inCustody(i, x.free) && i.Span.Contains(on) {
			return false
		}
	}
	for d := range s.DisabilitiesOf(p) {
		if d.Span.Contains(on) && d.Grade >= 1 && d.Grade <= 2 {
			return false
		}
	}
	return true
}

// family is what shows that nobody can work: the certificates of the payee.
// The ages stand in the papers and not in the evidence.
func (x *award) family(s *dossier.Snapshot, p dossier.P, own []*dossier.Payout) (out []Evidence) {
	for d := range s.DisabilitiesOf(p) {
		if d.Span.Contains(own[0].Period.From) {
			out = append(out, Evidence{Kind: "disabilities", Src: d.Src, Who: Of(d.Person), Fields: []Field{{"残疾类别", d.Category}, {"等级", fmt.Sprintf("%d级", d.Grade)}}})
		}
	}
	return out
}

// overCap reports a year in which a household was paid more than the cap: the
// payee alone, or with the others of their roster household. It is told of
// whoever was paid first.
func (x *award) overCap(s *dossier.Snapshot, p dossier.P, own []*dossier.Payout) (hits []Hit) {
	total := int64(0)
	for _, r := range own {
		total += r.AmountFen
	}
	if x.most == 0 || (total <= x.most && s.People[p].Has&dossier.HasRoster == 0) {
		return nil
	}
	rows := slices.Clone(own)
	seen := []dossier.P{p}
	for e := range s.RostersOf(p) {
		if s.Items[e.Item].Category != dossier.Industry {
			continue
		}
		for m := range s.MembersOf(e.Household) {
			if slices.Contains(seen, m.Person) {
				continue
			}
			seen = append(seen, m.Person)
			theirs := s.PayoutsOf(m.Person)
			for i := range theirs {
				if s.Items[theirs[i].Item].Category == dossier.Industry && theirs[i].Counts() {
					rows = append(rows, &theirs[i])
				}
			}
		}
	}
	slices.SortFunc(rows, func(a, b *dossier.Payout) int {
		return cmp.Or(cmp.Compare(a.Period.From, b.Period.From), cmp.Compare(a.Src.Batch, b.Src.Batch), cmp.Compare(a.Src.Row, b.Src.Row))
	})
	for i := 0; i < len(rows); {
		year, j, sum := rows[i].Period.From.Year(), i, int64(0)
		span := rows[i].Period
		for ; j < len(rows) && rows[j].Period.From.Year() == year; j++ {
			sum += rows[j].AmountFen
			span.To = max(span.To, rows[j].Period.To)
		}
		if sum > x.most && rows[i].Person == p {
			hits = append(hits, Hit{Subject: Person(p), Item: int32(rows[i].Item), Household: rosterHousehold(s, p, rows[i].Item), Period: span, AmountFen: sum,
				Sentence: fmt.Sprintf("%d年全户领取产业奖补%d笔，共%s，超过每户每年上限%s。", year, j-i, yuan(sum), yuan(x.most)), Evidence: payoutsEvidence(s, rows[i:j]), Leans: []string{"rosters"}})
		}
		i = j
	}
	return hits
}

// acceptedByKin reports that who handled the household's award declared the
// payee as a relative.
func acceptedByKin(s *dossier.Snapshot, p dossier.P, household int32) bool {
	if household == dossier.None {
		return false
	}
	for m := range s.MembersOf(household) {
		if m.Handler == dossier.None {
			continue
		}
		for d := range s.Declared(m.Handler) {
			if d.Relative == p || d.Relative == m.Person {
				return true
			}
		}
	}
	return false
}
