package rule

import (
	"fmt"
	"slices"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var s20 = Model{
	Key:   "S20",
	Title: "护林员、公益性岗位人员异常",
	Says:  "在岗人员的年龄、身份、岗位数或社保情况与岗位要求不符。",
	Basis: []string{
		"生态护林员管理办法：从脱贫人口、监测对象中选聘，年龄一般在18至60周岁，续聘不超过65周岁，每户一人",
		"公益性岗位管理：不得一人多岗，不得吃空饷",
	},
	Registers: []string{"rosters"},
	Also:      []string{"officials", "employment", "households", "residents"},
	Parameters: []Parameter{
		{Key: "min_age", Label: "最低上岗年龄", Unit: "周岁", Sort: Number, Default: "18", Basis: "选聘年龄18至60周岁"},
		{Key: "max_age", Label: "首次上岗最高年龄", Unit: "周岁", Sort: Number, Default: "60", Basis: "选聘年龄18至60周岁"},
		{Key: "renew_age", Label: "续聘最高年龄", Unit: "周岁", Sort: Number, Default: "65", Basis: "60周岁以前首次上岗的可以续聘到65周岁"},
		{Key: "per_household", Label: "每户同一岗位最多人数", Unit: "人", Sort: Number, Default: "1", Basis: "每户一人"},
		{Key: "aided_only", Label: "只从脱贫户、监测户中选聘的岗位", Sort: List, Default: "生态护林员、公益性岗位", Basis: "从脱贫人口、监测对象中选聘", Words: postWords},
		{Key: "job_months", Label: "同时在别处参保满几个月才提示", Unit: "个月", Sort: Number, Default: "2", Basis: "一个月的交接不算"},
		{Key: "own_employers", Label: "岗位自己的用人单位用词", Sort: List, Default: "村民委员会、村委会、居委会、人民政府、林业、林场、人力资源、劳务派遣、公益", Basis: "公益性岗位由用人单位参保"},
		{Key: "cadre_posts", Label: "允许村干部兼任的岗位", Sort: List, Default: "", Basis: "县里有规定的，写岗位名称，例如“公益性岗位”", Words: postWords},
		identities, notCommittee, redYuan, orangeYuan,
	},
	Traps: []Trap{
		{"renewed", "60周岁以前首次上岗，续聘到65周岁"},
		{"birthday-month", "生日当月"},
		{"own-employer", "社保由岗位的用人单位缴纳"},
		{"hand-over", "换工作时社保只重叠一个月"},
		{"village-cadre", "村干部按县里规定可以兼任的岗位"},
		{"group-leader", "村民小组长不是村“两委”干部"},
		{"successor", "同一户前后两个人接任，不是同时两个人"},
		{"aided", "脱贫户、监测户的家庭成员"},
		{"left-payroll", "上岗前已离职的公职人员"},
	},
	Evidence:  []string{"聘用合同", "考勤、巡护轨迹", "工资发放表", "社保缴费记录", "选聘公示"},
	Questions: []string{"首次上岗是哪一天，合同怎么签的？", "有没有实际巡护、上岗，考勤和轨迹在哪里？", "在别处参保的单位是不是实际上班的单位？", "县里有没有允许村干部兼任的规定？"},
	Needs:     dossier.HasPayout,
	Bind: func(v Values) Check {
		b := posting{
			v: v, minAge: v.Int("min_age"), maxAge: v.Int("max_age"), renewAge: v.Int("renew_age"), perHousehold: v.Int("per_household"),
			months: v.Int("job_months"), aidedOnly: v.List("aided_only"), own: v.List("own_employers"), cadres: cadresOf(v), cadrePosts: v.List("cadre_posts"),
		}
		return Check{Person: b.check}
	},
}

// posting holds S20's parameters.
type posting struct {
	v                                              Values
	minAge, maxAge, renewAge, perHousehold, months int
	aidedOnly, own, cadrePosts                     []string
	cadres                                         cadres
}

func post(c dossier.Category) bool { return c == dossier.Ranger || c == dossier.PublicPost }

// check asks the questions one after the other: a payout that one has reported
// is not reported again by the next.
func (b *posting) check(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
	rows := s.PayoutsOf(p)
	if !paidFor(s, p, dossier.Ranger) && !paidFor(s, p, dossier.PublicPost) {
		return
	}
	told := map[*dossier.Payout]bool{}
	ask := func(severity Severity, least int, wrong func(*dossier.Payout) bool, sentence func(*Stretch) (string, []Evidence), leans ...string) {
		for _, st := range Stretches(rows, func(r *dossier.Payout) bool {
			return post(s.CategoryOf(r.Item)) && r.Counts() && !told[r] && wrong(r)
		}) {
			if st.Periods < least {
				continue
			}
			for _, r := range st.Rows {
				told[r] = true
			}
			text, more := sentence(&st)
			report(Hit{Leans: leans,
				Subject: Person(p), Item: int32(st.Item), Household: rosterHousehold(s, p, st.Item), Period: st.Period, AmountFen: st.AmountFen,
				Severity: b.v.grade(severity, st.AmountFen), Sentence: text, Evidence: append(payoutsEvidence(s, st.Rows), more...),
			})
		}
	}
	b.askStatus(s, p, ask)
	b.askAge(s, p, ask)
	ask(Orange, 2, func(r *dossier.Payout) bool { return otherPost(s, rows, r) != nil }, func(st *Stretch) (string, []Evidence) {
		o := otherPost(s, rows, st.Rows[0])
		return "同一时间还在领" + s.Items[o.Item].Name + "，发放了" + st.spell(s) + "。", []Evidence{payoutEvidence(s, o)}
	})
	ask(Orange, b.months, func(r *dossier.Payout) bool { return b.employed(s, p, r) != nil }, func(st *Stretch) (string, []Evidence) {
		e := b.employed(s, p, st.Rows[0])
		return "同一时间由" + e.Employer + "缴纳社会保险，发放了" + st.spell(s) + "。", []Evidence{showEmployment(e)}
	})
	ask(Yellow, 1, func(r *dossier.Payout) bool { return b.crowd(s, r) > b.perHousehold }, func(st *Stretch) (string, []Evidence) {
		return fmt.Sprintf("同一户同一时间已有%d人在领%s，本人又发放了%s。", b.crowd(s, st.Rows[0])-1, s.Items[st.Item].Name, st.spell(s)), nil
	})
	if len(s.Aided) > 0 {
		ask(Yellow, 1, func(r *dossier.Payout) bool {
			return slices.Contains(b.aidedOnly, s.CategoryOf(r.Item).String()) && familyAided(s, p, r.Period.Last()) == notAided
		}, func(st *Stretch) (string, []Evidence) {
			return "当时这一户不在脱贫户、监测户名册里，发放了" + st.spell(s) + "。", nil
		}, "households", "residents")
	}
}

type postAsk = func(severity Severity, least int, wrong func(*dossier.Payout) bool, sentence func(*Stretch) (string, []Evidence), leans ...string)

// askStatus asks whether an official or a village cadre holds the post.
func (b *posting) askStatus(s *dossier.Snapshot, p dossier.P, ask postAsk) {
	on := func(r *dossier.Payout) *dossier.Official {
		for o := range s.OfficialsOf(p) {
			allowed := o.Kind == ofVillage && slices.Contains(b.cadrePosts, s.CategoryOf(r.Item).String())
			if b.cadres.count(o) && o.Span.Contains(r.Period.From) && !allowed {
				return o
			}
		}
		return nil
	}
	for _, severity := range []Severity{Red, Orange} {
		ask(severity, 1, func(r *dossier.Payout) bool {
			o := on(r)
			return o != nil && (severity == Red) == (o.Kind != ofVillage)
		}, func(st *Stretch) (string, []Evidence) {
			o := on(st.Rows[0])
			return "在岗期间是" + o.Unit + "的" + called(o.Kind) + "，发放了" + st.spell(s) + "。", []Evidence{showOfficial(o)}
		})
	}
}

// askAge asks whether somebody is too young, was hired too old or has stayed too long.
func (b *posting) askAge(s *dossier.Snapshot, p dossier.P, ask postAsk) {
	if _, known := s.AgeOn(p, s.AsOf); !known {
		return
	}
	age := func(on period.Day) int { n, _ := s.AgeOn(p, on); return n }
	ask(Orange, 1, func(r *dossier.Payout) bool {
		n, _ := ageBy(s, p, hired(s, p, r))
		return n < b.minAge
	}, func(st *Stretch) (string, []Evidence) {
		h := hired(s, p, st.Rows[0])
		return fmt.Sprintf("首次上岗是%s，不满%d周岁，发放了%s。", h.Month().Chinese(), b.minAge, st.spell(s)), append([]Evidence{showBirth(s, st.Rows[0])}, rostersOf(s, p, st.Item)...)
	})
	ask(Orange, 1, func(r *dossier.Payout) bool { return age(hired(s, p, r)-1) > b.maxAge }, func(st *Stretch) (string, []Evidence) {
		h := hired(s, p, st.Rows[0])
		return fmt.Sprintf("首次上岗是%s，已满%d周岁，发放了%s。", h.Month().Chinese(), age(h), st.spell(s)), append([]Evidence{showBirth(s, st.Rows[0])}, rostersOf(s, p, st.Item)...)
	})
	ask(Orange, 1, func(r *dossier.Payout) bool { return age(r.Period.Last()) > b.renewAge }, func(st *Stretch) (string, []Evidence) {
		return fmt.Sprintf("超过续聘年龄%d周岁，发放了%s。", b.renewAge, st.spell(s)), []Evidence{showBirth(s, st.Rows[0])}
	})
}

// hired is the day somebody first held the post of a payout.
func hired(s *dossier.Snapshot, p dossier.P, r *dossier.Payout) period.Day {
	first := period.Future
	for m := range s.RostersOf(p) {
		if m.Item == r.Item {
			first = min(first, m.Span.From)
		}
	}
	if first != period.Future {
		return first
	}
	rows := s.PayoutsOf(p)
	for i := range rows {
		if rows[i].Item == r.Item {
			first = min(first, rows[i].Period.From)
		}
	}
	return first
}

// otherPost is a payout for the same time of another post, one that was held
// before: only the second post is in question.
func otherPost(s *dossier.Snapshot, rows []dossier.Payout, r *dossier.Payout) *dossier.Payout {
	for i := range rows {
		if o := &rows[i]; o.Item != r.Item && post(s.CategoryOf(o.Item)) && o.Counts() && o.Period.Overlaps(r.Period) && hiredFirst(hired(s, o.Person, o), int32(o.Item), hired(s, r.Person, r), int32(r.Item)) {
			return o
		}
	}
	return nil
}

// hiredFirst orders two by day, then by number.
func hiredFirst(a period.Day, x int32, b period.Day, y int32) bool { return a < b || a == b && x < y }

// employed is social insurance that another employer paid for the whole period.
func (b *posting) employed(s *dossier.Snapshot, p dossier.P, r *dossier.Payout) *dossier.Employment {
	for e := range s.EmploymentOf(p) {
		own := slices.ContainsFunc(b.own, func(w string) bool { return strings.Contains(e.Employer, w) })
		if !own && e.Span.Intersect(r.Period) == r.Period {
			return e
		}
	}
	return nil
}

// crowd is how many people of the roster household, which carries the
// household's number, were paid for the same post at the same time, counted up
// to the payee in the order in which they were hired.
func (b *posting) crowd(s *dossier.Snapshot, r *dossier.Payout) int {
	own := rosterHousehold(s, r.Person, r.Item)
	if own == dossier.None {
		return 1
	}
	n := 1
	for _, h := range s.HouseholdsNamed(s.Households[own].No) {
		if s.Households[h].Item != r.Item {
			continue
		}
		for m := range s.MembersOf(h) {
			if o := paidIn(s, m.Person, r.Item, r.Period); m.Person != r.Person && o != nil && hiredFirst(hired(s, m.Person, o), m.Person, hired(s, r.Person, r), r.Person) {
				n++
			}
		}
	}
	return n
}

// paidIn is a person's payout of an item for some of a stretch of time, nil when
// there is none.
func paidIn(s *dossier.Snapshot, p dossier.P, item uint16, span period.Interval) *dossier.Payout {
	rows := s.PayoutsOf(p)
	for i := range rows {
		if r := &rows[i]; r.Item == item && r.Counts() && r.Period.Overlaps(span) {
			return r
		}
	}
	return nil
}

// rostersOf shows a person's places on the roster of an item.
func rostersOf(s *dossier.Snapshot, p dossier.P, item uint16) (out []Evidence) {
	for m := range s.RostersOf(p) {
		if m.Item == item {
			out = append(out, showRoster(s, m))
		}
	}
	return out
}
