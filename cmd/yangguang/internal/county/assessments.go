package county

var assessmentHeader = []string{"身份证号", "姓名", "结论", "核对日期", "核对事项", "说明"}

// assessmentRows are the checks of everyday life: the heads of 低保 households
// every year with nothing found, and some who were not granted because of what
// was found.
func (w *world) assessmentRows(emit func(...string) error) error {
	for i := range w.grants[ruralAllowance] {
		g := &w.grants[ruralAllowance][i]
		p := &w.people[g.payee]
		if g.from < ym(2019, 1) {
			continue
		}
		if err := emit(p.id, p.name, "未超标", (g.from - 1).on(12).String(), "金融资产", ""); err != nil {
			return err
		}
	}
	listed := map[int32]bool{}
	for _, code := range []string{ruralAllowance, urbanAllowance} {
		for i := range w.grants[code] {
			listed[w.people[w.grants[code][i].payee].home] = true
		}
	}
	return w.eachHome(func(home int32, h *household, d *dice) error {
		if listed[home] || h.class == planted || !d.in1000(12) {
			return nil
		}
		p := &w.people[h.first]
		return emit(p.id, p.name, "超标", (ym(2022, 1) + month(d.n(40))).on(12).String(), "金融资产", "")
	}, "assessment")
}

// assess enters a conclusion of the check centre.
func (s *plot) assess(p int32, conclusion string, on day, explanation string) {
	s.w.register("assessments", s.id(p), s.name(p), conclusion, on.String(), "金融资产", explanation)
}

var assessmentPlants = []plant{
	{"S09", violation, "over", "核对结论超标以后继续领低保", func(s *plot) {
		h, a, b := s.couple()
		s.assess(h.head(), "超标", (a + 3).on(10), "")
		s.guilty(h, h.head(), a+4, b)
	}},
	{"S09", violation, "spouse_over", "配偶的核对结论超标", func(s *plot) {
		h, a, b := s.couple()
		s.assess(h.members[1], "超标", (a + 3).on(10), "其他")
		s.guilty(h, h.members[1], a+4, b)
	}},
	{"S09", violation, "cleared_later", "一年后再核对才未超标", func(s *plot) {
		h, a, _ := s.couple()
		s.assess(h.head(), "超标", (a + 3).on(10), "")
		s.assess(h.head(), "未超标", (a + 9).on(10), "")
		s.guilty(h, h.head(), a+4, a+9)
	}},
	assessmentTrap("demolition", "拆迁补偿", 3),
	assessmentTrap("work_injury", "工伤赔偿", 3),
	assessmentTrap("major_illness", "大病用款", 8),
	assessmentTrap("shared_account", "共有账户", 3),
	{"S09", innocent, "cleared_before", "批准前再核对为未超标", func(s *plot) {
		h, a, _ := s.couple()
		s.assess(h.head(), "超标", (a - 8).on(10), "")
		s.assess(h.head(), "未超标", (a - 1).on(10), "")
		s.blameless(h)
	}},
	{"S09", innocent, "stopped_in_time", "结论超标的次月停发", func(s *plot) {
		h, _, b := s.couple()
		s.assess(h.head(), "超标", b.on(10), "")
		s.blameless(h)
	}},
	{"S09", innocent, "grown_son", "不在名册上的儿子超标", func(s *plot) {
		t := s.start()
		h := s.home(man(61), wife(58), son(33))
		s.allow(h, h.members[:2], "B", t, t+18)
		s.assess(h.members[2], "超标", (t + 2).on(10), "")
		s.blameless(h)
	}},
}

func assessmentTrap(trap, explanation string, after month) plant {
	return plant{"S09", innocent, trap, "超标的是" + explanation, func(s *plot) {
		h, a, _ := s.couple()
		s.assess(h.head(), "超标", (a + after).on(10), explanation)
		s.blameless(h)
	}}
}
