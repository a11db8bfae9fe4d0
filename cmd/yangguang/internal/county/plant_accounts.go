package county

// elder is a household of one on 高龄津贴 that is paid to an account.
func (s *plot) elder(from, to month, acc, name string) *home {
	h := s.home(man(87))
	s.list(oldAge, h, h.head(), from, to, listing{class: "80", account: acc})
	s.pay(oldAge, h.head(), from, to, payment{class: "80", account: acc, name: name})
	return h
}

// holder is a person whose account others use.
func (s *plot) holder() (p int32, acc, name string) {
	h := s.home(man(50), wife(48))
	return h.head(), account(h.head()), s.name(h.head())
}

// shared plants an account that gathers several elders of other households.
func (s *plot) shared(n int, acc, name string) (fen int64, hs []*home) {
	t := s.start()
	for range n {
		h := s.elder(t, t+11, acc, name)
		hs = append(hs, h)
		fen += fenOf(oldAge, "80", 1, t, t+11)
	}
	return fen, hs
}

func (s *plot) wrongName(hs []*home) {
	t := s.start()
	for _, h := range hs {
		s.side("S26", s.of(h.head(), oldAge, t, t+11, 0))
	}
}

func (s *plot) accountFact(acc string, fen int64) Fact {
	return Fact{SubjectID: acc, AmountFen: fen, PeriodStart: s.start().String(), PeriodEnd: (s.start() + 11).String()}
}

var accountPlants = []plant{
	{"S25", violation, "three_elders", "三位老人的津贴进同一账户", func(s *plot) {
		_, acc, name := s.holder()
		fen, hs := s.shared(3, acc, name)
		s.hit(s.accountFact(acc, fen))
		s.wrongName(hs)
	}},
	{"S25", violation, "cadre", "六位老人的津贴进村干部账户", func(s *plot) {
		p, acc, name := s.holder()
		s.official(p, "村干部", "博白县某村村民委员会", "村委会主任", date(2017, 3, 1), 0)
		fen, hs := s.shared(6, acc, name)
		s.hit(s.accountFact(acc, fen))
		s.wrongName(hs)
	}},
	{"S25", tolerated, "two_households", "两户两人共用一个账户", func(s *plot) {
		_, acc, name := s.holder()
		fen, hs := s.shared(2, acc, name)
		s.may("S25", s.accountFact(acc, fen))
		s.wrongName(hs)
	}},
	{"S25", innocent, "guardian", "祖父代三个未成年孙子女领", func(s *plot) {
		t := s.start()
		h := s.home(man(67), kin{"孙子", 14, false}, kin{"孙女", 12, true}, kin{"孙子", 9, false})
		for _, p := range h.members[1:] {
			s.list(orphan, h, p, t, t+11, listing{account: account(h.head())})
			s.pay(orphan, p, t, t+11, payment{account: account(h.head()), name: s.name(h.head())})
		}
		s.miss(account(h.head()))
	}},
	{"S25", innocent, "childs_card", "老人用同户儿子的卡", func(s *plot) {
		t := s.start()
		h := s.home(man(55), father(86))
		acc, name := account(h.head()), s.name(h.head())
		s.list(oldAge, h, h.members[1], t, t+11, listing{class: "80", account: acc})
		s.pay(oldAge, h.members[1], t, t+11, payment{class: "80", account: acc, name: name})
		s.parcel(h, "承包地", 30, "确权")
		s.pay(arable, h.head(), ym(2021, 1), ym(2023, 12), payment{tenths: 30})
		s.miss(acc)
	}},
	{"S25", innocent, "collective", "集体机动地补贴进村集体账户", func(s *plot) { s.pooled(committee) }},
	{"S25", innocent, "cooperative", "入社农户的补贴进合作社账户", func(s *plot) {
		s.pooled(func(v village) string { return "博白县" + v.name + "种植专业合作社" })
	}},

	{"S26", violation, "stranger", "账户户名是外户人", func(s *plot) {
		t := s.start()
		_, acc, name := s.holder()
		h := s.elder(t, t+8, acc, name)
		s.hit(s.of(h.head(), oldAge, t, t+8, 0))
	}},
	{"S26", violation, "household_benefit", "低保打到外户人账户", func(s *plot) {
		t := s.start()
		_, acc, name := s.holder()
		h := s.home(man(48), wife(46))
		for _, p := range h.members {
			s.list(ruralAllowance, h, p, t, t+9, listing{class: "B"})
		}
		s.pay(ruralAllowance, h.head(), t, t+9, payment{tenths: 20, class: "B", account: acc, name: name})
		s.hit(s.any(h, h.head(), ruralAllowance, t, t+9, 0))
	}},
	{"S26", violation, "register", "残疾证登记同号异名", func(s *plot) {
		h := s.home(man(50))
		p := h.head()
		s.w.register("disabilities", s.id(p), s.otherName(p), certificate(s.id(p), 1, 4), "听力", "4", "2019-03-01", "2029-02-28", "正常")
		s.hit(Fact{SubjectID: s.id(p)})
	}},
	{"S26", innocent, "middle_dot", "少数民族姓名的间隔号写法不同", func(s *plot) {
		s.sameAccount("买买提·阿不都", "买买提•阿不都")
	}},
	{"S26", innocent, "spaces", "银行户名带空格和全角空格", func(s *plot) {
		s.sameAccount("", " \u3000")
	}},
	{"S26", innocent, "rare_character", "银行打不出生僻字，户名缺一个字", func(s *plot) {
		s.sameAccount("黄𣲗明", "黄明")
	}},
	{"S26", innocent, "truncated", "银行截断过长的姓名", func(s *plot) {
		s.sameAccount("买买提江·阿不都热合曼", "买买提江·阿不都热")
	}},
	{"S26", innocent, "member", "户名是同户成员", func(s *plot) {
		t := s.start()
		h := s.home(man(50), wife(48))
		acc, name := account(h.members[1]), s.name(h.members[1])
		for _, p := range h.members {
			s.list(ruralAllowance, h, p, t, t+9, listing{class: "B"})
		}
		s.pay(ruralAllowance, h.head(), t, t+9, payment{tenths: 20, class: "B", account: acc, name: name})
		s.blameless(h)
	}},
}

// sameAccount pays a person whose bank writes his name otherwise.
func (s *plot) sameAccount(name, atBank string) {
	t := s.start()
	h := s.home(man(88))
	p := h.head()
	if name != "" {
		s.w.people[p].name = name
	} else {
		name := []rune(s.name(p))
		atBank = string(name[:1]) + atBank + string(name[1:])
	}
	s.list(oldAge, h, p, t, t+8, listing{class: "80"})
	s.pay(oldAge, p, t, t+8, payment{class: "80", name: atBank})
	s.miss(s.id(p))
}

// pooled pays four households' land to one body of theirs.
func (s *plot) pooled(body func(village) string) {
	acc := ""
	for range 4 {
		h := s.home(man(56), wife(54))
		if acc == "" {
			acc = second(h.head())
		}
		s.parcel(h, "承包地", 25, "确权")
		s.pay(arable, h.head(), ym(2021, 1), ym(2023, 12), payment{tenths: 25, account: acc, name: body(h.village)})
		s.may("S26", s.of(h.head(), arable, ym(2021, 1), ym(2023, 12), 0))
	}
	s.miss(acc)
}

var rosterPlants = []plant{
	{"S27", violation, "after_exit", "退出名册后又发三个月", func(s *plot) {
		h, a, t := s.pension(s.start())
		s.emit(s.row(ruralSupport, h.head(), t, payment{}))
		s.emitRest(h, a, t)
		fen := s.pay(ruralSupport, h.head(), a+10, a+12, payment{})
		s.hit(s.of(h.head(), ruralSupport, a+10, a+12, fen))
	}},
	{"S27", violation, "before_entry", "先发后批两个月", func(s *plot) {
		h, a, t := s.pension(s.start())
		s.emit(s.row(ruralSupport, h.head(), t, payment{}))
		s.emitRest(h, a, t)
		fen := s.pay(ruralSupport, h.head(), a-2, a-1, payment{})
		s.hit(s.of(h.head(), ruralSupport, a-2, a-1, fen))
	}},
	{"S27", violation, "between", "两段享受之间的四个月也发了", func(s *plot) {
		t := s.start()
		h := s.home(man(64))
		p := h.head()
		s.list(ruralSupport, h, p, t, t+5, listing{account: account(p)})
		s.list(ruralSupport, h, p, t+10, t+16, listing{account: account(p)})
		s.pay(ruralSupport, p, t, t+16, payment{})
		s.hit(s.of(p, ruralSupport, t+6, t+9, fenOf(ruralSupport, "", 1, t+6, t+9)))
	}},
	{"S27", innocent, "back_pay", "退出后补发以前月份", func(s *plot) {
		h, a, t := s.pension(s.start())
		it := itemOf[ruralSupport]
		s.emit(s.row(ruralSupport, h.head(), t, payment{returned: true}))
		s.emitRest(h, a, t)
		s.emit(s.row(ruralSupport, h.head(), t, payment{batch: it.batch(t) + "B", again: it.batch(t), paid: it.paid(a + 11)}))
		s.blameless(h)
	}},
	{"S27", innocent, "last_month", "终止当月仍可享受", func(s *plot) {
		h, a, t := s.pension(s.start())
		s.emit(s.row(ruralSupport, h.head(), t, payment{}))
		s.emitRest(h, a, t)
		s.blameless(h)
	}},
	{"S27", innocent, "one_off", "一次性项目不看名册期间", func(s *plot) {
		t := s.start()
		h := s.home(man(47))
		s.list(emergency, h, h.head(), t, t, listing{class: "一般困难", approved: t.on(5)})
		s.emit(s.row(emergency, h.head(), t+1, payment{class: "一般困难"}))
		s.blameless(h)
	}},

	{"S29", violation, "two_batches", "两个批次重复发", func(s *plot) {
		h, a, t := s.pension(s.start())
		fen := s.emit(s.row(ruralSupport, h.head(), t, payment{}))
		s.emitRest(h, a, t)
		s.emit(s.row(ruralSupport, h.head(), t, payment{batch: itemOf[ruralSupport].batch(t) + "-2", paid: itemOf[ruralSupport].paid(t) + 6}))
		s.hit(s.of(h.head(), ruralSupport, t, t, fen))
	}},
	{"S29", violation, "old_number", "一次用15位号码，一次用18位", func(s *plot) {
		h, a, t := s.pension(s.start())
		fen := s.emit(s.row(ruralSupport, h.head(), t, payment{}))
		s.emitRest(h, a, t)
		x := s.row(ruralSupport, h.head(), t, payment{batch: itemOf[ruralSupport].batch(t) + "-3", paid: itemOf[ruralSupport].paid(t) + 3})
		x.id = x.id[:6] + x.id[8:17]
		s.emit(x)
		s.hit(s.of(h.head(), ruralSupport, t, t, fen))
	}},
	{"S29", innocent, "returned", "退票后重发", func(s *plot) {
		h, a, t := s.pension(s.start())
		it := itemOf[ruralSupport]
		s.emit(s.row(ruralSupport, h.head(), t, payment{returned: true}))
		s.emitRest(h, a, t)
		s.emit(s.row(ruralSupport, h.head(), t, payment{batch: it.batch(t) + "B", again: it.batch(t), paid: it.paid(t) + 12}))
		s.blameless(h)
	}},
	{"S29", innocent, "other_period", "同日发两个月，各是各月的", func(s *plot) {
		h, a, t := s.pension(s.start())
		s.emit(s.row(ruralSupport, h.head(), t, payment{paid: itemOf[ruralSupport].paid(t + 1)}))
		s.emitRest(h, a, t)
		s.blameless(h)
	}},
	{"S29", innocent, "other_item", "同月同额的两个项目", func(s *plot) {
		h, a, b := s.couple()
		s.nurse(h, h.head(), a, b)
		s.benefit(livingSubsidy, h, h.head(), "", a, b)
		s.blameless(h)
	}},

	{"S30", violation, "stopped", "在册但最后五个月没有发", func(s *plot) {
		t := s.start()
		h := s.home(man(66))
		s.list(ruralSupport, h, h.head(), t, t+14, listing{account: account(h.head())})
		s.pay(ruralSupport, h.head(), t, t+9, payment{})
		s.hit(s.of(h.head(), ruralSupport, t+10, t+14, 0))
	}},
	{"S30", violation, "two_months", "中间漏发正好两个月", func(s *plot) {
		t := s.start()
		h := s.home(man(67))
		s.list(ruralSupport, h, h.head(), t, t+14, listing{account: account(h.head())})
		s.pay(ruralSupport, h.head(), t, t+5, payment{})
		s.pay(ruralSupport, h.head(), t+8, t+14, payment{})
		s.hit(s.of(h.head(), ruralSupport, t+6, t+7, 0))
	}},
	{"S30", violation, "returned_unpaid", "三个月退票一直没有重发", func(s *plot) {
		t := s.start()
		h := s.home(man(68))
		s.list(ruralSupport, h, h.head(), t, t+11, listing{account: account(h.head())})
		s.pay(ruralSupport, h.head(), t, t+5, payment{})
		s.pay(ruralSupport, h.head(), t+6, t+8, payment{returned: true})
		s.pay(ruralSupport, h.head(), t+9, t+11, payment{})
		s.hit(s.of(h.head(), ruralSupport, t+6, t+8, 0))
	}},
	{"S30", innocent, "one_month", "只漏发一个月", func(s *plot) {
		t := s.start()
		h := s.home(man(69))
		s.list(ruralSupport, h, h.head(), t, t+11, listing{account: account(h.head())})
		s.pay(ruralSupport, h.head(), t, t+5, payment{})
		s.pay(ruralSupport, h.head(), t+7, t+11, payment{})
		s.blameless(h)
	}},
	{"S30", innocent, "repaid", "三个月退票，一次补发", func(s *plot) {
		t := s.start()
		h := s.home(man(70))
		it := itemOf[ruralSupport]
		s.list(ruralSupport, h, h.head(), t, t+11, listing{account: account(h.head())})
		s.pay(ruralSupport, h.head(), t, t+5, payment{})
		s.pay(ruralSupport, h.head(), t+6, t+8, payment{returned: true})
		for m := t + 6; m <= t+8; m++ {
			s.emit(s.row(ruralSupport, h.head(), m, payment{again: it.batch(m), batch: it.batch(m) + "B", paid: it.paid(t + 10)}))
		}
		s.pay(ruralSupport, h.head(), t+9, t+11, payment{})
		s.blameless(h)
	}},
	{"S30", innocent, "before_data", "开始年月早于发放数据", func(s *plot) {
		h := s.home(man(75))
		s.list(ruralSupport, h, h.head(), ym(2012, 5), ym(2020, 12), listing{account: account(h.head())})
		s.pay(ruralSupport, h.head(), s.w.first, ym(2020, 12), payment{})
		s.blameless(h)
	}},

	{"S31", violation, "many_items", "一户近一年领十二个项目", func(s *plot) {
		h := s.home(man(50), wife(48), father(88), mother(86))
		year := ym(s.w.last.year(), 1)
		from := year - 12
		s.aid(h, "脱贫户", date(2015, 11, 20))
		s.allow(h, h.members, "A", from, 0)
		for _, p := range h.members[2:] {
			s.benefit(oldAge, h, p, "80", from, 0)
			s.benefit(birthControl, h, p, "", from, 0)
		}
		s.benefit(veteran, h, h.members[2], "", from, 0)
		s.disable(h.head(), 3, 1, date(2018, 3, 1), date(2028, 2, 28))
		s.benefit(nursingSubsidy, h, h.head(), "", from, 0)
		s.benefit(livingSubsidy, h, h.head(), "", from, 0)
		s.parcel(h, "承包地", 60, "确权")
		s.parcel(h, "公益林", 90, "林权证")
		s.pay(arable, h.head(), from, year+11, payment{tenths: 60})
		s.pay(forest, h.head(), from, year+11, payment{tenths: 90})
		s.benefit(publicPost, h, h.members[1], "", from, 0)
		s.once(emergency, h, h.head(), "重大困难", year+2)
		s.once(dangerous, h, h.head(), "建档立卡", year+1)
		s.once(reward, h, h.members[1], "养牛", year+4)
		s.hit(s.any(h, h.head(), "", from, s.w.last, 0))
	}},
	{"S31", innocent, "small_village", "村里领补贴的户数太少，不比较金额", func(s *plot) {
		h, _, _ := s.couple()
		s.blameless(h)
	}},
}

// arrival enters money for an item that arrives some days before a payment.
func (s *plot) arrival(code string, on day) string {
	s.w.units++
	title := "博财预〔" + itoa(on.month().year()) + "〕补" + itoa(s.w.units) + "号"
	s.w.register("funds", title, itemOf[code].name+"资金", code, "500000.00", (on - 7).String(), on.String(), pick(s.d, "县", "部门", "镇"))
	return title
}

// late plants money for the yearly 耕地地力保护补贴, which is paid in June, days
// before that payment.
func late(role, trap, note string, days int) plant {
	return plant{"S28", role, trap, note, func(s *plot) {
		paid := itemOf[arable].paid(ym(2020+s.k%6, 1))
		title := s.arrival(arable, paid-day(days))
		if role == violation {
			s.hit(Fact{SubjectID: title, ItemCode: arable})
		} else {
			s.miss(title)
		}
	}}
}

var fundPlants = []plant{
	late(violation, "31_days", "滞留31天", 31),
	late(violation, "95_days", "滞留95天", 95),
	late(violation, "190_days", "滞留190天", 190),
	late(innocent, "30_days", "正好30天", 30),
	{"S28", innocent, "returned", "按时发出但退票，四十天后重发", func(s *plot) {
		m := ym(2019+s.k%7, 1+s.k%9)
		h := s.relieved()
		p := h.head()
		on := itemOf[relocation].paid(m)
		title := s.arrival(relocation, on-20)
		s.list(relocation, h, p, m, m, listing{approved: m.on(3), account: account(p)})
		s.emit(s.row(relocation, p, m, payment{returned: true}))
		s.emit(s.row(relocation, p, m, payment{batch: itemOf[relocation].batch(m) + "B", again: itemOf[relocation].batch(m), paid: on + 40}))
		s.miss(title)
	}},
}
