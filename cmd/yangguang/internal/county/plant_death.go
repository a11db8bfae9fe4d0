package county

// nurse gives a person a certificate, which ends soon after the benefit, and 重度残疾人护理补贴 from a month to a month.
func (s *plot) nurse(h *home, p int32, from, to month) int64 {
	s.disable(p, 3, 1, date(2018, 3, 1), (to + 2).last())
	return s.benefit(nursingSubsidy, h, p, "", from, to)
}

// fenOf is what a person is due for the periods in from to to.
func fenOf(code, class string, count int, from, to month) (fen int64) {
	it := itemOf[code]
	for m := from; m+it.length()-1 <= to; m++ {
		if it.starts(m) {
			n := int64(count)
			if it.unit == "人月" {
				n *= int64(it.length())
			}
			fen += it.at(class, m) * n
		}
	}
	return fen
}

var deathPlants = []plant{
	{"S01", violation, "pension", "居民养老，死后领四个月", func(s *plot) {
		t := s.start()
		h := s.home(man(79))
		p := h.head()
		s.w.register("pensions", s.id(p), s.name(p), "居民", "博白县", "2011-09", (t + 10).String(), "140.00")
		s.die(p, (t + 10).on(12), 0, "公安")
		s.pay(pension, p, t, t+14, payment{})
		s.hit(s.of(p, pension, t+11, t+14, fenOf(pension, "", 1, t+11, t+14)))
	}},
	{"S01", violation, "nursing", "护理补贴，死后领两个月", func(s *plot) {
		t := s.start()
		h := s.home(man(55), wife(54))
		p := h.members[1]
		s.nurse(h, p, t, t+10)
		s.die(p, (t + 8).on(28), (t + 9).on(3), "卫健")
		s.hit(s.of(p, nursingSubsidy, t+9, t+10, fenOf(nursingSubsidy, "", 1, t+9, t+10)))
	}},
	{"S01", violation, "old_age", "高龄津贴，死后领两个季度", func(s *plot) {
		t := s.start()
		h := s.home(man(58), mother(88))
		p := h.members[1]
		s.benefit(oldAge, h, p, "80", t, t+14)
		s.die(p, (t + 7).on(9), 0, "公安")
		s.hit(s.of(p, oldAge, t+9, t+14, fenOf(oldAge, "80", 1, t+9, t+14)))
	}},
	{"S01", violation, "allowance_single", "一人户低保，过了宽限的一个月还领", func(s *plot) {
		t := s.start()
		h := s.home(man(66))
		p := h.head()
		s.allow(h, h.members, "A", t, t+10)
		s.die(p, (t + 6).on(15), 0, "公安")
		s.hit(s.of(p, ruralAllowance, t+8, t+10, fenOf(ruralAllowance, "A", 1, t+8, t+10)))
	}},
	{"S01", violation, "allowance_member", "三人户低保，一人死后仍按三人发", func(s *plot) {
		t := s.start()
		h := s.home(man(50), wife(49), father(76))
		p := h.members[2]
		for i, q := range h.members {
			s.list(ruralAllowance, h, q, t, map[bool]month{true: t + 12, false: t + 20}[i == 2], listing{class: "B"})
		}
		s.pay(ruralAllowance, h.head(), t, t+12, payment{tenths: 30, class: "B"})
		s.pay(ruralAllowance, h.head(), t+13, t+20, payment{tenths: 20, class: "B"})
		s.die(p, (t + 6).on(20), 0, "民政")
		s.hit(s.any(h, p, ruralAllowance, t+8, t+12, fenOf(ruralAllowance, "B", 1, t+8, t+12)))
	}},
	{"S01", violation, "support", "特困，死后领三个月", func(s *plot) {
		t := s.start()
		h := s.home(man(74))
		p := h.head()
		s.benefit(ruralSupport, h, p, "", t, t+9)
		s.die(p, (t + 5).on(3), 0, "民政")
		s.hit(s.of(p, ruralSupport, t+7, t+9, fenOf(ruralSupport, "", 1, t+7, t+9)))
	}},
	{"S01", violation, "one_off", "死后三个多月发临时救助", func(s *plot) {
		t := s.start()
		h := s.home(man(64))
		p := h.head()
		s.die(p, (t + 2).on(10), 0, "公安")
		fen := s.once(emergency, h, p, "一般困难", t+6)
		s.hit(s.of(p, emergency, t+6, t+6, fen))
	}},
	{"S01", violation, "earliest_source", "卫健的死亡日期早于公安，以早的为准", func(s *plot) {
		t := s.start()
		h := s.home(man(52), wife(50))
		p := h.members[1]
		s.nurse(h, p, t, t+8)
		s.die(p, (t + 5).on(10), (t + 9).on(9), "卫健")
		s.w.register("deaths", s.id(p), s.name(p), (t + 9).on(2).String(), (t + 9).on(9).String(), "公安", "否")
		s.hit(s.of(p, nursingSubsidy, t+6, t+8, fenOf(nursingSubsidy, "", 1, t+6, t+8)))
	}},
	{"S01", violation, "cadre_account", "死者的高龄津贴打到村干部账户", func(s *plot) {
		t := s.start()
		h, c := s.home(man(86)), s.home(man(51))
		p := h.head()
		s.official(c.head(), "村干部", committee(c.village), "村委会主任", date(2017, 3, 1), 0)
		s.list(oldAge, h, p, t, t+17, listing{class: "80"})
		s.pay(oldAge, p, t, t+17, payment{class: "80", account: account(c.head()), name: s.name(c.head())})
		s.die(p, (t + 4).on(20), 0, "公安")
		s.hit(s.of(p, oldAge, t+6, t+17, fenOf(oldAge, "80", 1, t+6, t+17)))
		s.side("S26", s.of(p, oldAge, t, t+17, 0))
	}},
	{"S01", violation, "paid_in_advance", "下月的补贴在死后、当月月底发出", func(s *plot) {
		t := s.start()
		h := s.home(man(49), wife(47))
		p := h.members[1]
		s.nurse(h, p, t, t+5)
		s.list(nursingSubsidy, h, p, t+6, t+6, listing{})
		fen := s.emit(s.row(nursingSubsidy, p, t+6, payment{paid: (t + 5).on(28)}))
		s.die(p, (t + 5).on(20), 0, "卫健")
		s.hit(s.of(p, nursingSubsidy, t+6, t+6, fen))
	}},

	{"S01", innocent, "month_of_death", "死亡当月的补贴合规", func(s *plot) {
		t := s.start()
		h := s.home(man(56), wife(55))
		p := h.members[1]
		s.nurse(h, p, t, t+8)
		s.die(p, (t + 8).on(1), 0, "公安")
		s.miss(s.id(p))
	}},
	{"S01", innocent, "late_registration", "注销晚三个月，死亡当月起已停发", func(s *plot) {
		t := s.start()
		h := s.home(man(83))
		p := h.head()
		s.w.register("pensions", s.id(p), s.name(p), "居民", "博白县", "2011-09", (t + 5).String(), "140.00")
		s.die(p, (t + 5).on(20), (t + 8).on(14), "公安")
		s.pay(pension, p, t, t+5, payment{})
		s.miss(s.id(p))
	}},
	{"S01", innocent, "cancelled", "误报死亡，已撤销", func(s *plot) {
		t := s.start()
		h := s.home(man(57), wife(56))
		p := h.members[1]
		s.nurse(h, p, t, t+18)
		s.w.register("deaths", s.id(p), s.name(p), (t + 5).on(3).String(), "", "公安", "是")
		s.miss(s.id(p))
	}},
	{"S01", innocent, "declaration_revoked", "宣告死亡后本人出现，宣告已撤销", func(s *plot) {
		t := s.start()
		h := s.home(man(88))
		p := h.head()
		s.benefit(oldAge, h, p, "80", t, t+11)
		s.w.register("deaths", s.id(p), s.name(p), (t + 1).on(8).String(), (t + 1).on(18).String(), "公安", "是")
		s.miss(s.id(p))
	}},
	{"S01", innocent, "other_name", "死亡登记里同号异名，本人在世", func(s *plot) {
		t := s.start()
		h := s.home(man(52), wife(53))
		p := h.members[1]
		s.nurse(h, p, t, t+18)
		s.w.register("deaths", s.id(p), s.otherName(p), (t + 5).on(3).String(), (t + 5).on(9).String(), "民政", "否")
		s.miss(s.id(p))
		s.side("S26", Fact{SubjectID: s.id(p)})
	}},
	{"S01", innocent, "back_pay", "生前月份退票，死后补发", func(s *plot) {
		t := s.start()
		h := s.home(man(50), wife(46))
		p := h.members[1]
		s.disable(p, 4, 2, date(2018, 3, 1), (t + 7).last())
		s.list(nursingSubsidy, h, p, t, t+5, listing{account: account(p)})
		for m := t; m <= t+5; m++ {
			s.emit(s.row(nursingSubsidy, p, m, payment{returned: m == t+2}))
		}
		s.emit(s.row(nursingSubsidy, p, t+2, payment{batch: itemOf[nursingSubsidy].batch(t+2) + "B", again: itemOf[nursingSubsidy].batch(t + 2), paid: (t + 8).on(15)}))
		s.die(p, (t + 5).on(10), 0, "公安")
		s.miss(s.id(p))
	}},
	{"S01", innocent, "funeral", "丧葬补助死后发放合规", func(s *plot) {
		t := s.start()
		h := s.home(man(81), wife(79))
		p := h.head()
		s.die(p, t.on(10), 0, "公安")
		s.once(funeral, h, p, "", t+3)
		s.miss(s.id(p))
	}},
	{"S01", innocent, "survivors", "户主死后低保按在世人数发，仍写户主名下", func(s *plot) {
		t := s.start()
		h := s.home(man(58), wife(57), son(33))
		for i, q := range h.members {
			s.list(ruralAllowance, h, q, t, map[bool]month{true: t + 6, false: t + 18}[i == 0], listing{class: "B"})
		}
		s.pay(ruralAllowance, h.head(), t, t+6, payment{tenths: 30, class: "B"})
		s.pay(ruralAllowance, h.head(), t+7, t+18, payment{tenths: 20, class: "B"})
		s.die(h.head(), (t + 6).on(9), 0, "公安")
		s.miss(s.ids(h.members)...)
		s.may("S27", s.any(h, h.head(), ruralAllowance, t+7, t+18, 0))
	}},
	{"S01", innocent, "survivor_named", "户主死后低保转到配偶名下", func(s *plot) {
		t := s.start()
		h := s.home(man(59), wife(56))
		s.list(ruralAllowance, h, h.head(), t, t+6, listing{class: "A"})
		s.list(ruralAllowance, h, h.members[1], t, t+18, listing{class: "A"})
		s.pay(ruralAllowance, h.head(), t, t+6, payment{tenths: 20, class: "A"})
		s.pay(ruralAllowance, h.members[1], t+7, t+18, payment{tenths: 10, class: "A"})
		s.die(h.head(), (t + 6).on(9), 0, "公安")
		s.miss(s.ids(h.members)...)
	}},
	{"S01", innocent, "land_of_household", "耕地补贴属于农户，户主去年去世", func(s *plot) {
		h := s.home(man(61), wife(58), son(30))
		y := ym(2021+s.k%4, 1)
		s.parcel(h, "承包地", 46, "确权")
		s.pay(arable, h.head(), ym(2020, 1), y+23, payment{tenths: 46})
		s.die(h.head(), (y + 7).on(11), 0, "公安")
		s.miss(s.ids(h.members)...)
	}},
	{"S01", innocent, "grace", "低保有一个月宽限", func(s *plot) {
		t := s.start()
		h := s.home(man(51), wife(48), mother(75))
		p := h.members[2]
		for i, q := range h.members {
			s.list(ruralAllowance, h, q, t, map[bool]month{true: t + 7, false: t + 16}[i == 2], listing{class: "C"})
		}
		s.pay(ruralAllowance, h.head(), t, t+7, payment{tenths: 30, class: "C"})
		s.pay(ruralAllowance, h.head(), t+8, t+16, payment{tenths: 20, class: "C"})
		s.die(p, (t + 6).on(27), 0, "公安")
		s.miss(s.ids(h.members)...)
	}},
}

// otherName is a name that is surely not the person's.
func (s *plot) otherName(p int32) string {
	for {
		if name := s.w.names.call(s.d, s.w.names.surname(s.d), s.w.people[p].female, 1975); name != s.name(p) {
			return name
		}
	}
}

// parcel enters land of the head.
func (s *plot) parcel(h *home, kind string, area int, basis string) string {
	s.w.units++
	number := "P" + h.village.code + itoa(s.w.units)
	s.w.register("parcels", h.hukou, s.id(h.head()), number, kind, tenths(area), basis)
	return number
}
