package county

var pensionPlants = []plant{
	{"S21", violation, "with_worker", "居民和职工养老同月领取", func(s *plot) {
		t := s.start()
		h := s.home(man(69))
		s.pensioner(h.head(), "居民", "博白县", t-20, 0, 14000)
		s.pensioner(h.head(), "职工", "玉林市", t, 0, 216000)
		s.hit(s.of(h.head(), "", t, s.w.last, 0))
	}},
	{"S21", violation, "with_office", "居民和机关养老同月领取", func(s *plot) {
		t := s.start()
		h := s.home(man(68))
		s.pensioner(h.head(), "居民", "博白县", t-10, t+14, 14000)
		s.pensioner(h.head(), "机关", "博白县", t+2, 0, 415000)
		s.hit(s.of(h.head(), "", t+2, t+14, 0))
	}},
	{"S21", violation, "two_places", "居民养老两地领取", func(s *plot) {
		t := s.start()
		h := s.home(man(70))
		s.pensioner(h.head(), "居民", "博白县", t-30, 0, 14000)
		s.pensioner(h.head(), "居民", "陆川县", t, 0, 13800)
		s.hit(s.of(h.head(), "", t, s.w.last, 0))
	}},
	{"S21", innocent, "switched", "居民养老终止次月起领职工养老", func(s *plot) {
		t := s.start()
		h := s.home(man(67))
		s.pensioner(h.head(), "居民", "博白县", t-20, t, 14000)
		s.pensioner(h.head(), "职工", "玉林市", t+1, 0, 198000)
		s.blameless(h)
	}},
	{"S21", innocent, "moved", "居民养老关系转移，前后衔接", func(s *plot) {
		t := s.start()
		h := s.home(man(72))
		s.pensioner(h.head(), "居民", "陆川县", t-30, t-1, 13800)
		s.pensioner(h.head(), "居民", "博白县", t, 0, 14000)
		s.blameless(h)
	}},
}

func (s *plot) pensioner(p int32, kind, place string, from, to month, fen int64) {
	s.w.register("pensions", s.id(p), s.name(p), kind, place, from.String(), to.String(), yuan(fen))
}

var disabilityPlants = []plant{
	{"S22", violation, "no_certificate", "没有残疾证领护理补贴", func(s *plot) {
		t := s.start()
		h := s.home(man(55))
		fen := s.benefit(nursingSubsidy, h, h.head(), "", t, t+12)
		s.hit(s.of(h.head(), nursingSubsidy, t, t+12, fen))
	}},
	{"S22", violation, "expired", "残疾证过期一年多", func(s *plot) {
		t := s.start()
		h := s.home(man(56))
		s.disable(h.head(), 3, 1, date(2011, 3, 1), (t + 2).last())
		s.benefit(nursingSubsidy, h, h.head(), "", t, t+16)
		s.hit(s.of(h.head(), nursingSubsidy, t+3, t+16, 0))
	}},
	{"S22", violation, "grade_3", "三级残疾领重度护理补贴", func(s *plot) {
		t := s.start()
		h := s.home(man(57))
		s.disable(h.head(), 3, 3, date(2017, 3, 1), date(2027, 3, 1))
		fen := s.benefit(nursingSubsidy, h, h.head(), "", t, t+12)
		s.hit(s.of(h.head(), nursingSubsidy, t, t+12, fen))
	}},
	{"S22", violation, "no_allowance", "不是低保户领困难残疾人生活补贴", func(s *plot) {
		t := s.start()
		h := s.home(man(54), wife(52))
		s.disable(h.head(), 3, 2, date(2017, 3, 1), (t + 14).last())
		fen := s.benefit(livingSubsidy, h, h.head(), "", t, t+12)
		s.hit(s.of(h.head(), livingSubsidy, t, t+12, fen))
	}},
	{"S22", violation, "allowance_ended", "退出低保后仍领生活补贴", func(s *plot) {
		h, a, b := s.couple()
		s.disable(h.head(), 3, 2, date(2017, 3, 1), (b + 10).last())
		s.benefit(livingSubsidy, h, h.head(), "", a, b+8)
		s.hit(s.of(h.head(), livingSubsidy, b+2, b+8, 0))
	}},
	{"S22", innocent, "renewal_gap", "换证空档一个多月", func(s *plot) {
		t := s.start()
		h := s.home(man(58))
		s.disable(h.head(), 3, 1, date(2011, 3, 1), (t + 4).on(20))
		s.w.register("disabilities", s.id(h.head()), s.name(h.head()), certificate(s.id(h.head()), 3, 1)+"B1", "肢体", "1", (t + 5).on(25).String(), (t + 14).last().String(), "正常")
		s.benefit(nursingSubsidy, h, h.head(), "", t, t+12)
		s.blameless(h)
	}},
	{"S22", innocent, "new_number", "换成新一代证号", func(s *plot) {
		t := s.start()
		h := s.home(man(59))
		s.w.register("disabilities", s.id(h.head()), s.name(h.head()), "4509230"+itoa(1000000+s.k), "视力", "2", "2012-05-01", (t + 3).last().String(), "换证")
		s.disable(h.head(), 0, 2, (t + 4).first(), (t + 14).last())
		s.benefit(nursingSubsidy, h, h.head(), "", t, t+12)
		s.blameless(h)
	}},
	{"S22", innocent, "regraded", "重新评为二级后才领", func(s *plot) {
		t := s.start()
		h := s.home(man(53))
		s.disable(h.head(), 3, 3, date(2015, 3, 1), (t - 1).last())
		s.disable(h.head(), 3, 2, t.first(), (t + 14).last())
		s.benefit(nursingSubsidy, h, h.head(), "", t, t+12)
		s.blameless(h)
	}},

	{"S23", violation, "too_young", "七十六岁领八十岁档", func(s *plot) {
		t := s.start()
		h := s.home(man(79))
		s.rebirth(h.head(), (t - 76*12).on(5))
		fen := s.benefit(oldAge, h, h.head(), "80", t, t+11)
		s.hit(s.of(h.head(), oldAge, t, t+11, fen))
	}},
	{"S23", violation, "class_90", "八十五岁领九十岁档", func(s *plot) {
		t := s.start()
		h := s.home(woman(89))
		s.rebirth(h.head(), (t - 85*12).on(5))
		fen := s.benefit(oldAge, h, h.head(), "90", t, t+11)
		s.hit(s.of(h.head(), oldAge, t, t+11, fen))
	}},
	{"S23", violation, "a_day_early", "季末次日才满八十岁", func(s *plot) {
		t := s.start()
		h := s.home(man(84))
		s.rebirth(h.head(), (t + 3 - 80*12).first())
		s.benefit(oldAge, h, h.head(), "80", t, t+11)
		s.hit(s.of(h.head(), oldAge, t, t+2, fenOf(oldAge, "80", 1, t, t+2)))
	}},
	{"S23", innocent, "month_of_birthday", "季末当天满八十岁", func(s *plot) {
		t := s.start()
		h := s.home(man(84))
		s.rebirth(h.head(), (t + 2 - 80*12).last())
		s.benefit(oldAge, h, h.head(), "80", t, t+11)
		s.blameless(h)
	}},

	{"S24", violation, "overpaid", "多发一百元", func(s *plot) {
		h, a, t := s.pension(s.start())
		s.emit(s.row(ruralSupport, h.head(), t, payment{fen: itemOf[ruralSupport].at("", t) + 10000}))
		s.emitRest(h, a, t)
		s.hit(s.of(h.head(), ruralSupport, t, t, 10000))
	}},
	{"S24", violation, "underpaid", "少发五十元", func(s *plot) {
		h, a, t := s.pension(s.start())
		s.emit(s.row(ruralSupport, h.head(), t, payment{fen: itemOf[ruralSupport].at("", t) - 5000}))
		s.emitRest(h, a, t)
		s.hit(s.of(h.head(), ruralSupport, t, t, 5000))
	}},
	{"S24", violation, "above_approved", "超过核定的差额低保", func(s *plot) { s.approved(violation, 52300, 62300) }},
	{"S24", violation, "class_too_high", "按上一档标准发放", func(s *plot) {
		t := s.start()
		h := s.home(man(47), wife(45))
		for _, p := range h.members {
			s.list(ruralAllowance, h, p, t, t+9, listing{class: "C"})
		}
		for m := t; m <= t+9; m++ {
			s.emit(s.row(ruralAllowance, h.head(), m, payment{tenths: 20, class: "C", fen: 2 * itemOf[ruralAllowance].at("A", m)}))
		}
		s.hit(s.any(h, h.head(), ruralAllowance, t, t+9, 0))
	}},
	{"S24", innocent, "approved_difference", "差额低保按核定金额发", func(s *plot) { s.approved(innocent, 52300, 52300) }},
	{"S24", innocent, "back_pay", "少发的差额后来补发", func(s *plot) {
		h, a, t := s.pension(s.start())
		it := itemOf[ruralSupport]
		s.emit(s.row(ruralSupport, h.head(), t, payment{fen: it.at("", t) - 6500}))
		s.emitRest(h, a, t)
		s.emit(s.row(ruralSupport, h.head(), t, payment{fen: 6500, batch: it.batch(t) + "B", again: it.batch(t), paid: it.paid(t) + 40}))
		s.blameless(h)
	}},
	{"S24", innocent, "new_standard", "标准从新的一年起提高", func(s *plot) {
		h := s.home(man(64))
		s.benefit(ruralSupport, h, h.head(), "", ym(2022, 6), ym(2023, 8))
		s.blameless(h)
	}},
}

// pension is a person on 特困 for ten months, of which one is still unpaid.
func (s *plot) pension(from month) (h *home, start, odd month) {
	h = s.home(man(65))
	s.list(ruralSupport, h, h.head(), from, from+9, listing{account: account(h.head())})
	return h, from, from + 4
}

func (s *plot) emitRest(h *home, from, odd month) {
	for m := from; m <= from+9; m++ {
		if m != odd {
			s.emit(s.row(ruralSupport, h.head(), m, payment{}))
		}
	}
}

// approved pays a household another sum than persons times standard.
func (s *plot) approved(role string, approved, paid int64) {
	t := s.start()
	h := s.home(man(48), wife(45), son(16))
	for i, p := range h.members {
		l := listing{class: "B"}
		if i == 0 {
			l.amount, l.relation, l.account = yuan(approved), "户主", account(p)
		}
		s.list(ruralAllowance, h, p, t, t+9, l)
	}
	for m := t; m <= t+9; m++ {
		s.emit(s.row(ruralAllowance, h.head(), m, payment{tenths: 30, class: "B", fen: paid}))
	}
	if role == violation {
		s.hit(s.any(h, h.head(), ruralAllowance, t, t+9, (paid-approved)*10))
		return
	}
	s.blameless(h)
}
