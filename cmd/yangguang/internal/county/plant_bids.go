package county

// lot is a tender of 2022 or 2023 with bidders of its own; the first wins.
func (s *plot) lot(n int) *work {
	x := s.draft(canal, 180, s.old())
	x.method, x.notice, x.opened = "公开", x.approved+20, x.approved+48
	price := x.won
	for i := range n {
		f := x.winner
		if i > 0 {
			f = s.builder()
			price += []int64{0, 317, 1094, 2431, 1777}[i] * 10000
		}
		x.bids = append(x.bids, bid{firm: f, price: price, score: 92 - 3*i, rank: i + 1, phone: s.w.firms[f].phone, account: s.w.firms[f].account})
	}
	return x
}

// share gives a person a part of a company.
func (s *plot) share(f int, p int32, role, pct string, from, to day) {
	s.w.register("company_roles", s.w.firms[f].code, s.id(p), s.name(p), role, pct, from.String(), to.String())
}

// In a larger county a town has so many projects, and so many of these plants,
// that each needs a town and a time of its own to be half of all that is won.
const (
	crowded = 0.05 // the scale from which that is so
	towns   = 28
)

// ownTown is a village of the town that belongs to this copy of a plant.
func (s *plot) ownTown() int {
	n, town := -1, ""
	for i, v := range s.w.villages {
		if v.town != town {
			n, town = n+1, v.town
		}
		if n == s.k%towns && !v.urban {
			return i
		}
	}
	return s.w.countryside()
}

var bidPlants = []plant{
	{"P06", violation, "champion", "一年三次中同一业主的标，占全部金额", func(s *plot) {
		s.wins(violation, 3, 110, 90, 0)
	}},
	{"P06", violation, "town", "一年四次中同镇各村的标，金额过半", func(s *plot) {
		v, f, from, cost := s.w.countryside(), s.builder(), s.old(), int64(3900)
		if s.w.scale > crowded {
			v, from, cost = s.ownTown(), date(2021, 2, 1)+day(s.k/towns*800), cost*int64(1+3*s.w.scale)
		}
		// More than all that the town's own projects can add up to in a year.
		for i := range 4 {
			x := s.draft(school, cost, from+day(i*60))
			x.village, x.owner = s.w.villages[v].code, s.w.villages[v].town+committee(s.w.villages[v])+itoa(i+1)+"组"
			x.method, x.notice, x.opened, x.winner = "公开", x.approved+20, x.approved+48, f
			s.found(s.file(x))
		}
	}},
	{"P06", innocent, "three_years", "三次中标分散在三年", func(s *plot) { s.wins(innocent, 3, 110, 400, 0) }},
	{"P06", innocent, "two_wins", "一年只中两次", func(s *plot) { s.wins(innocent, 2, 110, 90, 0) }},
	{"P06", innocent, "small_share", "中三次，金额不到一半", func(s *plot) { s.wins(innocent, 3, 60, 60, 900) }},

	{"P07", violation, "same_head", "两家的法定代表人是同一人", func(s *plot) {
		x := s.lot(3)
		s.w.firms[x.bids[1].firm].owner = s.w.firms[x.winner].owner
		s.found(s.file(x))
	}},
	{"P07", violation, "same_shareholder", "两家由同一人控股", func(s *plot) {
		x := s.lot(3)
		p := s.home(man(52)).head()
		for _, b := range x.bids[1:] {
			s.share(b.firm, p, "股东", "60", date(2015, 1, 1), 0)
		}
		s.found(s.file(x))
	}},
	{"P07", violation, "same_phone", "两家留同一个电话", func(s *plot) {
		x := s.lot(3)
		x.bids[2].phone = x.bids[0].phone
		s.found(s.file(x))
	}},
	{"P07", violation, "same_deposit", "保证金出自同一账户", func(s *plot) {
		x := s.lot(4)
		x.bids[3].account = x.bids[1].account
		s.found(s.file(x))
	}},
	{"P07", violation, "price_steps", "报价等差", func(s *plot) {
		x := s.lot(4)
		for i := range x.bids {
			x.bids[i].price = x.won + int64(i)*2_500_000
		}
		s.found(s.file(x))
	}},
	{"P07", innocent, "agent_office", "许多单位共用代办机构的电话", func(s *plot) {
		office := "0775-833" + itoa(1000+s.k)
		for range 3 {
			x := s.lot(4)
			for i := range x.bids {
				x.bids[i].phone = office
			}
			s.miss(s.file(x).number)
		}
	}},
	{"P07", innocent, "rejected", "有关联的一家已被否决", func(s *plot) {
		x := s.lot(4)
		x.bids[3].account, x.bids[3].void = x.bids[1].account, true
		s.miss(s.file(x).number)
	}},
	{"P07", innocent, "small_share", "同一人在两家各有百分之三", func(s *plot) {
		x := s.lot(3)
		p := s.home(man(52)).head()
		for _, b := range x.bids[1:] {
			s.share(b.firm, p, "股东", "3", date(2015, 1, 1), 0)
		}
		s.miss(s.file(x).number)
	}},

	{"P08", violation, "official", "公务员在中标单位持股三成", func(s *plot) {
		x := s.lot(3)
		s.share(x.winner, s.servant(), "股东", "30", date(2016, 1, 1), 0)
		s.found(s.file(x))
	}},
	{"P08", violation, "relative", "中标单位高管是公职人员配偶", func(s *plot) {
		x := s.lot(3)
		o := s.servant()
		s.share(x.winner, o+1, "高管", "", date(2016, 1, 1), 0)
		s.relative(o, o+1, "配偶", "是")
		s.found(s.file(x))
	}},
	{"P08", violation, "owner_unit", "业主单位人员的子女是法定代表人", func(s *plot) {
		x := s.lot(3)
		o := s.home(man(55), wife(53))
		s.official(o.head(), "公务员", x.owner, "主任", date(2005, 1, 1), 0)
		s.relative(o.head(), s.w.firms[x.winner].owner, "子女", "是")
		s.found(s.file(x))
	}},
	{"P08", violation, "village_cadre", "村干部本人是股东", func(s *plot) {
		x := s.lot(3)
		c := s.home(man(50))
		s.official(c.head(), "村干部", committee(c.village), "村党支部书记", date(2014, 1, 1), 0)
		s.share(x.winner, c.head(), "股东", "20", date(2016, 1, 1), 0)
		s.found(s.file(x))
	}},
	{"P08", innocent, "sold_before", "中标前已转让股份", func(s *plot) {
		x := s.lot(3)
		s.share(x.winner, s.servant(), "股东", "30", date(2014, 1, 1), x.opened-60)
		s.miss(s.file(x).number)
	}},
	{"P08", innocent, "same_name", "股东与公职人员同名不同号", func(s *plot) {
		x := s.lot(3)
		o := s.servant()
		s.w.people[o].name = s.name(s.w.firms[x.winner].owner)
		s.rename("officials", o)
		s.miss(s.file(x).number)
	}},
	{"P08", innocent, "trades_elsewhere", "家属的公司没有中标", func(s *plot) {
		x := s.lot(3)
		o := s.servant()
		s.relative(o, s.w.firms[s.builder()].owner, "兄弟姐妹", "是")
		s.miss(s.file(x).number)
	}},
	{"P08", innocent, "hired_later", "中标以后才成为公职人员", func(s *plot) {
		x := s.lot(3)
		o := s.home(man(30))
		s.official(o.head(), "事业", "博白县交通运输局", "技术员", x.opened+400, 0)
		s.share(x.winner, o.head(), "股东", "30", date(2018, 1, 1), 0)
		s.miss(s.file(x).number)
	}},

	{"P10", violation, "same_place", "同一地点两年内同类项目立两次", func(s *plot) { s.again(violation, road, road, 700, 0.0009) }},
	{"P10", violation, "funded_twice", "两路资金合计超过投资", func(s *plot) {
		x := s.draft(canal, 120, s.old())
		s.w.units += 2
		for i, n := range []int{s.w.units - 1, s.w.units} {
			on := x.start - day(20+5*i)
			s.w.register("funds", "玉财农〔"+itoa(on.month().year())+"〕补"+itoa(n)+"号", x.name+"资金", x.number, yuan(x.total*65/100), (on - 5).String(), on.String(), "县")
		}
		x.flows = s.pays(x, x.start+60, 50, x.end+40, 50)
		s.w.fundedApart[x.number] = true
		s.found(s.file(x))
	}},
	{"P10", innocent, "far", "相距三百多米", func(s *plot) { s.again(innocent, road, road, 700, 0.0035) }},
	{"P10", innocent, "other_kind", "同一地点不同类型", func(s *plot) { s.again(innocent, road, canal, 700, 0.0005) }},
	{"P10", innocent, "long_ago", "相隔四年", func(s *plot) { s.again(innocent, road, road, 1500, 0.0005) }},

	filed("no_notice", "公开招标没有公告日期", violation, func(x *work) { x.notice = 0 }),
	filed("no_contract", "已开工，没有登记合同日期", violation, func(x *work) { x.contract = 0 }),
	filed("opened_before_notice", "开标早于公告", violation, func(x *work) { x.opened = x.notice - 5 }),
	filed("accepted_before_end", "验收早于完工", violation, func(x *work) { x.accepted = x.end - 8 }),
	filed("no_end", "已验收，没有登记完工日期", violation, func(x *work) { x.end = 0 }),
	filed("no_acceptance", "完工后没有登记验收", tolerated, func(x *work) { x.accepted = 0 }),
	filed("same_day", "完工当天验收", innocent, func(x *work) { x.accepted = x.end }),
	{"P11", innocent, "direct", "直接发包没有公告和开标", func(s *plot) { s.miss(s.file(direct(s.draft(canal, 60, s.old()))).number) }},
	{"P11", innocent, "just_due", "开工二十天，合同还在补登记期内", func(s *plot) {
		x := s.building(20, 200)
		s.reported(x, s.w.asOf-2, 8)
		y := s.file(direct(x))
		y.contract = 0
		s.miss(y.number)
	}},
}

// filed plants a finished project whose filed days are changed afterwards.
func filed(trap, note, role string, change func(x *work)) plant {
	return plant{"P11", role, trap, note, func(s *plot) {
		y := s.file(s.lot(3))
		change(y)
		switch role {
		case violation:
			s.found(y)
		case innocent:
			s.miss(y.number)
		default:
			s.may("P11", Fact{SubjectID: y.number})
		}
	}}
}

// wins plants projects of one owner that one company wins, and one that
// another wins.
func (s *plot) wins(role string, n int, cost int64, apart int, other int64) {
	f := -1
	owner := "博白县第" + itoa(len(s.w.works)) + "项目管理办公室"
	from := s.old()
	for i := range n {
		x := s.draft(canal, cost, from+day(i*apart))
		x.owner, x.method, x.notice, x.opened = owner, "公开", x.approved+20, x.approved+48
		if f < 0 {
			f = x.winner
		}
		x.winner = f
		s.file(x)
		if role == violation {
			s.found(x)
		} else {
			s.miss(x.number)
		}
	}
	if other > 0 {
		x := s.draft(school, other, from+30)
		x.owner, x.method, x.notice, x.opened = owner, "公开", x.approved+20, x.approved+48
		s.file(x)
	}
}

// again plants a second project near a first one.
func (s *plot) again(role string, first, second, apart int, degrees float64) {
	a := s.file(s.draft(first, 90, date(2019, 3, 1)+day(s.k*11%500)))
	lon, lat, village, approved := a.lon, a.lat, a.village, a.approved
	b := s.draft(second, 95, approved+day(apart))
	b.lon, b.lat, b.village = lon+degrees, lat, village
	s.file(b)
	if role == violation {
		s.found(b)
		s.may("P10", Fact{SubjectID: s.w.works[len(s.w.works)-2].number})
		return
	}
	s.miss(b.number)
}

// rename mends a person's name in the last row of a register.
func (s *plot) rename(kind string, p int32) {
	rows := s.w.tables[kind]
	rows[len(rows)-1][1] = s.name(p)
}
