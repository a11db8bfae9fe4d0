package county

// farm is a household with contracted land.
func (s *plot) farm(area int, basis string) *home {
	h := s.home(man(52), wife(50))
	if area > 0 {
		s.parcel(h, "承包地", area, basis)
	}
	return h
}

// till pays 耕地地力保护补贴 for three years.
func (s *plot) till(h *home, p int32, area int) Fact {
	fen := s.pay(arable, p, ym(2021, 1), ym(2023, 12), payment{tenths: area})
	return s.any(h, p, arable, ym(2021, 1), ym(2023, 12), fen)
}

var landPlants = []plant{
	{"S17", violation, "half_more", "发放面积比承包面积多一半", func(s *plot) {
		h := s.farm(200, "确权")
		s.hit(s.till(h, h.head(), 300))
	}},
	{"S17", violation, "just_above", "超过百分之五容差一分", func(s *plot) {
		h := s.farm(100, "确权")
		s.hit(s.till(h, h.head(), 106))
	}},
	{"S17", violation, "no_land", "没有承包地", func(s *plot) {
		h := s.farm(0, "")
		s.hit(s.till(h, h.head(), 150))
	}},
	{"S17", violation, "two_members", "父子两人各报一次同一块地", func(s *plot) {
		h := s.home(man(66), son(41))
		s.parcel(h, "承包地", 120, "确权")
		s.till(h, h.members[0], 120)
		s.till(h, h.members[1], 120)
		s.hit(s.any(h, h.head(), arable, ym(2021, 1), ym(2023, 12), 0))
	}},
	{"S17", tolerated, "above_50_mu", "单户超过五十亩，面积有依据", func(s *plot) {
		h := s.farm(620, "确权")
		s.may("S17", s.till(h, h.head(), 620))
	}},
	{"S17", innocent, "tolerance", "正好百分之五的容差", func(s *plot) {
		h := s.farm(100, "确权")
		s.till(h, h.head(), 105)
		s.blameless(h)
	}},
	{"S17", innocent, "transfer", "流转合同写明由承租人领取", func(s *plot) {
		h := s.farm(80, "确权")
		s.parcel(h, "承包地", 220, "流转合同")
		s.till(h, h.head(), 300)
		s.blameless(h)
	}},
	{"S17", innocent, "merged_households", "两户合并，地块还在旧户编号下", func(s *plot) {
		h := s.farm(60, "确权")
		s.w.units++
		s.w.register("parcels", number("J", h.index), s.id(h.members[1]), "P"+h.village.code+itoa(s.w.units), "承包地", tenths(70), "确权")
		s.till(h, h.head(), 130)
		s.blameless(h)
	}},
	{"S17", innocent, "exactly_50_mu", "正好五十亩", func(s *plot) {
		h := s.farm(500, "确权")
		s.till(h, h.head(), 500)
		s.blameless(h)
	}},
	{"S17", innocent, "surveyed_larger", "确权面积大于二轮面积，按二轮发", func(s *plot) {
		h := s.farm(90, "确权")
		s.till(h, h.head(), 70)
		s.blameless(h)
	}},

	{"S18", violation, "area_over", "公益林面积超过林权证", func(s *plot) {
		h := s.home(man(53), wife(51))
		s.parcel(h, "公益林", 500, "林权证")
		fen := s.pay(forest, h.head(), ym(2021, 1), ym(2023, 12), payment{tenths: 800})
		s.hit(s.any(h, h.head(), forest, ym(2021, 1), ym(2023, 12), fen))
	}},
	{"S18", violation, "same_parcel", "同一地块既领退耕又领耕地补贴", func(s *plot) {
		h := s.home(man(54), wife(51))
		number := s.parcel(h, "承包地", 200, "确权")
		s.w.register("parcels", h.hukou, s.id(h.head()), number, "退耕", tenths(200), "退耕合同")
		s.pay(arable, h.head(), ym(2021, 1), ym(2022, 12), payment{tenths: 200})
		s.pay(retired, h.head(), ym(2021, 1), ym(2022, 12), payment{tenths: 200})
		f := s.any(h, h.head(), "", ym(2021, 1), ym(2022, 12), 0)
		s.hit(f)
	}},
	{"S18", violation, "dead_without_heir", "林权人去世无继承人，仍以其名义领", func(s *plot) {
		h := s.home(man(77))
		s.parcel(h, "公益林", 300, "林权证")
		s.die(h.head(), date(2021, 3, 8), 0, "公安")
		s.pay(forest, h.head(), ym(2020, 1), ym(2023, 12), payment{tenths: 300})
		f := s.of(h.head(), forest, ym(2022, 1), ym(2023, 12), 0)
		s.hit(f)
		s.may("S01", f)
	}},
	{"S18", violation, "not_the_holder", "领款人不是林权人，也不同户", func(s *plot) {
		o, h := s.home(man(58), wife(57)), s.home(man(46))
		s.parcel(o, "公益林", 260, "林权证")
		fen := s.pay(forest, h.head(), ym(2021, 1), ym(2023, 12), payment{tenths: 260})
		s.hit(s.of(h.head(), forest, ym(2021, 1), ym(2023, 12), fen))
	}},
	{"S18", innocent, "heirs", "林权人去世，由同户妻子领取", func(s *plot) {
		h := s.home(man(74), wife(70))
		s.parcel(h, "公益林", 180, "林权证")
		s.die(h.head(), date(2021, 3, 8), 0, "公安")
		s.pay(forest, h.head(), ym(2019, 1), ym(2021, 12), payment{tenths: 180})
		s.pay(forest, h.members[1], ym(2022, 1), ym(2025, 12), payment{tenths: 180})
		s.blameless(h)
	}},
	{"S18", innocent, "own_parcels", "退耕地和承包地是不同地块", func(s *plot) {
		h := s.home(man(55), wife(53))
		s.parcel(h, "承包地", 90, "确权")
		s.parcel(h, "退耕", 60, "退耕合同")
		s.pay(arable, h.head(), ym(2021, 1), ym(2023, 12), payment{tenths: 90})
		s.pay(retired, h.head(), ym(2021, 1), ym(2023, 12), payment{tenths: 60})
		s.blameless(h)
	}},
}

// pupil is a household of 脱贫户 with a child of fifteen in September 2021.
func (s *plot) pupil() (h *home, p int32) {
	h = s.home(man(46), wife(44), daughter(20))
	s.aid(h, "脱贫户", date(2015, 11, 20))
	return h, h.members[2]
}

// studies plants three terms of 雨露计划 beside an enrolment.
func studies(role, trap, note string, school, stage, full, state string, from, to month) plant {
	return plant{"S19", role, trap, note, func(s *plot) {
		_, p := s.pupil()
		if school != "" {
			s.enrol(p, school, stage, full, state, from, to)
		}
		s.grantTerms(p)
		if role == violation {
			s.hit(s.terms(p))
		} else {
			s.miss(s.id(p))
		}
	}}
}

var (
	term1 = ym(2021, 9)
	term3 = ym(2023, 1) // the last month of the third
)

func (s *plot) grantTerms(p int32) {
	home := &home{hukou: number("H", s.w.people[p].home)}
	s.list(schooling, home, p, term1, term3, listing{account: account(p)})
	s.pay(schooling, p, term1, term3, payment{})
}

func (s *plot) terms(p int32) Fact { return s.of(p, schooling, term1, term3, 450000) }

const college = "博白县职业中等专业学校"

var schoolPlants = []plant{
	studies(violation, "no_enrolment", "没有学籍", "", "", "", "", 0, 0),
	studies(violation, "suspended", "休学期间", college, "中职", "是", "休学", ym(2021, 9), ym(2024, 7)),
	studies(violation, "left", "已退学", college, "中职", "是", "退学", ym(2020, 9), ym(2021, 6)),
	studies(violation, "army", "参军保留学籍", college, "中职", "是", "保留学籍", ym(2021, 9), ym(2024, 7)),
	studies(violation, "part_time", "非全日制", college, "中职", "否", "在籍", ym(2021, 9), ym(2024, 7)),
	studies(violation, "bachelor", "本科", "玉林师范学院", "本科", "是", "毕业", ym(2021, 9), ym(2025, 7)),
	{"S19", violation, "twice_a_term", "一个学期发两次", func(s *plot) {
		_, p := s.pupil()
		s.enrol(p, college, "中职", "是", "毕业", ym(2021, 9), ym(2024, 7))
		s.grantTerms(p)
		s.emit(s.row(schooling, p, ym(2022, 3), payment{batch: "NY01-20220302"}))
		f := s.of(p, schooling, ym(2022, 3), ym(2022, 7), 150000)
		s.hit(f)
		s.side("S29", f)
	}},
	{"S19", violation, "not_aided", "不是脱贫户或监测户家庭", func(s *plot) {
		h := s.home(man(46), wife(44), son(20))
		p := h.members[2]
		s.enrol(p, college, "中职", "是", "毕业", ym(2021, 9), ym(2024, 7))
		s.grantTerms(p)
		s.hit(s.terms(p))
	}},
	{"S19", violation, "identified_later", "后两个学期之后才识别为监测户", func(s *plot) {
		h := s.home(man(46), wife(44), son(20))
		p := h.members[2]
		s.aid(h, "边缘易致贫户", date(2023, 5, 9))
		s.enrol(p, college, "中职", "是", "毕业", ym(2021, 9), ym(2024, 7))
		s.grantTerms(p)
		s.hit(s.terms(p))
	}},
	studies(innocent, "five_year", "五年制大专，前三年也是在籍", "广西机电职业技术学院", "高职", "是", "毕业", ym(2021, 9), ym(2026, 7)),
	studies(innocent, "internship", "实习也算在籍", college, "中职", "是", "实习", ym(2021, 9), ym(2024, 7)),
	studies(innocent, "graduated_later", "后来毕业不影响以前学期", college, "中职", "是", "毕业", ym(2021, 9), ym(2024, 7)),
	{"S19", innocent, "hukou_moved", "户口迁到学校", func(s *plot) {
		_, p := s.pupil()
		s.enrol(p, college, "中职", "是", "毕业", ym(2021, 9), ym(2024, 7))
		s.w.people[p].status = "迁出"
		s.grantTerms(p)
		s.miss(s.id(p))
	}},
	{"S19", innocent, "name_changed", "改过姓名，学籍同号异名", func(s *plot) {
		_, p := s.pupil()
		s.w.noSchool[p] = true
		s.w.register("enrolments", s.id(p), s.otherName(p), college, "中职", "是", "毕业", "2021-09", "2024-07")
		s.grantTerms(p)
		s.miss(s.id(p))
		s.side("S26", Fact{SubjectID: s.id(p)})
	}},
}

// worker is a household of 脱贫户 whose head does a post for two years.
func (s *plot) worker(age int) (h *home, p int32, t month) {
	h = s.home(man(age), wife(age-2))
	s.aid(h, "脱贫户", date(2015, 11, 20))
	return h, h.head(), s.start()
}

var postPlants = []plant{
	{"S20", tolerated, "cadre", "村干部兼护林员：县里可以允许", func(s *plot) {
		h, p, t := s.worker(48)
		s.official(p, "村干部", committee(h.village), "村委会副主任", date(2021, 1, 1), 0)
		fen := s.benefit(ranger, h, p, "", t, t+14)
		f := s.of(p, ranger, t, t+14, fen)
		s.may("S20", f)
		s.may("S04", f)
		s.may("S02", f)
	}},
	{"S20", violation, "staff", "在编人员做公益性岗位", func(s *plot) {
		h, p, t := s.worker(46)
		s.official(p, "事业", "博白县中医院", "后勤", date(2021, 1, 1), 0)
		t += 3
		fen := s.benefit(publicPost, h, p, "", t, t+14)
		f := s.of(p, publicPost, t, t+14, fen)
		s.hit(f)
		s.side("S02", f)
		s.may("Q06", s.of(p, "", 0, 0, 0))
	}},
	{"S20", violation, "hired_at_62", "首次聘用已六十二岁", func(s *plot) {
		h, p, t := s.worker(68)
		s.rehired(p, t-62*12-3)
		fen := s.benefit(ranger, h, p, "", t, t+8)
		s.hit(s.of(p, ranger, t, t+8, fen))
	}},
	{"S20", violation, "hired_at_17", "首次聘用不满十八岁", func(s *plot) {
		h := s.home(man(47), wife(45), son(22))
		s.aid(h, "脱贫户", date(2015, 11, 20))
		p, t := h.members[2], s.start()
		s.rebirth(p, (t - 17*12 - 4).on(9))
		s.benefit(publicPost, h, p, "", t, t+20)
		s.hit(s.of(p, publicPost, t, t+20, 0))
	}},
	{"S20", violation, "past_65", "续聘超过六十五岁", func(s *plot) {
		h, p, t := s.worker(70)
		s.rehired(p, t-66*12)
		s.benefit(ranger, h, p, "", t-90, t+8)
		s.hit(s.of(p, ranger, t, t+8, 0))
	}},
	{"S20", violation, "not_aided", "不是脱贫户或监测户", func(s *plot) {
		t := s.start()
		h := s.home(man(47), wife(45))
		fen := s.benefit(ranger, h, h.head(), "", t, t+14)
		s.hit(s.of(h.head(), ranger, t, t+14, fen))
	}},
	{"S20", violation, "two_of_a_household", "一户两个护林员", func(s *plot) {
		h, p, t := s.worker(45)
		s.benefit(ranger, h, p, "", t, t+14)
		s.benefit(ranger, h, h.members[1], "", t+3, t+14)
		s.hit(s.any(h, h.members[1], ranger, t+3, t+14, 0))
	}},
	{"S20", violation, "two_posts", "一人同月兼护林员和公益性岗位", func(s *plot) {
		h, p, t := s.worker(44)
		s.benefit(ranger, h, p, "", t, t+14)
		s.benefit(publicPost, h, p, "", t+3, t+11)
		s.hit(s.of(p, "", t+3, t+11, 0))
	}},
	{"S20", violation, "employed_elsewhere", "在企业全职参保（吃空饷）", func(s *plot) {
		h, p, t := s.worker(43)
		s.w.register("employment", s.id(p), s.name(p), "博白县鸿达制衣有限公司", (t - 5).String(), (t + 20).String(), "4300.00")
		fen := s.benefit(publicPost, h, p, "", t, t+14)
		s.hit(s.of(p, publicPost, t, t+14, fen))
	}},
	{"S20", innocent, "hired_at_60", "首次聘用时正好六十岁", func(s *plot) {
		h, p, t := s.worker(66)
		s.rehired(p, t-60*12)
		s.benefit(ranger, h, p, "", t, t+12)
		s.blameless(h)
	}},
	{"S20", innocent, "renewed", "五十八岁首聘，六十三岁续聘", func(s *plot) {
		h, p, t := s.worker(66)
		s.rehired(p, t-63*12)
		s.benefit(ranger, h, p, "", t-54, t+12)
		s.blameless(h)
	}},
	{"S20", innocent, "handed_over", "丈夫离岗后由妻子接任", func(s *plot) {
		h, p, t := s.worker(49)
		s.benefit(ranger, h, p, "", t, t+7)
		s.benefit(ranger, h, h.members[1], "", t+8, t+16)
		s.blameless(h)
	}},
	{"S20", innocent, "left_company", "离职后才上岗", func(s *plot) {
		h, p, t := s.worker(42)
		s.w.register("employment", s.id(p), s.name(p), "玉林市福绵服装有限公司", (t - 25).String(), (t - 1).String(), "3900.00")
		s.benefit(publicPost, h, p, "", t, t+14)
		s.blameless(h)
	}},
}

// rehired gives the head of a household that was already entered as 脱贫户
// another birthday: its rows are mended.
func (s *plot) rehired(p int32, birth month) {
	old := s.id(p)
	s.rebirth(p, birth.on(4))
	rows := s.w.tables["households"]
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i][1] == old {
			rows[i][1] = s.id(p)
			return
		}
	}
}
