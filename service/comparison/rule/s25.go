package rule

import (
	"fmt"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s25 = Model{
	Key:   "S25",
	Title: "一个账户收多人的补贴",
	Says:  "同一个银行账号收了几个人的补贴。",
	Basis: []string{
		"一卡通管理办法：按户发放的发到户主的卡，按人发放的发到本人的卡",
		"社会救助暂行办法第六十六条：截留、挤占、挪用、私分社会救助资金",
	},
	Default: true,
	Also:    []string{"officials", "deaths", "disabilities"},
	Leans:   []string{"rosters", "residents"},
	Parameters: []Parameter{
		{Key: "distinct_ids", Label: "同一账号收几个人的补贴", Unit: "人", Sort: Number, Default: "3", Basis: "三人及以上"},
		{Key: "distinct_households", Label: "不在同一户的，几个人就提示", Unit: "人", Sort: Number, Default: "2", Basis: "不同户的两人"},
		{Key: "distinct_family", Label: "同一户的家人用家里人的卡，几个人就提示", Unit: "人", Sort: Number, Default: "0", Basis: "孩子成年后卡没有换，多是家里代领；填 0 为不提示，由县里确认"},
		{Key: "elder_age", Label: "老人可以用子女的卡", Unit: "周岁以上", Sort: Number, Default: "70", Basis: "同户家人代领"},
		{Key: "wards", Label: "由监护人代领的残疾类别", Sort: List, Default: "精神、智力", Basis: "民法典监护制度"},
		{Key: "institutions", Label: "供养机构的户名用词", Sort: List, Default: "敬老院、福利院、福利中心、养老、救助站、学校", Basis: "集中供养的发到机构"},
		collectives, identities, notCommittee, redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"guardian", "未成年人用同户监护人的卡"},
		{"guardian-name", "监护人自己不领补贴，账户名是同户大人的名字"},
		{"ward", "精神、智力残疾人用同户监护人的卡"},
		{"elder", "老人用同户子女的卡"},
		{"successor", "户主去世，家里人继续用这张卡"},
		{"collective", "村集体、合作社的账户"},
		{"institution", "集中供养机构的账户"},
		{"couple", "同户两人共用一张卡"},
		{"family", "孩子成年后，补贴仍发到同户家里人的卡上"},
		{"bounced", "退票的没有到这个账户"},
	},
	Evidence:  []string{"开户资料", "代领授权书", "取款凭证和录像", "银行流水", "收款人本人的说明"},
	Questions: []string{"账户是谁的，卡在谁手里？", "收款人本人知不知道钱发到了这个账户，有没有拿到钱？", "有没有代领授权，是不是监护人、子女？", "账户持有人是否在村里、镇里任职？"},
	Bind: func(v Values) Check {
		b := sharing{
			v: v, most: v.Int("distinct_ids"), apart: v.Int("distinct_households"), family: v.Int("distinct_family"), elder: v.Int("elder_age"), wards: v.List("wards"), cadres: cadresOf(v),
			words: slices.Concat(v.List("collectives"), v.List("institutions")),
		}
		return Check{Account: b.check}
	},
}

// sharing holds S25's parameters.
type sharing struct {
	v                          Values
	most, apart, family, elder int
	wards, words               []string
	cadres                     cadres
}

// check counts the people of one account, in a small array: nearly all
// accounts have one.
func (b *sharing) check(s *dossier.Snapshot, a int32, report func(Hit)) {
	if s.AccountLen(a) < 2 {
		return
	}
	var people [32]dossier.P
	n := 0
	for r := range s.AccountRows(a) {
		if !r.Counts() || n == len(people) || n > 0 && people[n-1] == r.Person {
			continue
		}
		if !slices.Contains(people[:n], r.Person) {
			people[n] = r.Person
			n++
		}
	}
	if n >= min(b.most, b.apart) && n > 1 {
		b.look(s, a, people[:n], report)
	}
}

// look leaves out those for whom somebody of their household may draw, and
// reports the account when too many remain.
func (b *sharing) look(s *dossier.Snapshot, a int32, people []dossier.P, report func(Hit)) {
	var rows []*dossier.Payout
	for r := range s.AccountRows(a) {
		if !r.Counts() {
			continue
		}
		if collective(s, r.Holder, b.words) {
			return
		}
		rows = append(rows, r)
	}
	var left []dossier.P
	for _, p := range people {
		if !b.dependent(s, p, people, rows) {
			left = append(left, p)
		}
	}
	households := apart(s, left)
	if len(left) < b.most && (households < 2 || len(left) < b.apart) {
		return
	}
	if familyAccount(s, left, rows) && (b.family == 0 || len(left) < b.family) {
		return
	}
	owner, cadre := b.owner(s, left, rows)
	h := Hit{Subject: Account(a), Item: dossier.None, Household: dossier.None, Severity: Yellow}
	for _, p := range left {
		of := 0
		for _, r := range rows {
			if r.Person != p {
				continue
			}
			if h.Period.Empty() {
				h.Period, h.Item = r.Period, int32(r.Item)
			}
			h.Period = period.Interval{From: min(h.Period.From, r.Period.From), To: max(h.Period.To, r.Period.To)}
			if h.Item != int32(r.Item) {
				h.Item = dossier.None
			}
			if p != owner {
				h.AmountFen += r.AmountFen
			}
			if of++; of <= max(1, mostPayouts/len(left)) {
				h.Evidence = append(h.Evidence, paidTo(s, r))
			} else {
				h.Evidence[len(h.Evidence)-1].leave(r.AmountFen)
			}
		}
	}
	h.Severity = b.v.grade(Yellow, h.AmountFen)
	h.Sentence = fmt.Sprintf("同一个账号在%s收了%d人的补贴，分属%d户，涉及%s", h.Period.Chinese(), len(left), households, yuan(h.AmountFen))
	if cadre != nil {
		h.Severity, h.Evidence = Red, append(h.Evidence, showOfficial(cadre))
		h.Sentence += "；用这个账号领自己补贴的人里有" + called(cadre.Kind)
	}
	h.Sentence += "。"
	report(h)
}

// paidTo is a payment to the account, with the village it was paid for: the
// account itself belongs to none.
func paidTo(s *dossier.Snapshot, r *dossier.Payout) Evidence {
	e := payoutEvidence(s, r)
	if r.Village != dossier.None {
		e.Fields = append([]Field{{"村", s.Villages[r.Village].Name}}, e.Fields...)
	}
	return e
}

// familyAccount reports an account of one household: all who are paid to it are
// known to live together, and it is in the name of one of them, or of somebody
// else of theirs. Children who have grown up go on being paid to it.
func familyAccount(s *dossier.Snapshot, people []dossier.P, rows []*dossier.Payout) bool {
	for i, p := range people {
		if i > 0 && !slices.ContainsFunc(people[:i], func(q dossier.P) bool { return together(s, p, q) }) {
			return false
		}
	}
	return slices.ContainsFunc(rows, func(r *dossier.Payout) bool {
		return slices.Contains(people, r.Person) && (r.Holder == 0 || registeredName(s, r.Person, r.Holder))
	})
}

// dependent reports whether somebody of a person's household may draw for them.
func (b *sharing) dependent(s *dossier.Snapshot, p dossier.P, people []dossier.P, rows []*dossier.Payout) bool {
	var last *dossier.Payout
	named := false // the account is in the name of somebody of the household
	for _, r := range rows {
		if r.Person == p {
			if last == nil || r.Period.To > last.Period.To {
				last = r
			}
			named = named || r.Holder != 0 && registeredName(s, p, r.Holder)
		}
	}
	if !named && !slices.ContainsFunc(people, func(q dossier.P) bool { return q != p && grown(s, q, last) && together(s, p, q) }) {
		return false
	}
	if d, dead := s.DiedOn(p); dead && last.Period.From <= d.On.Month().Last() {
		return true
	}
	age, known := s.AgeOn(p, last.Period.From)
	if known && (age < 18 || age >= b.elder) {
		return true
	}
	for d := range s.DisabilitiesOf(p) {
		if slices.Contains(b.wards, d.Category) {
			return true
		}
	}
	return false
}

func grown(s *dossier.Snapshot, p dossier.P, r *dossier.Payout) bool {
	age, known := s.AgeOn(p, r.Period.Last())
	return !known || age >= 18
}

// owner is the payee in whose name the account is: an official who draws their
// own money with it before all, else whoever the account's name tells.
func (b *sharing) owner(s *dossier.Snapshot, people []dossier.P, rows []*dossier.Payout) (owner dossier.P, cadre *dossier.Official) {
	owner = dossier.None
	for _, r := range rows {
		if !slices.Contains(people, r.Person) {
			continue
		}
		if r.Holder == 0 && cadre == nil {
			if o := b.cadres.in(s, r.Person, r.Period); o != nil {
				owner, cadre = r.Person, o
			}
		}
		if r.Holder != 0 && owner == dossier.None {
			if i := slices.IndexFunc(people, func(q dossier.P) bool { return s.People[q].Name == r.Holder }); i >= 0 {
				owner = people[i]
			}
		}
	}
	return owner, cadre
}

// together reports whether two people are of one household: registered together,
// or of one roster household.
func together(s *dossier.Snapshot, p, q dossier.P) bool {
	if s.People[p].Hukou >= 0 && s.People[p].Hukou == s.People[q].Hukou {
		return true
	}
	for r := range s.RostersOf(p) {
		for m := range s.MembersOf(r.Household) {
			if m.Person == q {
				return true
			}
		}
	}
	return false
}

// apart counts the households of people. Who is in no register is taken to
// belong to the others: nothing says they do not.
func apart(s *dossier.Snapshot, people []dossier.P) (n int) {
	for i, p := range people {
		known := s.People[p].Hukou >= 0
		if known && !slices.ContainsFunc(people[:i], func(q dossier.P) bool { return together(s, p, q) }) {
			n++
		}
	}
	return max(1, n)
}

// registeredName reports whether a name is that of somebody else of a person's
// household.
func registeredName(s *dossier.Snapshot, p dossier.P, name int32) bool {
	for q := range s.Registered(s.People[p].Hukou) {
		if q != p && s.People[q].Name == name {
			return true
		}
	}
	for r := range s.RostersOf(p) {
		for m := range s.MembersOf(r.Household) {
			if m.Person != p && s.People[m.Person].Name == name {
				return true
			}
		}
	}
	return false
}
