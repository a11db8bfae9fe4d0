package county

// second is another account of a person.
func second(p int32) string { return account(8_000_000 + p*20) }

func (s *plot) townOf(h *home) string { return h.village.code[:9] }

// elsewhere is a village of another town than the household's.
func (s *plot) elsewhere(h *home) village {
	for {
		if v := s.w.villages[s.w.countryside()]; v.code[:9] != s.townOf(h) {
			return v
		}
	}
}

var exclusionPlants = []plant{
	{"S11", violation, "allowance_support", "低保和特困同时享受", func(s *plot) {
		t := s.start()
		h := s.home(man(66))
		s.allow(h, h.members, "A", t, t+12)
		s.benefit(ruralSupport, h, h.head(), "", t+4, t+16)
		s.hit(s.of(h.head(), "", t+4, t+12, 0))
	}},
	{"S11", violation, "urban_rural", "城市低保和农村低保同时享受", func(s *plot) {
		t := s.start()
		h := s.home(man(47), wife(45))
		s.allow(h, h.members, "C", t, t+12)
		p := h.head()
		s.list(urbanAllowance, h, p, t+3, t+14, listing{class: "C", home: number("DC", h.index), relation: "户主"})
		s.pay(urbanAllowance, p, t+3, t+14, payment{tenths: 10, class: "C"})
		s.hit(s.of(p, "", t+3, t+12, 0))
	}},
	{"S11", violation, "support_living", "特困和困难残疾人生活补贴", func(s *plot) {
		t := s.start()
		h := s.home(man(68))
		p := h.head()
		s.disable(p, 3, 3, date(2018, 5, 1), date(2028, 5, 1))
		s.benefit(ruralSupport, h, p, "", t, t+12)
		s.benefit(livingSubsidy, h, p, "", t+2, t+9)
		s.hit(s.of(p, "", t+2, t+9, 0))
		s.side("S22", s.of(p, livingSubsidy, t+2, t+9, 0))
	}},
	{"S11", violation, "support_nursing", "特困和重度残疾人护理补贴", func(s *plot) {
		t := s.start()
		h := s.home(man(69))
		p := h.head()
		s.benefit(ruralSupport, h, p, "", t, t+12)
		s.nurse(h, p, t+1, t+10)
		s.hit(s.of(p, "", t+1, t+10, 0))
		s.side("S22", s.of(p, nursingSubsidy, t+1, t+10, 0))
	}},
	orphanPlant("orphan_living", orphan),
	orphanPlant("abandoned_living", abandoned),
	{"S11", innocent, "transition_month", "低保转特困，当月重叠一期", func(s *plot) {
		t := s.start()
		h := s.home(man(67))
		s.allow(h, h.members, "A", t, t+6)
		s.benefit(ruralSupport, h, h.head(), "", t+6, t+16)
		s.blameless(h)
	}},
	{"S11", innocent, "roster_not_closed", "低保名册没有关闭，但早已停发", func(s *plot) {
		t := s.start()
		h := s.home(man(65))
		p := h.head()
		s.list(ruralAllowance, h, p, t, t+12, listing{class: "A", relation: "户主"})
		s.pay(ruralAllowance, p, t, t+5, payment{tenths: 10, class: "A"})
		s.benefit(ruralSupport, h, p, "", t+6, t+16)
		s.blameless(h)
		s.side("S30", s.of(p, ruralAllowance, t+6, t+12, 0))
	}},
	{"S11", innocent, "orphan_nursing", "孤儿可以同时领护理补贴", func(s *plot) {
		t := s.start()
		h := s.home(man(66), kin{"孙子", 12, false})
		s.benefit(orphan, h, h.members[1], "", t, t+12)
		s.nurse(h, h.members[1], t, t+12)
		s.blameless(h)
	}},
	{"S11", innocent, "both_disability", "两项残疾人补贴可以同时享受", func(s *plot) {
		h, a, b := s.couple()
		s.nurse(h, h.members[1], a, b)
		s.benefit(livingSubsidy, h, h.members[1], "", a, b)
		s.blameless(h)
	}},

	{"S12", violation, "two_towns", "两个镇各领一份低保", func(s *plot) {
		t := s.start()
		h := s.home(man(48), wife(46))
		s.allow(h, h.members, "B", t, t+14)
		p, v := h.head(), s.elsewhere(h)
		s.list(ruralAllowance, h, p, t+3, t+12, listing{class: "A", home: number("DK", h.index), relation: "户主", account: second(p)})
		s.pay(ruralAllowance, p, t+3, t+12, payment{tenths: 10, class: "A", village: v.code, account: second(p), batch: "MZ02-" + v.code[:9] + "-" + t.String()})
		s.hit(s.of(p, ruralAllowance, t+3, t+12, 0))
	}},
	{"S12", violation, "old_age_two_towns", "两个镇各领一份高龄津贴", func(s *plot) {
		t := s.start()
		h := s.home(man(87))
		p, v := h.head(), s.elsewhere(h)
		s.benefit(oldAge, h, p, "80", t, t+11)
		s.list(oldAge, h, p, t, t+11, listing{class: "80", home: number("HK", h.index), account: second(p)})
		s.pay(oldAge, p, t, t+11, payment{class: "80", village: v.code, account: second(p), batch: "MZ07-" + v.code[:9] + "-" + t.String()})
		s.hit(s.of(p, oldAge, t, t+11, 0))
		s.side("S29", s.of(p, oldAge, t, t+11, 0))
	}},
	{"S12", innocent, "migration_month", "户口迁移当月两镇各发一次", func(s *plot) {
		t := s.start()
		h := s.home(man(49), wife(47))
		s.allow(h, h.members, "B", t, t+6)
		p, v := h.head(), s.elsewhere(h)
		for _, q := range h.members {
			s.list(ruralAllowance, h, q, t+6, t+14, listing{class: "C", home: number("DK", h.index)})
		}
		s.pay(ruralAllowance, p, t+6, t+14, payment{tenths: 20, class: "C", village: v.code, batch: "MZ02-" + v.code[:9] + "-" + t.String()})
		s.blameless(h)
	}},
	{"S12", innocent, "married_in", "女儿出嫁后在夫家镇享受，娘家已停", func(s *plot) {
		t := s.start()
		h := s.home(man(30), wife(28))
		parents := s.home(man(58), wife(56))
		bride := h.members[1]
		for _, p := range []int32{parents.members[0], parents.members[1]} {
			s.list(ruralAllowance, parents, p, t, t+14, listing{class: "B"})
		}
		s.list(ruralAllowance, parents, bride, t, t+5, listing{class: "B", relation: "女"})
		s.pay(ruralAllowance, parents.head(), t, t+5, payment{tenths: 30, class: "B"})
		s.pay(ruralAllowance, parents.head(), t+6, t+14, payment{tenths: 20, class: "B"})
		s.allow(h, h.members, "B", t+6, t+14)
		s.miss(s.id(bride))
	}},
	{"S12", innocent, "one_batch_two_towns", "同一批次两镇重复上报，其中一笔退票", func(s *plot) {
		t := s.start()
		h := s.home(man(88))
		p := h.head()
		s.benefit(oldAge, h, p, "80", t, t+8)
		s.emit(s.row(oldAge, p, t+3, payment{class: "80", village: s.elsewhere(h).code, returned: true}))
		s.blameless(h)
	}},
}

func orphanPlant(trap, code string) plant {
	return plant{"S11", violation, trap, itemOf[code].name + "和困难残疾人生活补贴", func(s *plot) {
		t := s.start()
		h := s.home(man(65), kin{"孙女", 13, true})
		p := h.members[1]
		s.allow(h, h.members, "A", t, t+12)
		s.benefit(code, h, p, "", t, t+12)
		s.disable(p, 4, 2, date(2019, 5, 1), (t + 13).last())
		s.benefit(livingSubsidy, h, p, "", t+2, t+10)
		s.hit(s.of(p, "", t+2, t+10, 0))
	}}
}

// migrant is a household of the reservoir with one who gets 直补 to a month.
func (s *plot) migrant(to month) (h *home, p int32) {
	h = s.home(man(47), wife(45))
	p = h.head()
	s.list(reservoir, h, p, ym(2006, 7), to, listing{account: account(p)})
	s.pay(reservoir, p, ym(2018, 10), to, payment{})
	return h, p
}

var reservoirPlants = []plant{
	{"S13", violation, "dead_last_year", "上年去世，次年仍领两个季度", func(s *plot) {
		h, p := s.migrant(ym(2023, 6))
		_ = h
		s.die(p, date(2022, 5, 9), 0, "公安")
		f := s.of(p, reservoir, ym(2023, 1), ym(2023, 6), 30000)
		s.hit(f)
		s.may("S01", f)
	}},
	{"S13", violation, "hired", "考入事业单位后继续领", func(s *plot) {
		t := s.start()
		_, p := s.migrant(t + 14)
		s.official(p, "事业", "博白县人民医院", "医师", (t - 1).first(), 0)
		f := s.of(p, reservoir, t, t+14, fenOf(reservoir, "", 1, t, t+14))
		s.hit(f)
		s.may("S02", f)
	}},
	{"S13", violation, "custody", "服刑期间继续领", func(s *plot) {
		t := s.start()
		_, p := s.migrant(t + 14)
		s.inmate(p, "盗窃罪", (t - 2).on(5), (t + 30).on(5))
		f := s.of(p, reservoir, t, t+14, fenOf(reservoir, "", 1, t, t+14))
		s.hit(f)
		s.may("S05", f)
	}},
	{"S13", violation, "term_over", "二十年期满（2026年6月）后仍发", func(s *plot) {
		_, p := s.migrant(ym(2026, 9))
		s.hit(s.of(p, reservoir, ym(2026, 7), ym(2026, 9), 15000))
	}},
	{"S13", violation, "wrong_amount", "一个季度发了200元", func(s *plot) {
		h := s.home(man(50))
		p, t := h.head(), s.start()
		s.list(reservoir, h, p, ym(2006, 7), ym(2026, 6), listing{account: account(p)})
		for m := ym(2018, 10); m <= ym(2026, 4); m += 3 {
			fen := int64(0)
			if m == t {
				fen = 20000
			}
			s.emit(s.row(reservoir, p, m, payment{fen: fen}))
		}
		s.hit(s.of(p, reservoir, t, t+2, 20000))
		s.side("S24", s.of(p, reservoir, t, t+2, 5000))
	}},
	{"S13", violation, "two_reservoirs", "在两个水库各登记一次", func(s *plot) {
		h, p := s.migrant(ym(2026, 6))
		t := s.start()
		s.list(reservoir, h, p, t, t+8, listing{home: number("HK", h.index), account: second(p)})
		s.pay(reservoir, p, t, t+8, payment{account: second(p), batch: "SL01-LGK-" + t.String()})
		s.hit(s.of(p, reservoir, t, t+8, 0))
		s.side("S29", s.of(p, reservoir, t, t+8, 0))
	}},
	{"S13", innocent, "year_of_death", "去世当年的季度不核减", func(s *plot) {
		h, p := s.migrant(ym(2022, 12))
		s.die(p, date(2022, 2, 9), 0, "公安")
		s.blameless(h)
	}},
	{"S13", innocent, "last_quarter", "期满前最后一个季度，9月才发", func(s *plot) {
		h := s.home(woman(52))
		p := h.head()
		s.list(reservoir, h, p, ym(2006, 7), ym(2026, 6), listing{account: account(p)})
		s.pay(reservoir, p, ym(2018, 10), ym(2026, 3), payment{})
		s.emit(s.row(reservoir, p, ym(2026, 4), payment{paid: date(2026, 9, 2)}))
		s.blameless(h)
	}},
	{"S13", innocent, "project_village", "项目扶持村没有个人名单", func(s *plot) {
		h := s.home(man(51), wife(49))
		s.official(h.head(), "事业", "博白县水利局", "技术员", date(2010, 1, 1), 0)
		s.blameless(h)
	}},
	{"S13", innocent, "hired_after_exit", "核减后才入编", func(s *plot) {
		t := s.start()
		h, p := s.migrant(t + 2)
		s.official(p, "公务员", townHall, "科员", (t + 4).first(), 0)
		s.blameless(h)
	}},
}
