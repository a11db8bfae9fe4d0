package county

// builder is a company of its own for one plant.
func (s *plot) builder() int {
	h := s.home(man(47), wife(45))
	s.w.firms = append(s.w.firms, s.w.firm(s.d, h.head(), true))
	return len(s.w.firms) - 1
}

// draft makes a lawful project of a type, by its place in projectTrades, that
// costs so many 万元 and was approved on a day.
func (s *plot) draft(trade int, cost int64, approved day) *work {
	x := s.w.work(s.d, projectTrades[trade], s.w.countryside(), approved, cost*wan)
	x.state = x.total
	x.ceiling = x.estimate
	x.winner = s.builder()
	x.owner = "博白县第" + itoa(len(s.w.works)+1) + "乡村建设项目部" // nobody else's projects count with it
	s.reprice(x, x.ceiling*97/100)
	return x
}

// reprice gives a project another price.
func (s *plot) reprice(x *work, price int64) {
	x.won, x.price, x.settled = price, price, price
}

// direct awards a project without a tender.
func direct(x *work) *work {
	x.method, x.notice, x.opened = "直接发包", 0, 0
	return x
}

// file enters the project and gives where it is kept.
func (s *plot) file(x *work) *work {
	s.w.file(s.d, x)
	return &s.w.works[len(s.w.works)-1]
}

func (s *plot) found(x *work) { s.hit(Fact{SubjectID: x.number}) }

// old is a day on which a project was approved that is long finished.
func (s *plot) old() day { return date(2021, 2, 1) + day(s.k*23%900) }

// building is a project that began so many days before the day of the data.
func (s *plot) building(since, length int) *work {
	x := s.draft(0, 120, s.w.asOf-day(since)-80)
	x.planStart = s.w.asOf - day(since)
	x.planEnd = x.planStart + day(length)
	x.start, x.end, x.accepted, x.settled = x.planStart, 0, 0, 0
	x.unpaid = true
	return x
}

// reported gives a project its reports every four weeks, up to some days ago, along a
// line to a percentage.
func (s *plot) reported(x *work, last day, pct int) {
	for on := x.start + 20; on < last-10; on += 26 {
		x.reports = append(x.reports, report{on, pct * int(on-x.start) / int(last-x.start)})
	}
	x.reports = append(x.reports, report{last, pct})
}

const (
	road   = 0
	school = 2
	canal  = 6
	dryers = 10
	refuse = 11
)

// tendered plants a project that had to be put to tender, or did not.
func tendered(role, trap, note string, trade int, cost int64, change func(x *work)) plant {
	return plant{"P01", role, trap, note, func(s *plot) {
		x := direct(s.draft(trade, cost, s.old()))
		change(x)
		s.file(x)
		if role == violation {
			s.found(x)
		} else {
			s.miss(x.number)
		}
	}}
}

var tenderPlants = []plant{
	tendered(violation, "works", "450万元施工直接发包", school, 450, func(*work) {}),
	tendered(violation, "goods", "230万元设备竞争性谈判", dryers, 230, func(x *work) { x.method = "竞争性谈判"; x.notice, x.opened = x.approved+15, x.approved+36 }),
	tendered(violation, "services", "260万元服务没有招标", refuse, 260, func(x *work) { x.method = "无" }),
	tendered(violation, "invited_unapproved", "邀请招标没有批复文号", school, 520, func(x *work) {
		x.method, x.approval, x.notice, x.opened = "邀请", "", x.approved+20, x.approved+48
	}),
	tendered(violation, "contract_below", "合同价低于限额，但估算价高于限额", school, 405, func(x *work) { x.won, x.price, x.settled = 380*wan, 380*wan, 380*wan }),
	tendered(violation, "exactly_4m", "估算正好400万元", school, 400, func(*work) {}),
	tendered(innocent, "below", "399万元不在必须招标之列", school, 399, func(*work) {}),
	tendered(innocent, "little_public_money", "财政资金不足200万元", school, 430, func(x *work) { x.state = 199 * wan }),
	tendered(innocent, "small_share", "财政资金不足一成", school, 2600, func(x *work) { x.state = 230 * wan }),
	tendered(innocent, "open", "已公开招标", school, 480, func(x *work) { x.method, x.notice, x.opened = "公开", x.approved+20, x.approved+48 }),
	tendered(innocent, "invited_approved", "经批准的邀请招标", school, 510, func(x *work) { x.method, x.notice, x.opened = "邀请", x.approved+20, x.approved+48 }),
	tendered(innocent, "work_relief", "以工代赈项目", canal, 420, func(x *work) { x.name = "以工代赈" + x.name }),

	{"P02", violation, "two_near_limit", "一个业主百日内两段各360万元", func(s *plot) { s.split(violation, 2, 360, 100, false, nil) }},
	{"P02", violation, "same_contractor", "两段由同一单位承建", func(s *plot) { s.split(violation, 2, 330, 60, true, nil) }},
	{"P02", violation, "three_pieces", "三段合计超过限额", func(s *plot) { s.split(violation, 3, 150, 50, false, nil) }},
	{"P02", innocent, "separate_seasons", "相隔二百天，分属两个年度", func(s *plot) { s.split(innocent, 2, 360, 200, false, nil) }},
	{"P02", innocent, "other_villages", "各村资金文件和业主不同", func(s *plot) {
		s.split(innocent, 2, 360, 40, false, func(x *work, i int) { x.owner += itoa(i) + "组" })
	}},
	{"P02", innocent, "phases", "真实分期，各期都公开招标", func(s *plot) {
		s.split(innocent, 2, 360, 40, false, func(x *work, _ int) { x.method, x.notice, x.opened = "公开", x.approved+20, x.approved+48 })
	}},
	{"P02", innocent, "sum_below", "合计仍低于限额", func(s *plot) { s.split(innocent, 2, 190, 40, false, nil) }},
}

// split plants pieces of one road.
func (s *plot) split(role string, n int, cost int64, apart int, together bool, change func(*work, int)) {
	first := direct(s.draft(road, cost, s.old()))
	for i := range n {
		x := first
		if i > 0 {
			x = direct(s.draft(road, cost+int64(i), first.approved+day(i*apart)))
			x.owner, x.village = first.owner, first.village
			if together {
				x.winner = first.winner
			}
		}
		if change != nil {
			change(x, i)
		}
		s.file(x)
		if role == violation {
			s.found(x)
		} else {
			s.miss(x.number)
		}
	}
}

var progressPlants = []plant{
	{"P03", violation, "not_started", "计划开工九十天后没有开工", func(s *plot) {
		x := s.building(90, 200)
		x.start = 0
		s.found(s.file(x))
	}},
	{"P03", violation, "behind", "进度落后计划三十个百分点", func(s *plot) {
		x := s.building(150, 300)
		s.reported(x, s.w.asOf-3, 20)
		s.found(s.file(x))
	}},
	{"P03", violation, "overdue", "超过计划完工日期没有完工", func(s *plot) {
		x := s.building(200, 180)
		s.reported(x, s.w.asOf-3, 92)
		s.found(s.file(x))
	}},
	{"P03", violation, "silent", "四十五天没有报进度", func(s *plot) {
		x := s.building(150, 300)
		s.reported(x, s.w.asOf-45, 36)
		s.found(s.file(x))
	}},
	{"P03", innocent, "start_within_60", "计划开工正好六十天", func(s *plot) {
		x := s.building(60, 200)
		x.start = 0
		s.miss(s.file(x).number)
	}},
	{"P03", innocent, "behind_20", "正好落后二十个百分点", func(s *plot) {
		x := s.building(153, 300)
		s.reported(x, s.w.asOf-3, 30)
		s.miss(s.file(x).number)
	}},
	{"P03", innocent, "finished_late", "晚了一个月，已经完工验收", func(s *plot) {
		x := s.draft(canal, 110, s.old())
		x.end = x.planEnd + 30
		x.accepted = x.end + 20
		s.miss(s.file(x).number)
	}},
	{"P03", innocent, "not_due", "还没有到计划开工日", func(s *plot) {
		x := s.building(-40, 200)
		x.start = 0
		s.miss(s.file(x).number)
	}},

	{"P04", violation, "over_progress", "进度四成，拨付七成", func(s *plot) {
		x := s.building(120, 300)
		s.reported(x, s.w.asOf-3, 40)
		x.flows = s.pays(x, x.start+30, 30, x.start+70, 40)
		s.found(s.file(x))
	}},
	{"P04", violation, "before_contract", "合同签订前已拨款", func(s *plot) {
		x := s.building(120, 300)
		s.reported(x, s.w.asOf-3, 42)
		x.flows = s.pays(x, x.contract-30, 20, x.start+60, 10)
		s.found(s.file(x))
	}},
	{"P04", violation, "over_cap", "完工未验收结算，已拨付九成七", func(s *plot) {
		x := s.building(180, 150)
		x.end = s.w.asOf - 20
		x.planEnd = s.w.asOf - 15
		x.flows = s.pays(x, x.start+100, 60, s.w.asOf-10, 37)
		s.found(s.file(x))
	}},
	{"P04", innocent, "prepayment", "合同签订后预付三成", func(s *plot) {
		x := s.building(20, 300)
		s.reported(x, s.w.asOf-2, 7)
		x.flows = s.pays(x, x.start-5, 30, 0, 0)
		s.miss(s.file(x).number)
	}},
	{"P04", innocent, "gap_10", "拨付正好高于进度十个百分点", func(s *plot) {
		x := s.building(120, 300)
		s.reported(x, s.w.asOf-3, 40)
		x.flows = s.pays(x, x.start+60, 30, s.w.asOf-1, 20)
		s.miss(s.file(x).number)
	}},
	{"P04", innocent, "settled", "结算后付清", func(s *plot) { s.miss(s.file(s.draft(canal, 96, s.old())).number) }},

	{"P05", violation, "settlement_over_estimate", "结算超过概算", func(s *plot) {
		x := s.draft(canal, 140, s.old())
		x.settled = x.estimate * 106 / 100
		x.total = x.estimate * 110 / 100
		x.state = x.total
		s.found(s.file(x))
	}},
	{"P05", violation, "change_15_pct", "结算比合同高一成半", func(s *plot) {
		x := s.draft(canal, 150, s.old())
		s.reprice(x, x.estimate*80/100)
		x.settled = x.price * 115 / 100
		s.found(s.file(x))
	}},
	{"P05", violation, "estimate_over_plan", "概算比计划总投资高一成二", func(s *plot) {
		x := s.draft(canal, 150, s.old())
		s.reprice(x, x.estimate*80/100)
		x.total = x.estimate * 100 / 112
		x.state = x.total
		s.found(s.file(x))
	}},
	{"P05", innocent, "exactly_10_pct", "结算正好高一成", func(s *plot) {
		x := s.draft(canal, 150, s.old())
		s.reprice(x, x.estimate*80/100)
		x.settled = x.price * 110 / 100
		s.miss(s.file(x).number)
	}},
	{"P05", innocent, "approved_change", "变更经批准，概算已调整", func(s *plot) {
		x := s.draft(canal, 150, s.old())
		x.total = x.estimate * 100 / 105
		x.state = x.total
		x.settled = x.estimate
		s.miss(s.file(x).number)
	}},

	{"P09", violation, "idle_120", "到账一百二十天才第一次拨付", func(s *plot) {
		x := s.draft(canal, 130, s.old())
		x.flows = []flow{{x.start - 40, x.price, false}, {x.start + 80, x.price * 50 / 100, true}, {x.end + 40, x.settled - x.price*50/100, true}}
		s.found(s.file(x))
	}},
	{"P09", violation, "never_paid", "到账两百天没有拨付", func(s *plot) {
		x := s.building(60, 300)
		s.reported(x, s.w.asOf-3, 20)
		x.flows = []flow{{s.w.asOf - 200, x.price, false}}
		x.unpaid = true
		s.found(s.file(x))
	}},
	{"P09", violation, "unsettled", "完工一年没有结算", func(s *plot) {
		x := s.draft(canal, 132, s.w.asOf-700)
		x.settled = 0
		x.flows = s.pays(x, x.start+100, 40, x.end+10, 40)
		s.found(s.file(x))
	}},
	{"P09", violation, "balance", "验收一年多，结余两成没有缴回", func(s *plot) {
		x := s.draft(canal, 134, s.w.asOf-800)
		s.reprice(x, x.estimate*78/100) // what arrives stays within the investment
		x.flows = append([]flow{{x.start + 60, x.price / 5, false}}, s.pays(x, x.start+100, 60, x.end+40, 40)...)
		s.found(s.file(x))
	}},
	{"P09", innocent, "exactly_90", "到账正好九十天拨付", func(s *plot) {
		x := s.draft(canal, 136, s.old())
		x.flows = []flow{{x.start + 10, x.price, false}, {x.start + 100, x.price * 60 / 100, true}, {x.end + 40, x.settled - x.price*60/100, true}}
		s.miss(s.file(x).number)
	}},
	{"P09", innocent, "retention", "剩下的是百分之三质保金", func(s *plot) {
		x := s.draft(canal, 138, s.w.asOf-800)
		x.flows = []flow{{x.start + 60, x.price, false}, {x.start + 100, x.price * 60 / 100, true}, {x.end + 40, x.settled*97/100 - x.price*60/100, true}}
		s.miss(s.file(x).number)
	}},
}

// pays are one or two payments, in percent of the contract, with the money
// that arrived three weeks before each.
func (s *plot) pays(x *work, on1 day, pct1 int64, on2 day, pct2 int64) (out []flow) {
	for _, p := range []struct {
		on  day
		pct int64
	}{{on1, pct1}, {on2, pct2}} {
		if p.pct > 0 {
			out = append(out, flow{p.on - 21, x.price * p.pct / 100, false}, flow{p.on, x.price * p.pct / 100, true})
		}
	}
	return out
}
