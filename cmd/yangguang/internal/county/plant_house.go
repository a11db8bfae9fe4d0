package county

// rebuild gives a household a grant for its house, in the name of p; the whole
// household is listed.
func (s *plot) rebuild(code, class string, h *home, p int32, m month) int64 {
	for _, q := range h.members {
		l := listing{class: class, approved: m.on(5)}
		if q == p {
			l.account = account(p)
		}
		s.list(code, h, q, m, m, l)
	}
	return s.pay(code, p, m, m, payment{class: class})
}

// relieved is a household of three that was 脱贫户 since 2015.
func (s *plot) relieved() *home {
	h := s.home(man(47), wife(45), son(20))
	s.aid(h, "脱贫户", date(2015, 11, 20))
	return h
}

// twice plants two grants for one household.
func twice(trap, note, first, second string, member int) plant {
	return plant{"S14", violation, trap, note, func(s *plot) {
		h := s.relieved()
		class := func(code string) string {
			if code == dangerous {
				return "建档立卡"
			}
			return ""
		}
		a, b := ym(2019, 4+s.k%6), ym(2023, 3+s.k%6)
		s.rebuild(first, class(first), h, h.head(), a)
		s.rebuild(second, class(second), h, h.members[member], b)
		s.hit(Fact{SubjectID: s.id(h.members[member]), SubjectAny: s.ids(h.members)})
	}}
}

// unfit plants a house for a 低保 household that has what it must not have.
func unfit(trap, note, other string, do func(s *plot, h *home)) plant {
	return plant{"S15", violation, trap, note, func(s *plot) {
		h, a, b := s.couple()
		do(s, h)
		s.rebuild(dangerous, "其他重点对象", h, h.head(), a+3)
		s.hit(s.any(h, h.head(), dangerous, a+3, a+3, itemOf[dangerous].at("其他重点对象", a+3)))
		s.side(other, s.any(h, h.head(), ruralAllowance, a, b, 0))
		s.may(other, s.any(h, h.head(), dangerous, a+3, a+3, 0))
	}}
}

var housingPlants = []plant{
	twice("same_person", "同一人两次危改", dangerous, dangerous, 0),
	twice("spouse", "夫妻先后各申请一次", dangerous, dangerous, 1),
	twice("relocation", "易地搬迁后又危改", relocation, dangerous, 0),
	twice("disaster", "危改后又领因灾重建", dangerous, disaster, 0),
	{"S14", innocent, "father_and_son", "父子分户，各有一房", func(s *plot) {
		for _, h := range []*home{s.home(man(71), wife(69)), s.home(man(44), wife(42), son(15))} {
			s.aid(h, "脱贫户", date(2015, 11, 20))
			s.rebuild(dangerous, "建档立卡", h, h.head(), ym(2021, 5))
			s.blameless(h)
		}
	}},
	{"S14", innocent, "instalments", "一次批准，分两次发", func(s *plot) { s.inParts(3) }},
	{"S14", innocent, "stages", "一次批准，先加固后拆除，跨年发", func(s *plot) { s.inParts(9) }},

	{"S15", violation, "no_key_group", "不属于任何重点对象", func(s *plot) {
		h := s.home(man(50), wife(47))
		fen := s.rebuild(dangerous, "其他重点对象", h, h.head(), s.start())
		s.hit(s.any(h, h.head(), dangerous, s.start(), s.start(), fen))
	}},
	{"S15", violation, "identified_later", "批准后半年才识别为监测户", func(s *plot) {
		t := s.start()
		h := s.home(man(49), wife(46))
		fen := s.rebuild(dangerous, "其他重点对象", h, h.head(), t)
		s.aid(h, "突发严重困难户", (t + 6).on(8))
		s.hit(s.any(h, h.head(), dangerous, t, t, fen))
	}},
	unfit("car", "批准时有车", "S06", func(s *plot, h *home) {
		s.car(h.head(), "小型轿车", "非营运", date(2019, 2, 1), 0, "正常", 78_000)
	}),
	unfit("company", "批准时有公司", "S07", func(s *plot, h *home) {
		s.trade(h.members[1], trader{limited, "存续", "装饰有限公司", "法定代表人", "", 900_000, 0, 0})
	}),
	unfit("town_house", "批准时有商铺", "S08", func(s *plot, h *home) {
		s.property(h.head(), "商业", 46, "单独所有", date(2012, 2, 1), "买卖")
	}),
	unfit("staff", "家中有财政供养人员", "S02", func(s *plot, h *home) {
		s.official(h.members[1], "事业", "博白县妇幼保健院", "护士", date(2011, 2, 1), 0)
	}),
	{"S15", innocent, "later_change", "批准时是低保户，后来退出并买车", func(s *plot) {
		h, a, b := s.couple()
		s.rebuild(dangerous, "其他重点对象", h, h.head(), a+3)
		s.car(h.head(), "小型轿车", "非营运", (b + 6).on(3), 0, "正常", 99_000)
		s.blameless(h)
	}},
	{"S15", innocent, "hired_later", "批准后才有人入编", func(s *plot) {
		h, a, b := s.couple()
		s.rebuild(dangerous, "其他重点对象", h, h.head(), a+3)
		s.official(h.members[1], "事业", "博白县图书馆", "馆员", (b + 3).first(), 0)
		s.blameless(h)
	}},

	{"S16", violation, "not_aided", "不是脱贫户或监测户", func(s *plot) {
		t := s.start()
		h := s.home(man(48), wife(46))
		fen := s.once(reward, h, h.head(), "养牛", t)
		s.hit(s.of(h.head(), reward, t, t, fen))
	}},
	{"S16", violation, "too_old", "七十六岁以上申请养牛", func(s *plot) {
		t := s.start()
		h := s.home(man(83))
		s.aid(h, "脱贫户", date(2015, 11, 20))
		fen := s.once(reward, h, h.head(), "养牛", t)
		s.hit(s.of(h.head(), reward, t, t, fen))
	}},
	{"S16", violation, "twice_a_year", "八个月内同一种养领两次", func(s *plot) {
		t := s.start()
		h := s.relieved()
		s.pay(reward, h.head(), t, t, payment{tenths: 20, class: "养猪"})
		s.pay(reward, h.head(), t+8, t+8, payment{tenths: 30, class: "养猪"})
		f := s.any(h, h.head(), reward, t, t+8, 0)
		s.hit(f)
	}},
	{"S16", tolerated, "away", "申请人全年在外省参保：单位名不一定看得出", func(s *plot) {
		t := s.start()
		h := s.relieved()
		s.w.register("employment", s.id(h.head()), s.name(h.head()), "广东深圳某电子科技有限公司", (t - 10).String(), (t + 10).String(), "5200.00")
		fen := s.once(reward, h, h.head(), "养牛", t)
		s.may("S16", s.any(h, h.head(), reward, t, t, fen))
	}},
	{"S16", innocent, "worker_name", "户主登记，由配偶申请", func(s *plot) {
		h := s.relieved()
		s.once(reward, h, h.members[1], "百香果", s.start())
		s.blameless(h)
	}},
	{"S16", innocent, "other_item", "同年两种不同的种养", func(s *plot) {
		t := s.start()
		h := s.relieved()
		s.once(reward, h, h.head(), "养鸡", t)
		s.once(reward, h, h.head(), "百香果", t+5)
		s.blameless(h)
	}},
	{"S16", innocent, "thirteen_months", "同一种养隔十三个月", func(s *plot) {
		t := s.start()
		h := s.relieved()
		s.once(reward, h, h.head(), "养鸡", t)
		s.once(reward, h, h.head(), "养鸡", t+13)
		s.blameless(h)
	}},
	{"S16", innocent, "exactly_75", "申请时七十五岁", func(s *plot) {
		t := s.start()
		h := s.home(man(80))
		s.rebirth(h.head(), (t - 75*12 - 2).on(9))
		s.aid(h, "脱贫户", date(2015, 11, 20))
		s.once(reward, h, h.head(), "养鸡", t)
		s.blameless(h)
	}},
}

// inParts pays one approval in two parts, some months apart.
func (s *plot) inParts(apart month) {
	h := s.relieved()
	m := ym(2022, 2+s.k%3)
	p := h.head()
	s.list(dangerous, h, p, m, m, listing{class: "建档立卡", approved: m.on(5), account: account(p)})
	s.emit(s.row(dangerous, p, m, payment{tenths: 6, class: "建档立卡"}))
	s.emit(s.row(dangerous, p, m, payment{tenths: 4, class: "建档立卡", batch: itemOf[dangerous].batch(m) + "-2", paid: (m + apart).on(25)}))
	s.blameless(h)
}
