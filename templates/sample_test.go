package templates

import (
	"slices"
	"strconv"
)

// sample is a page as it may look on a real day. The people are invented.
type sample struct {
	name   string
	file   string // of its page
	render func(*Set) ([]byte, error)
}

// of makes a sample of a page.
func of[T any](name string, p Page[T], f Frame, data T) sample {
	if kinds := p.Rests(); len(kinds) > 0 {
		f.AsOf = sampleReach(len(kinds))
	}
	return sample{name, p.file, func(s *Set) ([]byte, error) { return p.Render(s, f, data) }}
}

// sampleReach is how far so many kinds of data go, on a real day.
func sampleReach(kinds int) Reach {
	r := Reach{Plain: "数据截至2026年11月20日", Rows: []Fact{{"一卡通发放明细", "2026-11-20"}, {"享受对象名册", "2026-11-18（教育局只到 2026-06-01）"}, {"户籍人口", "2026-10-31"}}}
	if kinds > 1 {
		r.Plain = "数据截至：补贴发放2026年11月20日，项目2026年11月10日，有的部门只到2026年6月1日"
	}
	for len(r.Rows)+len(r.Rest) < kinds {
		r.Rest = append(r.Rest, Fact{"脱贫户和监测户", "2026-09-30"})
	}
	r.Rows = r.Rows[:min(kinds, len(r.Rows))]
	return r
}

// samples is every page at least once, and every form also refused.
func samples() []sample {
	return slices.Concat(citizenSamples(), confirmSamples(), receiveSamples(), recusalSamples(), officeSamples(), taskSamples(), meetingSamples(), importSamples(), prepaymentSamples(), filingSamples(), fundSamples(), projectQuestionSamples(), fieldSamples(), comparisonSamples(), outsideSamples(), dataSamples(), petitionSamples(), deadlineSamples(), caseworkSamples(), talkSamples(), statisticsSamples(), boardSamples())
}

// phone is the frame of a villager's page.
func phone(title string, tab Tab) Frame {
	return Frame{Title: title, Demo: true, Tab: tab, Path: "/h5/"}
}

func citizenSamples() []sample {
	all := []sample{
		of("home_new", Home, phone("首页", TabHome), HomeData{County: "博白县", Hotline: "0775-12388"}),
		of("home_bound", Home, phone("首页", TabHome), HomeData{
			Waiting: []Link{{"有1件事请您核对、答复", "/h5/questions"}, {"有2笔退还给您家的钱，请您确认收到没有", "/h5/returns"}, {"有1件投诉办完了，请您说说满不满意", "/h5/complaints"}},
			County:  "博白县", Hotline: "0775-12388", Bound: true, MaskedName: "张**", ThisYear: "3,960.00", Unread: 2,
			Notice: Notice{"第三季度低保已经发放", "11 月 25 日前到账。没收到的，可以在“我的钱”里看原因。", "2026年11月20日"},
		}),
		of("snapshot", Snapshot, phone("请打开完整服务", TabHome), SnapshotData{Want: "投诉"}),
		of("about", About, phone("帮助和隐私", TabMe), AboutData{
			Organ: "博白县纪委监委信访室", Hotline: "0775-12388", Address: "博白县博白镇示范路 1 号", Hours: "周一到周五 8:00–12:00,15:00–18:00",
			Retention: "投诉办完以后保存 3 年，到期删除。",
		}),
		of("messages", Messages, phone("我的消息", TabMe), MessagesData{Rows: []MessageRow{
			{"2026年11月20日", "有一笔补贴发下来了，点开看看。", "/h5/payouts", true},
			{"2026年10月8日", "您的投诉有新进展。", "/h5/complaints/1", false},
			{"2026年3月2日", "又有一个微信绑定了您的身份。不是您本人的话，请马上解除。", "", false},
		}, Pager: Pager{Page: 1, Pages: 3, Next: "/h5/messages?page=2"}}),
		of("messages_none", Messages, phone("我的消息", TabMe), MessagesData{}),
		of("failure", Failure, phone("没有打开", TabHome), FailureData{
			What: "我们这边出了点问题，不是您的错。您写的东西没有丢。", Advice: "过几分钟再试一次。", Action: Link{"再试一次", "/h5/progress"},
			Phone: "0775-12388",
		}),
	}
	all = append(all, bindingSamples()...)
	all = append(all, payoutSamples()...)
	all = append(all, publicSamples()...)
	all = append(all, questionSamples()...)
	return append(all, complaintSamples()...)
}

func bindingSamples() []sample {
	refused := BindData{
		Name: "张样例", ID: "450923199001010010", Fact: "phone", Code: "12", CodeAsked: "如果资料相符，验证码已发出", TextOffered: true,
		Errors: Errors{"id": "身份证号码不对，请对着身份证再看一遍，最容易错的是最后一位", "code": "验证码是 6 位数字"}, OfficePhone: "0775-0000000",
	}
	me := MeData{
		Bound: true, MaskedName: "张**", Village: "那林镇 示范村", Since: "2026年3月2日", Unread: 2, Complaints: 3,
		Devices:   []Device{{"1", "微信用户", "2026年3月2日", true}, {"2", "微信用户", "2025年12月1日", false}},
		Relatives: []Relative{{"7", "李**", "子女", "/h5/payouts?whose=r7", "2026年5月1日", "2027年5月1日"}},
		Looks:     []Fact{{"2026年10月9日 10:20", "那林镇示范村自助机（村委会大厅）"}, {"2026年10月8日 15:05", "那林镇示范村村委会代查，王示范"}},
		Consent:   "283 194", ConsentUntil: "15:40 前有效",
		OwnCode: "2831 9405", OwnCodeUntil: "15:40 前有效", RelativeCode: "12a", Errors: Errors{"code": "查看码是 8 位数字，请再看一遍"},
	}
	return []sample{
		of("bind", Bind, phone("实名绑定", TabMe), BindData{OfficePhone: "0775-0000000"}),
		of("bind_refused", Bind, phone("实名绑定", TabMe), refused),
		of("bind_locked", Bind, phone("实名绑定", TabMe), BindData{Locked: "请在2026年11月23日零点以后再试", OfficePhone: "0775-0000000"}),
		of("bind_done", BindDone, phone("绑定好了", TabMe), BindDoneData{MaskedName: "张**", Village: "那林镇 示范村", Told: 1}),
		of("unbind", Unbind, phone("解除绑定", TabMe), UnbindData{MaskedName: "张**"}),
		of("not_bound", NotBound, phone("先实名绑定", TabMoney), NotBoundData{Want: "看自己领到的钱", Back: "/h5/payouts"}),
		of("me", Me, phone("我的", TabMe), me),
		of("me_not_bound", Me, phone("我的", TabMe), MeData{}),
	}
}

func payoutSamples() []sample {
	row := func(period, day, amount string) PayoutRow {
		return PayoutRow{Period: period, PaidOn: day, Amount: amount, Tail: "0011", Result: Badge{Good, "已到账"}, AskURL: "/h5/complaints/new?payout=1"}
	}
	back := row("2024年10月–12月", "2024年12月25日", "690.00")
	back.Result, back.Reason = Badge{Bad, "被银行退回"}, "账户停用了，钱没有进去。请带身份证和存折到信用社重新启用，再告诉村委会。"
	var years []YearBar
	for i, y := range []struct {
		amount  string
		percent int
	}{{"3,960.00", 31}, {"4,811.50", 37}, {"4,020.00", 31}, {"2,160.00", 17}, {"12,900.00", 100}} {
		n := strconv.Itoa(2026 - i)
		years = append(years, YearBar{n + "年", y.amount, y.percent, "/h5/payouts?year=" + n, i == 2})
	}
	data := PayoutsData{
		Confirm: Link{"刚发的钱收到没有？说一声", "/h5/payouts/confirm"},
		Whose:   []Chip{{"我自己", "/h5/payouts", true}, {"全家", "/h5/payouts?who=household", false}, {"李**", "/h5/payouts?who=7", false}},
		Years:   years, Year: "2024年", Total: "4,020.00", Count: 5, Failed: "690.00", Hotline: "0775-12388",
		Items: []PayoutItem{
			{"农村低保", "家里收入低，国家每月补的生活费。", "2,070.00", []PayoutRow{row("2024年1月–3月", "2024年3月25日", "690.00"), row("2024年4月–6月", "2024年6月25日", "690.00"), row("2024年7月–9月", "2024年9月25日", "690.00"), back}, Link{"看政策", "/h5/policies/1"}},
			{"耕地地力保护补贴", "种地的补贴，按地的面积算。", "1,950.00", []PayoutRow{row("2024年", "2024年5月30日", "1,950.00")}, Link{}},
		},
	}
	return []sample{
		of("payouts", Payouts, phone("我的钱", TabMoney), data),
		of("payouts_none", Payouts, phone("我的钱", TabMoney), PayoutsData{}),
		of("payouts_empty_year", Payouts, phone("我的钱", TabMoney), PayoutsData{Years: years[:2], Year: "2025年", Total: "0.00"}),
	}
}

func publicSamples() []sample {
	towns := []Link{{"博白镇", "/h5/villages?town=1"}, {"那林镇", "/h5/villages?town=2"}, {"双凤镇", "/h5/villages?town=3"}, {"三滩镇", "/h5/villages?town=4"}, {"沙河镇", "/h5/villages?town=5"}}
	rows := []PublicRow{
		{"一组", "张样例", "农村低保", "2024年第3季度", "690.00", ""},
		{"一组", "李*", "残疾人护理补贴", "2024年第3季度", "240.00", ""},
		{"十二组", "王示范", "耕地地力保护补贴", "2024年", "1,234.56", "450923********0011"},
	}
	items := []Option{{Value: "dibao", Text: "农村低保", Selected: true}, {Value: "land", Text: "耕地地力保护补贴"}}
	periods := []Option{{Value: "2024q3", Text: "2024年第3季度", Selected: true}, {Value: "2024q2", Text: "2024年第2季度"}}
	policy := PolicyData{
		Category: "生活困难", Summary: "家里人均收入低于标准的，国家每月补生活费。",
		Who:     []string{"本县农村户口", "全家平均每人每月收入低于当地标准", "家里财产符合规定"},
		HowMuch: []string{"A 类：每人每月 350 元", "B 类：每人每月 255 元", "C 类：每人每月 230 元"},
		Papers:  []string{"户口簿、身份证", "收入和财产的证明", "有病、有残疾的带证明"},
		Where:   "镇政府便民服务大厅民政窗口", When: "工作日；一般 30 天内有结果", Phone: "0775-0000000", Dept: "县民政局",
		Basis: []string{"《社会救助暂行办法》"}, Updated: "2025年1月", MineURL: "/h5/payouts",
	}
	project := ProjectData{
		Place: "那林镇 示范村", Stage: Badge{Info, "正在施工"}, What: "从村口到七组修一条水泥路，下雨天也好走。", Scale: "硬化道路 2.3 公里，宽 3.5 米",
		Money: "860,000.00", Sources: []MoneySource{{From: "中央衔接资金", Amount: "600,000.00", Percent: 70}, {From: "县里配套", Amount: "260,000.00", Percent: 30}},
		Flows: []MoneySource{{"到了账的", "600,000.00", 70, "最近一笔2026年10月8日"}, {"付出去的", "344,000.00", 40, "最近一笔2026年11月3日"}}, Prices: []Fact{{"合同价", "842,000.00 元"}}, Promise: "10个工作日",
		Curve: Curve{"34,130 120,97 200,64 262,58", []CurveDot{{120, 97, "30%"}, {200, 64, ""}, {262, 58, "65%"}}, "2026年4月2日", "2026年11月10日", 250, "形象进度：2026年4月2日到2026年11月10日，报到65%"},
		Board: Board{AskURL: "/h5/projects/3/ask", Waiting: "有1个问题在等答复，最晚2026年11月30日以前答复。", Late: "已提问，还没有答复：有2个问题过了期限，等得最久的已经等了31天。", Hidden: "有1个问题没有公开：写了人名，或者不是问项目，或者要按举报办。", Answers: []BoardAnswer{
			{"七组那一段什么时候修？", "2026年10月20日", "七组那一段等雨停以后修，计划12月底以前修完。\n修的时候会提前三天在村口贴通知。", "那林镇人民政府", "2026年10月28日", true, Photo{"/assets/0/img/sun.svg", "答复的照片", "", ""}},
			{"路面有多厚？", "2026年8月20日", "路面厚20厘米，图纸贴在村委会门口。", "那林镇人民政府", "2026年8月26日", false, Photo{}}}},
		Owner: "那林镇人民政府", Builder: "示例建设有限公司", Overseer: "样板监理有限公司", Percent: 65, AsOf: "2026年11月10日的进度",
		Dates:    []ProjectDate{{"开工", "2026年3月1日", "2026年4月2日", Badge{Warning, "晚 32 天"}}, {"完工", "2026年10月31日", "", Badge{Bad, "超期 22 天"}}, {"验收", "", "", Badge{}}},
		Span:     Span{"2026年3月", "2026年12月", 0, 80, 11, 77, 88, "计划 2026年3月到10月，实际 4月开工，还没有完工"},
		Progress: []TimelineItem{{At: "2026年4月2日", What: "开工", Done: true}, {At: "2026年8月15日", What: "路基做好", Note: "七组那一段等雨停再做。", Done: true}, {What: "铺水泥"}},
		Photos:   []Photo{{"/assets/0/img/sun.svg", "挖好的路基", "2026年8月15日", ""}, {"/assets/0/img/sun.svg", "村口堆的材料", "2026年4月2日", ""}}, AskURL: "/h5/complaints/new?project=3",
	}
	ask := AskData{Action: "/h5/projects/3/ask", Token: "t-3", Project: "示范村村口到七组道路硬化", Place: "那林镇 示范村", Owner: "那林镇人民政府", Due: "2026年12月7日", MayTell: true, ComplainURL: "/h5/complaint?about=project&no=3", BackURL: "/h5/projects/3"}
	wrong, report := ask, ask
	wrong.Text, wrong.Tell, wrong.Errors = "什么时候修好？打我电话13800000000", true, Errors{"text": "里面有手机号码。问题会公开，请去掉"}
	report.Text, report.MayTell, report.Reports, report.Errors = "施工队给谁送礼才拿到的工程？", false, true, Errors{"sure": "这像是举报。提问会给业主单位看到；要举报，请走投诉"}
	cards := []ProjectCard{
		{"示范村村口到七组道路硬化", "那林镇 示范村", Badge{Info, "正在施工"}, 65, "860,000.00", "计划 2026年3月–10月", "/h5/projects/3"},
		{"样板村人饮工程", "双凤镇 样板村", Badge{Good, "已完工"}, 100, "1,230,000.00", "2025年5月完工", "/h5/projects/4"},
	}
	return []sample{
		of("villages_towns", Villages, phone("选村", TabHome), VillagesData{Action: "/h5/villages", For: "看公示", Mine: Link{"那林镇 示范村", "/h5/villages/1"}, Towns: towns}),
		of("villages_town", Villages, phone("选村", TabHome), VillagesData{Action: "/h5/villages", Town: "那林镇", TownsURL: "/h5/villages", Villages: towns}),
		of("villages_none", Villages, phone("选村", TabHome), VillagesData{Action: "/h5/villages", Query: "没有的村"}),
		of("village_list", VillageList, phone("本村公示", TabHome), VillageListData{
			Village: "那林镇 示范村", Action: "/h5/villages/1", OtherURL: "/h5/villages", Items: items, Periods: periods, Chosen: true, Rows: rows,
			BoardURL: "/h5/villages/1", Sum: "共 36 户，12,345.00 元", PostedAt: "2024年10月8日", ExpiresAt: "2025年10月8日", Pager: Pager{2, 3, 46, "?page=1", "?page=3"}, AskURL: "/h5/complaints/new",
		}),
		of("village_list_choose", VillageList, phone("本村公示", TabHome), VillageListData{Village: "那林镇 示范村", Items: items, Periods: periods, OtherURL: "/h5/villages", Cleared: []ClearedNotice{{"有人说示范村的救济粮没有按名单发。县纪委监委经过核实，粮食是按名单发的，签收都在。", "2026年11月3日", "2026年12月2日"}}}),
		of("policies", Policies, phone("查政策", TabHome), PoliciesData{
			Query: "低保", Categories: []Chip{{"全部", "/h5/policies", true}, {"生活困难", "?category=1", false}, {"种地养殖", "?category=2", false}, {"上学", "?category=3", false}, {"看病", "?category=4", false}, {"住房", "?category=5", false}},
			Rows: []PolicyCard{{"农村低保", "生活困难", "全家收入低于标准的农村家庭", "每人每月 230 元到 350 元", "/h5/policies/1"}, {"危房改造", "住房", "住危房的困难家庭", "每户 15,000 元起", "/h5/policies/2"}},
		}),
		of("policies_none", Policies, phone("查政策", TabHome), PoliciesData{Query: "飞机"}),
		of("policy", Policy, phone("农村低保", TabHome), policy),
		of("projects", Projects, phone("身边的项目", TabProjects), ProjectsData{ChooseURL: "/h5/villages?for=projects", Stages: []Option{{Value: "1", Text: "正在施工"}, {Value: "2", Text: "已完工"}}, Rows: cards, Pager: Pager{Page: 1, Pages: 4, Total: 80, Next: "?page=2"}}),
		of("projects_none", Projects, phone("身边的项目", TabProjects), ProjectsData{Place: "那林镇 示范村", ChooseURL: "/h5/villages", AnywhereOf: "/h5/projects"}),
		of("project", Project, phone("示范村村口到七组道路硬化", TabProjects), project),
		of("project_bare", Project, phone("样板村人饮工程", TabProjects), ProjectData{Place: "双凤镇 样板村", Stage: Badge{Info, "还没开工"}, What: "修自来水、饮水工程", Money: "1,230,000.00", AskURL: "/h5/complaint?about=project&no=4", Promise: "10个工作日", Board: Board{AskURL: "/h5/projects/4/ask"}}),
		of("ask", Ask, phone("公开提问", TabProjects), ask),
		of("ask_wrong", Ask, phone("公开提问", TabProjects), wrong),
		of("ask_report", Ask, phone("公开提问", TabProjects), report),
		of("asked", Asked, phone("问题收到了", TabProjects), AskedData{"示范村村口到七组道路硬化", "那林镇人民政府", "2026年12月7日", "/h5/projects/3#board"}),
	}
}

func complaintSamples() []sample {
	about := func(chosen string) []Option {
		all := []Option{
			{Value: "unpaid", Text: "该给的钱没给、少给"}, {Value: "wrong", Text: "不该领的人领了"}, {Value: "fee", Text: "办事要收钱、要送礼"},
			{Value: "project", Text: "工程偷工减料、半路停工"}, {Value: "rude", Text: "干部不办事、态度差"}, {Value: "other", Text: "别的事"},
		}
		for i := range all {
			all[i].Selected = all[i].Value == chosen
		}
		return all
	}
	places := []Town{
		{"那林镇", []Option{{Value: "1", Text: "示范村", Selected: true}, {Value: "2", Text: "样板村"}, {Value: "3", Text: "那林镇，不清楚哪个村"}}},
		{"双凤镇", []Option{{Value: "4", Text: "榜样村"}, {Value: "5", Text: "双凤镇，不清楚哪个村"}}},
	}
	refused := ComplaintFormData{
		Token: "t-1", About: about(""), Places: places, Place: "七组路口", When: "去年三月", Body: "钱<少>了", Who: "不知道", FilesLost: true, Named: "named", Name: "张样例", Phone: "12",
		Kept:    []Kept{{"k-1", "第 1 张照片"}},
		Context: Context{"payout", "9", "农村低保 690.00 元", []string{"2024年10月–12月，2024年12月25日发", "账号尾号 0011"}},
		Errors:  Errors{"about": "请选一个最像的", "body": "请多写几句，至少 10 个字", "phone": "电话号码不对，请再看一遍", "photo": "第 2 张不是照片，请从手机相册里重新选"},
	}
	steps := []TimelineItem{
		{At: "2026年11月22日 10:05", What: "我们收到了", Done: true}, {What: "工作人员看您写的", Note: "最晚2026年11月27日看完。"}, {What: "告诉您受不受理", Note: "最晚2026年12月11日告诉您。"}, {What: "受理的，开始办理"}, {What: "办完，告诉您结果"},
	}
	nameless := slices.Clone(steps)
	nameless[2].Note = "看完就写在页面上，凭查询码看。"
	detail := ComplaintDetailData{
		Base: "/h5/complaints/1", Token: "t-2", About: "该给的钱没给、少给", SentAt: "2026年11月22日 10:05", State: Badge{Info, "办理中"}, Meaning: "已经有人在查这件事。查完会告诉您。",
		Timeline: []TimelineItem{{At: "2026年11月22日", What: "已接收", Done: true}, {At: "2026年11月24日", What: "已受理", Done: true}, {At: "2026年11月24日", What: "办理中", Done: true}, {What: "办完，告诉您结果"}},
		Place:    "那林镇 示范村 七组", When: "去年三月", Body: "低保少发了三个月。\n问村里，说没有名额。", Who: "不知道",
		Talk:   []TalkItem{{false, "11月24日 9:10", "请问存折上最后一笔是哪天？", nil, []Link{{"下载附件1（PDF）", "/h5/complaints/1/files/9"}}}, {true, "11月24日 20:31", "9月25日。", []Photo{{"/assets/0/img/sun.svg", "您发的照片", "", ""}}, nil}},
		CanAdd: true, CanWithdraw: true, CanUrge: true,
	}
	urged := detail
	urged.CanUrge, urged.Urged = false, "您催过了，工作人员已经收到提醒。2026年12月1日以后可以再催。"
	closed := detail
	closed.CanUrge = false
	closed.State, closed.Meaning, closed.CanAdd, closed.CanWithdraw, closed.CanEvaluate = Badge{Good, "已办结"}, "这件事已经办完，结果写在下面。请说说您满不满意。", false, false, true
	closed.Outcome = "查清楚了：少发的 690 元已经补发。\n附上发放的凭据。"
	closed.Grades = []Option{{Value: "3", Text: "满意"}, {Value: "2", Text: "基本满意"}, {Value: "1", Text: "不满意"}}
	closed.ResultPhotos, closed.ResultPapers = []Photo{{"/assets/0/img/sun.svg", "照片1", "", ""}}, []Link{{"下载附件1（PDF）", "/h5/complaints/1/files/12"}}
	closed.CanObject, closed.Errors = true, Errors{"grade": "请选一个", "objection": "请写清楚哪里不同意、为什么（4到1000个字）"}
	again := closed
	again.Errors, again.Evaluated, again.Again = nil, "不满意。没有人来问过我。", true
	return []sample{
		of("complaint_form", ComplaintForm, phone("我要投诉", TabComplain), ComplaintFormData{Token: "t-1", About: about(""), Places: places, Bound: true, MaskedName: "张**", MaskedPhone: "138****1234"}),
		of("complaint_form_refused", ComplaintForm, phone("我要投诉", TabComplain), refused),
		of("complaint_done", ComplaintDone, phone("投诉已收到", TabComplain), ComplaintDoneData{
			Receipt: "7K3M-9QXA-42HT-B8WD", Anonymous: true, About: "该给的钱没给、少给", SentAt: "2026年11月22日 10:05", Steps: nameless, Hotline: "0775-12388", Address: "ygjd.example.cn",
		}),
		of("complaint_same", ComplaintSame, phone("正在办理", TabComplain), ComplaintSameData{Anonymous: true, Hidden: []Hidden{
			{"token", "t-1"}, {"same", "AAAA"}, {"named", "anonymous"}, {"about", "project"}, {"village", "450923101201"}, {"body", "六屯的路开裂了。\n厚度不够。"}, {"kept", "k-1"},
		}}),
		of("complaint_same_named", ComplaintSame, phone("正在办理", TabComplain), ComplaintSameData{Hidden: []Hidden{{"token", "t-1"}, {"named", "named"}}}),
		of("complaint_done_named", ComplaintDone, phone("投诉已收到", TabComplain), ComplaintDoneData{Receipt: "7K3M-9QXA-42HT-B8WD", Steps: steps, DetailURL: "/h5/complaints/1"}),
		of("progress", Progress, phone("查进度", TabComplain), ProgressData{CaptchaID: "c", CaptchaURL: "/assets/0/img/sun.svg", MineURL: "/h5/complaints"}),
		of("progress_refused", Progress, phone("查进度", TabComplain), ProgressData{Receipt: "7K3M-9QXA", Errors: Errors{"receipt": "没有这个查询码。请对着当时抄下的再看一遍，一共 16 位"}}),
		of("complaint_detail", ComplaintDetail, phone("投诉进度", TabComplain), detail),
		of("complaint_urged", ComplaintDetail, phone("投诉进度", TabComplain), urged),
		of("complaint_closed", ComplaintDetail, phone("投诉进度", TabComplain), closed),
		of("complaint_again", ComplaintDetail, phone("投诉进度", TabComplain), again),
		of("my_complaints", MyComplaints, phone("我的投诉", TabMe), MyComplaintsData{Rows: []ComplaintRow{
			{"该给的钱没给、少给", "那林镇 示范村", "2026年11月22日", "/h5/complaints/1", Badge{Info, "办理中"}, true},
			{"工程偷工减料、半路停工", "那林镇 示范村", "2026年5月3日", "/h5/complaints/2", Badge{Good, "已办结"}, false},
		}}),
		of("my_complaints_none", MyComplaints, phone("我的投诉", TabMe), MyComplaintsData{}),
	}
}
