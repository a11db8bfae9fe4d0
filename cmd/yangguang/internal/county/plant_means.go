package county

var custodyPlants = []plant{
	{"S05", violation, "member", "服刑成员仍计入低保", func(s *plot) {
		h, a, _ := s.couple()
		s.inmate(h.members[1], "诈骗罪", (a + 3).on(20), (a + 15).first())
		s.hit(s.any(h, h.members[1], ruralAllowance, a+5, a+14, fenOf(ruralAllowance, "B", 2, a+5, a+14)))
	}},
	{"S05", violation, "detox", "强制隔离戒毒期间领低保", func(s *plot) {
		h, a, b := s.couple()
		s.inmate(h.head(), "强制隔离戒毒", (a + 1).on(2), (b + 6).first())
		s.hit(s.any(h, h.head(), ruralAllowance, a+3, b, fenOf(ruralAllowance, "B", 2, a+3, b)))
	}},
	{"S05", violation, "support", "服刑期间领特困供养", func(s *plot) {
		t := s.start()
		h := s.home(man(67))
		s.inmate(h.head(), "故意伤害罪", (t + 2).on(8), (t + 11).on(8))
		s.benefit(ruralSupport, h, h.head(), "", t, t+14)
		s.hit(s.of(h.head(), ruralSupport, t+4, t+11, fenOf(ruralSupport, "", 1, t+4, t+11)))
	}},
	{"S05", violation, "pension", "服刑期间居民养老没有停发", func(s *plot) {
		t := s.start()
		h := s.home(man(68))
		p := h.head()
		s.inmate(p, "滥伐林木罪", (t + 2).on(8), (t + 20).on(8))
		s.w.register("pensions", s.id(p), s.name(p), "居民", "博白县", s.w.people[p].turns(60).String(), "", "140.00")
		s.pay(pension, p, t, t+12, payment{})
		s.hit(s.of(p, pension, t+4, t+12, fenOf(pension, "", 1, t+4, t+12)))
	}},
	custodyTrap("suspended", "缓刑"),
	custodyTrap("control", "管制"),
	custodyTrap("parole", "假释"),
	custodyTrap("community", "社区矫正"),
	custodyTrap("bail", "取保候审"),
	{"S05", innocent, "detention", "行政拘留十五天", func(s *plot) {
		h, a, _ := s.couple()
		s.inmate(h.head(), "行政拘留", (a + 4).on(6), (a + 4).on(21))
		s.blameless(h)
	}},
	{"S05", innocent, "family_continues", "服刑人员已不计入，家人继续享受", func(s *plot) {
		t := s.start()
		h := s.home(woman(45), son(14), son(24))
		for i, p := range h.members {
			s.list(ruralAllowance, h, p, t, map[bool]month{true: t + 4, false: t + 16}[i == 2], listing{class: "B"})
		}
		s.pay(ruralAllowance, h.head(), t, t+4, payment{tenths: 30, class: "B"})
		s.pay(ruralAllowance, h.head(), t+5, t+16, payment{tenths: 20, class: "B"})
		s.inmate(h.members[2], "抢劫罪", (t + 4).on(6), (t + 40).on(6))
		s.blameless(h)
	}},
	{"S05", innocent, "boundary_in", "入所次月的补贴合规", func(s *plot) {
		t := s.start()
		h := s.home(man(44))
		s.allow(h, h.members, "A", t, t+4)
		s.inmate(h.head(), "盗窃罪", (t + 3).on(20), (t + 30).on(20))
		s.blameless(h)
	}},
	{"S05", innocent, "boundary_out", "出所当日所在月起重新享受", func(s *plot) {
		t := s.start()
		h := s.home(man(45))
		s.inmate(h.head(), "盗窃罪", (t - 20).on(20), t.first())
		s.allow(h, h.members, "A", t, t+9)
		s.blameless(h)
	}},
}

func custodyTrap(trap, kind string) plant {
	return plant{"S05", innocent, trap, kind + "不在羁押", func(s *plot) {
		h, a, b := s.couple()
		s.inmate(h.head(), kind, (a + 2).on(6), (b + 9).on(6))
		s.blameless(h)
	}}
}

// driver plants a vehicle in a 低保 household.
func driver(role, trap, note, kind, use string, worth int) plant {
	return plant{"S06", role, trap, note, func(s *plot) {
		h, a, b := s.couple()
		s.car(h.members[s.k%2], kind, use, date(2019, 5, 6), 0, "正常", worth)
		if role == violation {
			s.guilty(h, h.members[s.k%2], a, b)
		} else {
			s.blameless(h)
		}
	}}
}

var vehiclePlants = []plant{
	driver(violation, "car", "小型轿车", "小型轿车", "非营运", 86_000),
	driver(violation, "truck", "重型货车", "重型自卸货车", "货运", 186_000),
	driver(violation, "machine", "联合收割机", "大型轮式联合收割机", "非营运", 120_000),
	driver(violation, "just_above", "估值刚过三万元", "小型普通客车", "非营运", 30_001),
	{"S06", violation, "sold_within", "享受期间卖出，卖前的月份不合规", func(s *plot) {
		h, a, _ := s.couple()
		s.car(h.head(), "小型轿车", "非营运", date(2018, 5, 6), (a + 9).on(15), "转移", 75_000)
		s.guilty(h, h.head(), a, a+9)
	}},
	{"S06", violation, "bought_within", "享受期间买车", func(s *plot) {
		h, a, b := s.couple()
		s.car(h.head(), "小型越野客车", "非营运", (a + 5).on(15), 0, "正常", 135_000)
		s.guilty(h, h.head(), a+6, b)
	}},
	{"S06", violation, "support", "特困人员名下有车", func(s *plot) {
		t := s.start()
		h := s.home(man(64))
		s.car(h.head(), "小型轿车", "非营运", date(2017, 5, 6), 0, "正常", 62_000)
		fen := s.benefit(ruralSupport, h, h.head(), "", t, t+10)
		s.hit(s.of(h.head(), ruralSupport, t, t+10, fen))
	}},
	driver(innocent, "cheap", "五千元的二手面包车", "小型面包车", "非营运", 5_000),
	driver(innocent, "exactly_30000", "估值正好三万元", "小型普通客车", "非营运", 30_000),
	driver(innocent, "motorcycle", "摩托车", "普通二轮摩托车", "非营运", 42_000),
	driver(innocent, "tricycle", "三轮车", "正三轮载货摩托车", "非营运", 38_000),
	driver(innocent, "invalid_carriage", "残疾人代步车", "残疾代步车", "非营运", 36_000),
	driver(innocent, "livelihood", "唯一生计的小型营运车", "小型普通客车", "营运", 45_000),
	{"S06", innocent, "sold_before", "享受前已卖出", func(s *plot) {
		h, a, _ := s.couple()
		s.car(h.head(), "小型轿车", "非营运", date(2016, 5, 6), (a - 2).on(9), "转移", 90_000)
		s.blameless(h)
	}},
	{"S06", innocent, "scrapped", "享受前已报废", func(s *plot) {
		h, a, _ := s.couple()
		s.car(h.head(), "小型轿车", "非营运", date(2008, 5, 6), (a - 6).on(9), "报废", 40_000)
		s.blameless(h)
	}},
	{"S06", innocent, "married_daughter", "户口簿上已出嫁的女儿买车，不在低保名册", func(s *plot) {
		t := s.start()
		h := s.home(man(57), wife(56), daughter(29))
		s.allow(h, h.members[:2], "B", t, t+12)
		s.car(h.members[2], "小型轿车", "非营运", date(2020, 5, 6), 0, "正常", 110_000)
		s.blameless(h)
	}},
	{"S06", innocent, "other_name", "车辆登记同号异名", func(s *plot) {
		h, _, _ := s.couple()
		p := h.head()
		s.w.plates++
		s.w.register("vehicles", s.id(p), s.otherName(p), plate(10_000_000+s.w.plates), "小型轿车", "非营运", "2019-03-04", "", "正常", "88000.00")
		s.blameless(h)
		s.side("S26", Fact{SubjectID: s.id(p)})
	}},
}

// trader is a company of a 低保 household.
type trader struct {
	kind, state, name, role, share string
	capital                        int64
	ended, left                    day
}

func business(role, trap, note string, t trader) plant {
	return plant{"S07", role, trap, note, func(s *plot) {
		h, a, b := s.couple()
		s.trade(h.members[s.k%2], t)
		if role == violation {
			s.guilty(h, h.members[s.k%2], a, b)
		} else {
			s.blameless(h)
		}
	}}
}

// trade registers a company of 2016 with a person in it.
func (s *plot) trade(p int32, t trader) string {
	w := s.w
	w.companyCount++
	code := creditCode(w.companyCount, t.kind != "个体工商户")
	name := "博白县" + string(pick(s.d, w.names.men...)) + string(pick(s.d, w.names.young...)) + t.name
	w.register("companies", code, name, t.kind, t.state, "2016-04-11", t.ended.String(), yuan(t.capital*100))
	w.register("company_roles", code, s.id(p), s.name(p), t.role, t.share, "2016-04-11", t.left.String())
	return code
}

const (
	limited    = "有限责任公司"
	individual = "个体工商户"
)

var businessPlants = []plant{
	business(violation, "legal_person", "公司法定代表人", trader{limited, "存续", "贸易有限公司", "法定代表人", "", 1_000_000, 0, 0}),
	business(violation, "shareholder", "持股三成", trader{limited, "存续", "建材有限公司", "股东", "30", 2_000_000, 0, 0}),
	business(violation, "self_employed", "个体经营者", trader{individual, "存续", "大酒楼", "经营者", "", 600_000, 0, 0}),
	business(violation, "exactly_5_pct", "持股正好百分之五", trader{limited, "存续", "商贸有限公司", "股东", "5", 3_000_000, 0, 0}),
	{"S07", violation, "cancelled_later", "享受期间注销，注销前的月份不合规", func(s *plot) {
		h, a, _ := s.couple()
		end := (a + 8).on(20)
		s.trade(h.head(), trader{limited, "注销", "物流有限公司", "法定代表人", "", 800_000, end, end})
		s.guilty(h, h.head(), a, a+8)
	}},
	{"S07", violation, "support", "特困人员是公司股东", func(s *plot) {
		t := s.start()
		h := s.home(man(63))
		s.trade(h.head(), trader{limited, "存续", "木业有限公司", "股东", "60", 1_500_000, 0, 0})
		fen := s.benefit(ruralSupport, h, h.head(), "", t, t+10)
		s.hit(s.of(h.head(), ruralSupport, t, t+10, fen))
	}},
	business(innocent, "cooperative", "扶贫安排的合作社社员", trader{"农民专业合作社", "存续", "百香果种植专业合作社", "股东", "10", 1_000_000, 0, 0}),
	business(innocent, "revoked", "吊销未注销", trader{limited, "吊销，未注销", "工贸有限公司", "法定代表人", "", 500_000, date(2018, 6, 1), 0}),
	business(innocent, "dormant", "歇业主体", trader{individual, "歇业", "小吃店", "经营者", "", 20_000, 0, 0}),
	business(innocent, "small_share", "持股不足百分之五", trader{limited, "存续", "农业有限公司", "股东", "4.9", 5_000_000, 0, 0}),
	business(innocent, "cancelled_before", "享受前已注销", trader{limited, "注销", "服饰有限公司", "法定代表人", "", 500_000, date(2019, 6, 1), date(2019, 6, 1)}),
	business(innocent, "kiosk", "农家小卖部", trader{individual, "存续", "小卖部", "经营者", "", 8_000, 0, 0}),
	business(innocent, "family_farm", "为补贴登记的家庭农场", trader{individual, "存续", "家庭农场", "经营者", "", 50_000, 0, 0}),
	business(innocent, "left_before", "享受前已退出", trader{limited, "存续", "运输有限公司", "股东", "40", 1_000_000, 0, date(2019, 12, 1)}),
}

var housePlants = []plant{
	{"S08", violation, "shop", "有商铺", func(s *plot) {
		h, a, b := s.couple()
		s.property(h.head(), "商业", 38, "单独所有", date(2017, 3, 1), "买卖")
		s.guilty(h, h.head(), a, b)
	}},
	{"S08", violation, "two_flats", "两套大户型商品房", func(s *plot) {
		h, a, b := s.couple()
		s.property(h.head(), "住宅", 138, "单独所有", date(2014, 3, 1), "买卖")
		s.property(h.members[1], "住宅", 126, "单独所有", date(2016, 3, 1), "买卖")
		s.guilty(h, h.head(), a, b)
	}},
	{"S08", violation, "bought_after_approval", "批准后五个月买商品房", func(s *plot) {
		h, a, b := s.couple()
		s.property(h.head(), "住宅", 96, "单独所有", (a + 4).on(18), "买卖")
		s.hit(s.any(h, h.head(), ruralAllowance, a, b, 0))
	}},
	{"S08", tolerated, "support", "特困人员有商铺：互斥表只要求核实", func(s *plot) {
		t := s.start()
		h := s.home(man(66))
		s.property(h.head(), "商业", 25, "单独所有", date(2015, 3, 1), "买卖")
		fen := s.benefit(ruralSupport, h, h.head(), "", t, t+10)
		s.may("S08", s.of(h.head(), ruralSupport, t, t+10, fen))
	}},
	{"S08", innocent, "resettlement", "拆迁安置的两套小户型", func(s *plot) {
		t := s.start()
		h := s.home(man(46), wife(44), son(20), father(72))
		s.allow(h, h.members, "B", t, t+12)
		s.property(h.head(), "住宅", 62, "单独所有", date(2016, 3, 1), "拆迁安置")
		s.property(h.members[3], "住宅", 60, "单独所有", date(2016, 3, 1), "拆迁安置")
		s.blameless(h)
	}},
	{"S08", innocent, "inherited_share", "继承六分之一份额", func(s *plot) {
		h, _, _ := s.couple()
		s.property(h.head(), "住宅", 72, "单独所有", date(2009, 3, 1), "买卖")
		s.property(h.head(), "住宅", 90, "1/6", date(2015, 8, 1), "继承")
		s.blameless(h)
	}},
	{"S08", innocent, "farm_houses", "宅基地新房和未拆的旧泥房", func(s *plot) {
		h, _, _ := s.couple()
		s.property(h.head(), "宅基地", 110, "单独所有", date(2019, 8, 1), "自建")
		s.property(h.head(), "宅基地", 60, "单独所有", date(1999, 8, 1), "自建")
		s.blameless(h)
	}},
	{"S08", innocent, "one_old_flat", "早年买的唯一一套住房", func(s *plot) {
		h, _, _ := s.couple()
		s.property(h.head(), "住宅", 80, "单独所有", date(2010, 8, 1), "买卖")
		s.blameless(h)
	}},
	{"S08", innocent, "outside_window", "批准十四个月后买的唯一一套小户型", func(s *plot) {
		h, a, _ := s.couple()
		s.property(h.head(), "住宅", 58, "单独所有", (a + 14).on(8), "买卖")
		s.blameless(h)
	}},
}

var incomePlants = []plant{
	{"S10", violation, "pension", "家中有人领职工养老金，人均超过标准", func(s *plot) {
		t := s.start()
		h := s.home(man(48), father(70))
		s.allow(h, h.members, "B", t, t+18)
		p := h.members[1]
		s.w.register("pensions", s.id(p), s.name(p), "职工", "玉林市", "2016-12", "", "2860.00")
		s.guilty(h, p, t, t+18)
	}},
	{"S10", violation, "employed", "成员连续参保十个月", func(s *plot) {
		h, a, _ := s.couple()
		p := h.head()
		s.w.register("employment", s.id(p), s.name(p), "博白县鸿达制衣有限公司", (a + 4).String(), (a + 13).String(), "4600.00")
		s.hit(s.any(h, p, ruralAllowance, a+4, a+13, 0))
	}},
	{"S10", innocent, "not_income", "残补、高龄、优抚、计生不计入收入", func(s *plot) {
		t := s.start()
		h := s.home(man(52), father(88), mother(82))
		s.allow(h, h.members, "C", t, t+11)
		s.nurse(h, h.head(), t, t+11)
		s.benefit(livingSubsidy, h, h.head(), "", t, t+11)
		s.benefit(oldAge, h, h.members[1], "80", t, t+11)
		s.benefit(veteran, h, h.members[1], "", t, t+11)
		s.benefit(birthControl, h, h.members[2], "", ym(t.year(), 1), ym(t.year(), 12))
		s.blameless(h)
	}},
	{"S10", innocent, "student_grant", "学生的雨露计划补助不计入收入", func(s *plot) {
		h := s.home(man(45), wife(43), daughter(20))
		s.aid(h, "脱贫户", date(2015, 11, 3))
		s.student(h, h.members[2], 2021)
		s.allow(h, h.members, "C", ym(2021, 9), ym(2023, 6))
		s.blameless(h)
	}},
	{"S10", innocent, "public_post", "公益性岗位工资", func(s *plot) {
		t := s.start()
		h := s.home(man(46), wife(44))
		s.aid(h, "脱贫户", date(2015, 11, 3))
		s.allow(h, h.members, "B", t, t+12)
		s.benefit(publicPost, h, h.members[1], "", t, t+12)
		s.blameless(h)
	}},
	{"S10", innocent, "two_months", "只参保两个月", func(s *plot) {
		h, a, _ := s.couple()
		p := h.head()
		s.w.register("employment", s.id(p), s.name(p), "博白县编织工艺有限公司", (a + 4).String(), (a + 5).String(), "2400.00")
		s.blameless(h)
	}},
	{"S10", innocent, "small_pension", "居民养老金摊到人均远低于标准", func(s *plot) {
		t := s.start()
		h := s.home(man(49), mother(70))
		s.allow(h, h.members, "B", t, t+12)
		p := h.members[1]
		s.w.register("pensions", s.id(p), s.name(p), "居民", "博白县", s.w.people[p].turns(60).String(), "", "140.00")
		s.blameless(h)
	}},
}

// student gives a child three years of 中职 from the September of a year, with
// 雨露计划 for all six terms.
func (s *plot) student(h *home, p int32, year int) (from, to month) {
	from, to = ym(year, 9), ym(year+3, 7)
	state := "毕业"
	if to >= s.w.asOf.month() {
		state = "在籍"
	}
	s.enrol(p, "博白县职业中等专业学校", "中职", "是", state, from, to)
	s.benefit(schooling, h, p, "", from, to)
	return from, to
}
