package county

// needs plants a household of 脱贫户 with bad indicators in the last year.
func needs(model, role, trap, note string, bad indicator) plant {
	return plant{model, role, trap, note, func(s *plot) {
		h := s.home(man(49), wife(47))
		s.aidBadly(h, "脱贫户", date(2015, 11, 20), bad)
		s.judge(h)
		if bad.grade == "D" { // and nobody helps with it
			s.may("Q07", Fact{SubjectID: s.id(h.head()), SubjectAny: s.ids(h.members)})
		}
	}}
}

// judge says of the head what the plant's role asks.
func (s *plot) judge(h *home) {
	switch s.role {
	case violation:
		s.hit(Fact{SubjectID: s.id(h.head()), SubjectAny: s.ids(h.members)})
	case innocent:
		s.blameless(h)
	default:
		s.may(s.model, Fact{SubjectID: s.id(h.head()), SubjectAny: s.ids(h.members)})
	}
}

// wrongly plants a household that was identified as 突发严重困难户 in 2021 and had
// what it must not have.
func wrongly(role, trap, note string, do func(s *plot, h *home)) plant {
	return plant{"Q06", role, trap, note, func(s *plot) {
		h := s.home(man(48), wife(46), father(72))
		s.aid(h, "脱贫户", date(2015, 11, 20))
		do(s, h)
		s.judge(h)
	}}
}

// pupilHome is a household of 脱贫户 with a child who is not at the village's school.
func (s *plot) pupilHome(age int) (h *home, p int32) {
	h = s.home(man(41), wife(38), daughter(age))
	s.aid(h, "脱贫户", date(2015, 11, 20))
	p = h.members[2]
	s.w.noSchool[p] = true
	return h, p
}

var needPlants = []plant{
	needs("Q01", violation, "poor", "近两年人均纯收入三千元", indicator{income: 3000, years: 2}),
	needs("Q01", innocent, "enough", "人均纯收入高于监测线", indicator{income: 12500}),
	needs("Q02", violation, "grade_d", "住房D级", indicator{grade: "D"}),
	needs("Q02", violation, "grade_c", "住房C级", indicator{grade: "C"}),
	{"Q02", violation, "not_accepted", "危改批准两百多天没有验收", func(s *plot) {
		h := s.home(man(50), wife(48))
		s.aidBadly(h, "脱贫户", date(2015, 11, 20), indicator{rebuilt: "否"})
		s.rebuild(dangerous, "建档立卡", h, h.head(), s.w.asOf.month()-9)
		s.judge(h)
	}},
	{"Q02", innocent, "accepted", "C级已改造并验收", func(s *plot) {
		h := s.home(man(50), wife(48))
		s.aidBadly(h, "脱贫户", date(2015, 11, 20), indicator{grade: "B", rebuilt: "是", years: 3})
		s.rebuild(dangerous, "建档立卡", h, h.head(), ym(2023, 5))
		s.judge(h)
	}},
	{"Q02", innocent, "within_180_days", "危改批准一百多天，正在施工", func(s *plot) {
		h := s.home(man(50), wife(48))
		s.aidBadly(h, "脱贫户", date(2015, 11, 20), indicator{rebuilt: "否"})
		s.rebuild(dangerous, "建档立卡", h, h.head(), s.w.asOf.month()-4)
		s.judge(h)
	}},
	needs("Q03", violation, "water", "饮水不达标", indicator{water: "否"}),
	needs("Q03", innocent, "water_good", "饮水达标", indicator{}),
	{"Q04", violation, "not_enrolled", "九岁没有学籍", func(s *plot) {
		_, p := s.pupilHome(9)
		s.hit(Fact{SubjectID: s.id(p)})
	}},
	{"Q04", violation, "dropped_out", "初二退学", func(s *plot) {
		h, p := s.pupilHome(14)
		year := schoolYear(s.w.people[p].birth, 12)
		s.enrol(p, h.village.town+"初级中学", "初中", "是", "退学", year, s.w.asOf.month()-7)
		s.hit(Fact{SubjectID: s.id(p)})
	}},
	{"Q04", innocent, "other_province", "随父母在广东上学", func(s *plot) {
		_, p := s.pupilHome(10)
		s.enrol(p, "广东省东莞市某小学", "小学", "是", "在籍", ym(2023, 9), 0)
		s.miss(s.id(p))
	}},
	{"Q04", innocent, "home_teaching", "重度残疾儿童送教上门", func(s *plot) {
		h, p := s.pupilHome(11)
		s.enrol(p, h.village.town+"中心小学", "小学", "否", "送教上门", ym(2022, 9), 0)
		s.miss(s.id(p))
	}},
	{"Q04", innocent, "finished_grade_9", "十五岁，已初中毕业", func(s *plot) {
		h, p := s.pupilHome(15)
		end := s.w.asOf.month() - 3
		s.enrol(p, h.village.town+"初级中学", "初中", "是", "毕业", end-34, end)
		s.miss(s.id(p))
	}},
	{"Q05", violation, "uninsured", "脱贫户成员当年没有参保", func(s *plot) {
		h := s.home(man(45), wife(43))
		s.aid(h, "脱贫户", date(2015, 11, 20))
		s.w.noInsurance[h.members[1]] = true
		s.w.register("insurance", s.id(h.members[1]), s.name(h.members[1]), "居民", itoa(s.w.asOf.month().year()-1), "是")
		s.hit(Fact{SubjectID: s.id(h.members[1])})
	}},
	{"Q05", violation, "allowance_uninsured", "低保户成员当年没有参保", func(s *plot) {
		h := s.home(man(45), wife(43))
		s.allow(h, h.members, "B", s.w.last-20, 0)
		s.w.noInsurance[h.head()] = true
		s.hit(Fact{SubjectID: s.id(h.head())})
	}},
	{"Q05", tolerated, "not_helped", "已参保，但没有享受资助", func(s *plot) {
		h := s.home(man(45), wife(43))
		s.aid(h, "边缘易致贫户", date(2021, 11, 20))
		s.w.noInsurance[h.members[1]] = true
		s.w.register("insurance", s.id(h.members[1]), s.name(h.members[1]), "居民", itoa(s.w.asOf.month().year()), "否")
		s.may("Q05", Fact{SubjectID: s.id(h.members[1])})
	}},
	{"Q05", innocent, "worker_insurance", "参加职工医保", func(s *plot) {
		h := s.home(man(45), wife(43))
		s.aid(h, "脱贫户", date(2015, 11, 20))
		s.w.noInsurance[h.members[1]] = true
		s.w.register("insurance", s.id(h.members[1]), s.name(h.members[1]), "职工", itoa(s.w.asOf.month().year()), "否")
		s.blameless(h)
	}},
	{"Q05", innocent, "dead", "去年去世的成员不需要参保", func(s *plot) {
		h := s.home(man(45), wife(43), father(75))
		s.aid(h, "脱贫户", date(2015, 11, 20))
		s.die(h.members[2], s.w.asOf-400, 0, "公安")
		s.blameless(h)
	}},

	wrongly(violation, "car", "识别时有车", func(s *plot, h *home) {
		s.car(h.head(), "小型轿车", "非营运", date(2013, 5, 1), 0, "正常", 68_000)
	}),
	wrongly(violation, "company", "识别时有公司", func(s *plot, h *home) {
		s.w.companyCount++
		code := creditCode(s.w.companyCount, true)
		s.w.register("companies", code, "博白县宏盛"+itoa(s.w.companyCount)+"药业有限公司", limited, "存续", "2012-04-11", "", "2000000.00")
		s.w.register("company_roles", code, s.id(h.head()), s.name(h.head()), "法定代表人", "", "2012-04-11", "")
	}),
	wrongly(violation, "town_house", "识别时已买商品房", func(s *plot, h *home) {
		s.property(h.head(), "住宅", 108, "单独所有", date(2012, 5, 1), "买卖")
	}),
	wrongly(violation, "shop", "识别时有商铺", func(s *plot, h *home) {
		s.property(h.members[1], "商业", 33, "单独所有", date(2012, 5, 1), "买卖")
	}),
	wrongly(violation, "staff", "识别时家中有在编人员", func(s *plot, h *home) {
		s.official(h.members[1], "事业", "博白县教育局", "会计", date(2009, 5, 1), 0)
	}),
	wrongly(violation, "retired", "识别时家中有退休财供人员", func(s *plot, h *home) {
		s.official(h.members[2], "退休", "博白县供销合作社", "退休干部", date(2014, 5, 1), 0)
	}),
	wrongly(tolerated, "car_later", "脱贫多年后买车", func(s *plot, h *home) {
		s.car(h.head(), "小型轿车", "非营运", date(2024, 5, 1), 0, "正常", 88_000)
	}),
	wrongly(innocent, "cheap_car", "不到三万元的旧车", func(s *plot, h *home) {
		s.car(h.head(), "小型面包车", "非营运", date(2011, 5, 1), 0, "正常", 12_000)
	}),
	wrongly(innocent, "relocation_house", "易地搬迁安置房", func(s *plot, h *home) {
		s.property(h.head(), "住宅", 75, "单独所有", date(2018, 5, 1), "易地搬迁安置")
	}),
	wrongly(innocent, "village_cadre", "村干部可以依法识别", func(s *plot, h *home) {
		s.official(h.head(), "村干部", committee(h.village), "村党支部书记", date(2014, 5, 1), 0)
	}),

	{"Q07", violation, "disabled", "一级残疾、无收入、未纳入任何名册", func(s *plot) {
		h := s.home(man(48), wife(45))
		s.disable(h.head(), 3, 1, date(2019, 5, 1), date(2029, 5, 1))
		s.judge(h)
	}},
	{"Q07", innocent, "on_allowance", "已纳入低保", func(s *plot) {
		h := s.home(man(48), wife(45))
		s.disable(h.head(), 3, 1, date(2019, 5, 1), date(2029, 5, 1))
		s.allow(h, h.members, "A", s.w.last-30, 0)
		s.judge(h)
	}},
	{"Q07", innocent, "employed", "本人有稳定工作", func(s *plot) {
		h := s.home(man(40), wife(38))
		s.disable(h.head(), 1, 2, date(2019, 5, 1), date(2029, 5, 1))
		s.w.register("employment", s.id(h.head()), s.name(h.head()), "博白县编织工艺有限公司", "2019-01", "", "3600.00")
		s.judge(h)
	}},
	{"Q07", innocent, "pension", "本人领职工养老金", func(s *plot) {
		h := s.home(man(66), wife(63))
		s.disable(h.head(), 0, 2, date(2019, 5, 1), date(2029, 5, 1))
		s.pensioner(h.head(), "职工", "玉林市", s.w.people[h.head()].turns(60)+1, 0, 243000)
		s.judge(h)
	}},

	{"Q08", violation, "split", "识别前半年内与父母分户", func(s *plot) {
		s.divide(s.w.asOf-488, s.w.asOf-304, s.w.asOf-138)
	}},
	{"Q08", innocent, "split_long_ago", "分户五年后才识别", func(s *plot) {
		s.divide(s.w.asOf-2130, s.w.asOf-1949, s.w.asOf-138)
	}},
	{"Q08", innocent, "same_hukou", "识别前户口没有变化", func(s *plot) {
		h := s.home(man(47), wife(45))
		s.aid(h, "突发严重困难户", s.w.asOf-138)
		s.judge(h)
	}},
}

// divide plants a household that was a part of another in one extract of the
// hukou register and stood for itself in the next.
func (s *plot) divide(together, apart, identified day) {
	parents := s.home(man(70), wife(68))
	h := s.homeIn(parents.place, man(44), wife(42))
	relations := []string{"子", "儿媳"}
	for i, p := range h.members {
		s.snapshot(together, p, parents.hukou, relations[i])
		s.snapshot(apart, p, h.hukou, s.w.people[p].relation)
	}
	s.aid(h, "突发严重困难户", identified)
	s.judge(h)
	if s.role == violation { // an item of the veto list as well
		s.may("Q06", Fact{SubjectID: s.id(h.head()), SubjectAny: s.ids(h.members)})
	}
}

// snapshot enters a person in an earlier extract of the hukou register.
func (s *plot) snapshot(on day, p int32, hukou, relation string) {
	q := &s.w.people[p]
	home := &s.w.homes[q.home]
	s.w.earlier[on] = append(s.w.earlier[on], []string{q.id, q.name, hukou, relation, s.w.villages[home.village].code, itoa(int(home.group)) + "组", "", "正常"})
}

// writeEarlier writes one of the earlier extracts. They hold only some people:
// a register keeps what it is not told of.
func (w *world) writeEarlier(out *output, on day) error {
	t, err := out.sized("residents", "户籍人口-"+on.String(), residentHeader, len(w.earlier[on]), on)
	if err != nil {
		return err
	}
	for _, r := range w.earlier[on] {
		if err := t.row(r...); err != nil {
			return err
		}
	}
	return t.close()
}
