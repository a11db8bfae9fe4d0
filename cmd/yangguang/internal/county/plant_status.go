package county

const townHall = "博白县博白镇人民政府"

// couple is a household of two that draws 农村低保 for a year and a half.
func (s *plot) couple() (h *home, from, to month) {
	t := s.start()
	h = s.home(man(46), wife(44))
	s.allow(h, h.members, "B", t, t+18)
	return h, t, t + 18
}

// guilty says that the household's 低保 is what must be found.
func (s *plot) guilty(h *home, p int32, from, to month) {
	s.hit(s.any(h, p, ruralAllowance, from, to, fenOf(ruralAllowance, "B", len(h.members), from, to)))
}

// blameless says that nobody of the household may be found.
func (s *plot) blameless(h *home) { s.miss(s.ids(h.members)...) }

var payrollPlants = []plant{
	{"S02", violation, "civil_servant", "公务员本人领低保", func(s *plot) {
		h, a, b := s.couple()
		s.official(h.head(), "公务员", townHall, "科员", date(2012, 7, 1), 0)
		s.guilty(h, h.head(), a, b)
	}},
	{"S02", violation, "spouse", "配偶是事业编", func(s *plot) {
		h, a, b := s.couple()
		s.official(h.members[1], "事业", "博白县中学", "教师", date(2010, 9, 1), 0)
		s.guilty(h, h.members[1], a, b)
	}},
	{"S02", violation, "retired", "家中有退休财政供养人员", func(s *plot) {
		t := s.start()
		h := s.home(man(45), father(70))
		s.allow(h, h.members, "B", t, t+18)
		s.official(h.members[1], "退休", "博白县水利局", "退休干部", date(2015, 5, 1), 0)
		s.w.register("pensions", s.id(h.members[1]), s.name(h.members[1]), "机关", "博白县", "2015-06", "", "300.00")
		s.guilty(h, h.members[1], t, t+18)
	}},
	{"S02", violation, "hired_later", "领取期间入编，过了一期宽限", func(s *plot) {
		h, a, b := s.couple()
		s.official(h.head(), "参公", "博白县统计局", "科员", (a + 6).on(15), 0)
		s.guilty(h, h.head(), a+7, b)
	}},
	{"S02", violation, "left_later", "在编期间领取，后来离职", func(s *plot) {
		h, a, _ := s.couple()
		s.official(h.head(), "国企", "博白县水务有限公司", "主管", date(2013, 1, 1), (a + 5).on(31))
		s.guilty(h, h.head(), a, a+5)
	}},
	{"S02", violation, "emergency", "在编人员领临时救助", func(s *plot) {
		t := s.start()
		h := s.home(man(38))
		s.official(h.head(), "事业", "博白县广播电视台", "编辑", date(2014, 3, 1), 0)
		fen := s.once(emergency, h, h.head(), "较重困难", t)
		s.hit(s.of(h.head(), emergency, t, t, fen))
	}},
	{"S02", violation, "support", "退休人员领特困供养", func(s *plot) {
		t := s.start()
		h := s.home(man(71))
		s.official(h.head(), "退休", "博白县林业局", "退休职工", date(2016, 1, 1), 0)
		fen := s.benefit(ruralSupport, h, h.head(), "", t, t+12)
		s.hit(s.of(h.head(), ruralSupport, t, t+12, fen))
	}},
	{"S02", innocent, "hired_last_month", "刚入编一个月，下月停发", func(s *plot) {
		h, _, b := s.couple()
		s.official(h.head(), "公务员", townHall, "科员", b.first(), 0)
		s.blameless(h)
	}},
	{"S02", innocent, "contract_worker", "临聘人员也在工资表里", func(s *plot) {
		h, _, _ := s.couple()
		s.official(h.head(), "聘用", townHall, "保洁员", date(2018, 1, 1), 0)
		s.blameless(h)
	}},
	{"S02", innocent, "survivors_allowance", "领遗属生活补助的不是财政供养人员", func(s *plot) {
		h, _, _ := s.couple()
		s.official(h.members[1], "遗属", "博白县教育局", "遗属", date(2009, 1, 1), 0)
		s.blameless(h)
	}},
	{"S02", innocent, "village_teacher", "原民办教师在工资表里领补助", func(s *plot) {
		t := s.start()
		h := s.home(man(44), father(73))
		s.allow(h, h.members, "C", t, t+12)
		s.official(h.members[1], "聘用", "博白县教育局", "原民办代课教师", date(2012, 1, 1), 0)
		s.blameless(h)
	}},
	{"S02", innocent, "same_name", "同名不同号", func(s *plot) {
		h, _, _ := s.couple()
		o := s.home(man(41))
		s.w.people[o.head()].name = s.name(h.head())
		s.official(o.head(), "公务员", townHall, "科员", date(2011, 1, 1), 0)
		s.blameless(h)
	}},
	{"S02", innocent, "lives_apart", "同一户口簿的退休人员不在低保名册", func(s *plot) {
		t := s.start()
		h := s.home(man(47), son(22), father(72))
		s.allow(h, h.members[:2], "B", t, t+14)
		s.official(h.members[2], "退休", "博白县粮食局", "退休干部", date(2014, 6, 1), 0)
		s.blameless(h)
	}},
	{"S02", innocent, "land", "公职人员领耕地和公益林补贴合规", func(s *plot) {
		h := s.home(man(48), wife(45))
		s.official(h.head(), "事业", "博白县农业技术推广中心", "农艺师", date(2005, 1, 1), 0)
		s.parcel(h, "承包地", 33, "确权")
		s.parcel(h, "公益林", 80, "林权证")
		s.pay(arable, h.head(), ym(2019, 1), ym(2023, 12), payment{tenths: 33})
		s.pay(forest, h.head(), ym(2019, 1), ym(2023, 12), payment{tenths: 80})
		s.blameless(h)
	}},
	{"S02", innocent, "left_before", "离职后才纳入低保", func(s *plot) {
		h, a, _ := s.couple()
		s.official(h.head(), "事业", "博白县文化馆", "馆员", date(2009, 1, 1), (a - 3).last())
		s.blameless(h)
	}},
	{"S02", innocent, "other_name", "供养名册同号异名", func(s *plot) {
		h, _, _ := s.couple()
		p := h.head()
		s.w.register("officials", s.id(p), s.otherName(p), "博白县审计局", "科员", "公务员", "2012-01-01", "", "")
		s.blameless(h)
		s.side("S26", Fact{SubjectID: s.id(p)})
	}},

	{"S03", violation, "not_filed", "近亲属领低保，没有备案", func(s *plot) {
		h, a, b := s.couple()
		s.relative(s.servant(), h.head(), "兄弟姐妹", "否")
		s.guilty(h, h.head(), a, b)
	}},
	{"S03", violation, "handled", "备了案，但经办人就是亲属", func(s *plot) {
		t := s.start()
		h, o := s.home(man(69), wife(67)), s.servant()
		for _, p := range h.members {
			s.list(ruralAllowance, h, p, t, t+18, listing{class: "B", clerk: s.id(o)})
		}
		s.pay(ruralAllowance, h.head(), t, t+18, payment{tenths: 20, class: "B"})
		s.relative(o, h.head(), "父母", "是")
		s.guilty(h, h.head(), t, t+18)
	}},
	{"S03", violation, "combined", "备了案，但同户另有疑点（有车）", func(s *plot) {
		h, a, b := s.couple()
		s.relative(s.servant(), h.members[1], "兄弟姐妹", "是")
		s.car(h.head(), "小型轿车", "非营运", date(2018, 4, 1), 0, "正常", 92_000)
		s.guilty(h, h.members[1], a, b)
		s.side("S06", s.any(h, h.head(), ruralAllowance, a, b, 0))
	}},
	{"S03", violation, "village_cadre", "村干部的子女领临时救助，没有备案", func(s *plot) {
		t := s.start()
		c, h := s.home(man(55)), s.home(man(31))
		s.official(c.head(), "村干部", committee(c.village), "村党支部书记", date(2016, 1, 1), 0)
		s.relative(c.head(), h.head(), "子女", "否")
		fen := s.once(emergency, h, h.head(), "重大困难", t)
		s.hit(s.of(h.head(), emergency, t, t, fen))
	}},
	{"S03", innocent, "filed", "近亲属已备案，无其他疑点", func(s *plot) {
		h, _, _ := s.couple()
		s.relative(s.servant(), h.head(), "父母", "是")
		s.blameless(h)
	}},
	{"S03", innocent, "distant_clan", "同村远房族人不算近亲属", func(s *plot) {
		h, _, _ := s.couple()
		s.relative(s.servant(), h.head(), "同族远亲", "否")
		s.blameless(h)
	}},
	{"S03", innocent, "divorced", "前妻已不是近亲属", func(s *plot) {
		t := s.start()
		h := s.home(woman(43), daughter(15))
		s.allow(h, h.members, "B", t, t+12)
		s.relative(s.servant(), h.head(), "前妻", "否")
		s.blameless(h)
	}},
	{"S03", innocent, "sibling_filed", "成年兄弟各自成户，已备案", func(s *plot) {
		t := s.start()
		h := s.home(man(52))
		s.relative(s.servant(), h.head(), "兄弟姐妹", "是")
		s.once(emergency, h, h.head(), "一般困难", t)
		s.blameless(h)
	}},
	{"S03", innocent, "not_discretionary", "亲属领普惠的高龄津贴和耕地补贴", func(s *plot) {
		t := s.start()
		h := s.home(man(86))
		s.relative(s.servant(), h.head(), "父母", "否")
		s.parcel(h, "承包地", 20, "确权")
		s.benefit(oldAge, h, h.head(), "80", t, t+11)
		s.pay(arable, h.head(), ym(2021, 1), ym(2023, 12), payment{tenths: 20})
		s.blameless(h)
	}},
	{"S03", innocent, "left_office", "亲属早已离职", func(s *plot) {
		h, a, _ := s.couple()
		o := s.home(man(50))
		s.official(o.head(), "公务员", townHall, "科员", date(2000, 1, 1), (a - 12).last())
		s.relative(o.head(), h.head(), "兄弟姐妹", "否")
		s.blameless(h)
	}},

	{"S04", violation, "allowance", "在任村干部领低保", func(s *plot) {
		h, a, b := s.couple()
		s.official(h.head(), "村干部", committee(h.village), "村党支部副书记", date(2017, 9, 1), 0)
		s.guilty(h, h.head(), a, b)
	}},
	{"S04", tolerated, "emergency", "在任村干部领临时救助：互斥表只要求核实", func(s *plot) {
		t := s.start()
		h := s.home(man(49))
		s.official(h.head(), "村干部", committee(h.village), "村委会主任", date(2017, 9, 1), 0)
		fen := s.once(emergency, h, h.head(), "较重困难", t)
		s.may("S04", s.of(h.head(), emergency, t, t, fen))
	}},
	{"S04", violation, "term_within", "任期只占领取期的一段", func(s *plot) {
		h, a, _ := s.couple()
		s.official(h.head(), "村干部", committee(h.village), "村委委员", (a + 4).first(), (a + 11).last())
		s.guilty(h, h.head(), a+4, a+11)
	}},
	{"S04", innocent, "group_leader", "村民小组长不是村两委", func(s *plot) {
		h, _, _ := s.couple()
		s.official(h.head(), "村干部", committee(h.village), "村民小组长", date(2017, 9, 1), 0)
		s.blameless(h)
	}},
	{"S04", innocent, "ranger", "护林员不是村两委", func(s *plot) {
		h, _, _ := s.couple()
		s.official(h.head(), "村干部", committee(h.village), "护林员", date(2017, 9, 1), 0)
		s.blameless(h)
	}},
	{"S04", innocent, "messenger", "信息员不是村两委", func(s *plot) {
		h, _, _ := s.couple()
		s.official(h.members[1], "村干部", committee(h.village), "信息员", date(2017, 9, 1), 0)
		s.blameless(h)
	}},
	{"S04", innocent, "term_over", "卸任后才领取", func(s *plot) {
		h, a, _ := s.couple()
		s.official(h.head(), "村干部", committee(h.village), "村委会主任", date(2011, 9, 1), (a - 1).last())
		s.blameless(h)
	}},
	{"S04", innocent, "land", "村干部领耕地补贴合规", func(s *plot) {
		h := s.home(man(50), wife(48))
		s.official(h.head(), "村干部", committee(h.village), "村委会主任", date(2014, 9, 1), 0)
		s.parcel(h, "承包地", 41, "确权")
		s.pay(arable, h.head(), ym(2019, 1), ym(2025, 12), payment{tenths: 41})
		s.blameless(h)
	}},
}

// servant is a civil servant in a household of his own.
func (s *plot) servant() int32 {
	h := s.home(man(42), wife(40))
	s.official(h.head(), "公务员", townHall, "副科长", date(2008, 8, 1), 0)
	return h.head()
}
