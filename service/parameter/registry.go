package parameter

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/workday"
)

// Unit is what a parameter counts.
type Unit string

// The units. The first three are spans of time that a deadline can have.
const (
	WorkDays Unit = "个工作日"
	Days     Unit = "天"
	Months   Unit = "个月"
	Minutes  Unit = "分钟"
	Hours    Unit = "小时"
	Seconds  Unit = "秒"
	Times    Unit = "次"
	People   Unit = "人"
	Rows     Unit = "条"
	Sheets   Unit = "页"
	Units    Unit = "个"
	Years    Unit = "年份"  // a list of years and not a number
	Names    Unit = "名单"  // a list of names and not a number
	Each     Unit = "按部门" // a number of days for each of some bureaus
	Percent  Unit = "%"
	Switch   Unit = "（1 是，0 否）" // 0 or 1
)

// Text reports whether the unit's values are lists in words and not numbers.
func (u Unit) Text() bool { return u == Years || u == Names || u == Each }

// Span reports whether the unit is one that deadlines are counted in.
func (u Unit) Span() bool { return u == WorkDays || u == Days || u == Months }

// Definition declares one parameter.
type Definition struct {
	Name     string
	Group    string // heading on screen
	Label    string // what it is, in the office's terms
	Default  string
	Unit     Unit
	Min, Max int    // bounds that a number must keep
	Basis    string // where the default comes from
}

// CalendarYears names the parameter that lists the years whose holidays the
// office has entered in full.
const CalendarYears = "calendar.years"

// SupervisionOffices names the parameter that lists who a clue can be assigned to.
const SupervisionOffices = "clue.offices"

const (
	groupTimers    = "办理时限"
	groupClues     = "线索分办"
	groupTalk      = "来信人保护和答复"
	groupFindings  = "疑点核查"
	groupFilings   = "项目备案"
	groupField     = "现场核查"
	groupOfficials = "公职人员"
	groupBinding   = "实名绑定"
	groupLists     = "公示与查询"
	groupSignIn    = "登录安全"
	groupBurden    = "填报负担"
	groupCalendar  = "工作日历"
)

// Definitions lists every parameter there is, in the order of the page.
// T12 (quarterly feedback) is always the end of the quarter and has no number.
var Definitions = slices.Concat([]Definition{
	{"T0", groupTimers, "接收后完成筛查，包括转送出去", "5", WorkDays, 1, 60, "平台默认，待县里确认"},
	{"T1", groupTimers, "实名首次举报：接收后告知受理情况", "15", WorkDays, 1, 60, "检规"},
	{"T2", groupTimers, "办结后反馈结果", "15", WorkDays, 1, 60, "检规"},
	{"T2u", groupTimers, "接收后按规定上报", "5", WorkDays, 1, 60, "检规第十五条"},
	{"T3", groupTimers, "转送以后，对方承接", "5", WorkDays, 1, 60, "检规第十六条、监察法实施条例"},
	{"T4", groupTimers, "承办部门收到线索后提出处置意见", "1", Months, 1, 12, "执规第二十一条"},
	{"T4.extend", groupTimers, "提出处置意见：每次延长，0 是不能延长", "1", Months, 0, 12, "平台默认，待县里确认"},
	{"T5", groupTimers, "收到函询后书面答复", "15", WorkDays, 1, 60, "执规"},
	{"T5.extend", groupTimers, "函询答复：每次延长，0 是不能延长", "5", WorkDays, 0, 60, "平台默认，待县里确认"},
	{"T6", groupTimers, "谈话函询后形成报告", "1", Months, 1, 12, "执规"},
	{"T6.extend", groupTimers, "谈话函询报告：每次延长，0 是不能延长", "1", Months, 0, 12, "平台默认，待县里确认"},
	{"T7", groupTimers, "初步核实", "60", Days, 1, 365, "平台默认，待县里确认"},
	{"T7.extend", groupTimers, "初步核实：每次延长，0 是不能延长", "30", Days, 0, 365, "平台默认，待县里确认"},
	{"T8", groupTimers, "交办件办结", "3", Months, 1, 24, "检规第二十一条"},
	{"T8.extend", groupTimers, "交办件延长", "3", Months, 1, 24, "检规第二十一条"},
	{"T9", groupTimers, "审理", "1", Months, 1, 12, "执规，待县里确认"},
	{"T9.extend", groupTimers, "审理：每次延长，0 是不能延长", "1", Months, 0, 12, "待县里确认"},
	{"T10", groupTimers, "监察复审", "1", Months, 1, 12, "监察法"},
	{"T11", groupTimers, "监察复核", "2", Months, 1, 12, "监察法"},
	{"T11.party", groupTimers, "党纪申诉复查", "3", Months, 1, 12, "待县里确认"},
	{"T13", groupTimers, "业务范围外信访：告知", "15", Days, 1, 90, "信访工作条例"},
	{"T13.handle", groupTimers, "业务范围外信访：办理", "60", Days, 1, 365, "信访工作条例"},
	{"T13.extend", groupTimers, "业务范围外信访：延长", "30", Days, 1, 365, "信访工作条例"},
	{"hold", groupTimers, "暂存待查线索多久重新研究一次", "6", Months, 1, 24, "平台默认，待县里确认"},
	{"deadline.warn", groupTimers, "到期前多久亮黄灯", "3", WorkDays, 1, 30, "平台默认，待县里确认"},
	{"petition.objection", groupTimers, "告知、反馈以后多久没有异议就归档", "30", Days, 7, 365, "平台默认，待县里确认"},
	{"petition.callback", groupTimers, "办结的实名信访件随机抽多少回访", "10", Percent, 0, 100, "平台默认，待县里确认"},
	{"colour.dispatch", groupTimers, "收到后多久没有分派亮蓝色", "3", WorkDays, 1, 30, "平台默认，待县里确认"},
	{"colour.finish", groupTimers, "交办后多久没有办结亮黄色", "7", Days, 1, 365, "平台默认，待县里确认"},
	{"colour.extensions", groupTimers, "延长超过多少次亮红色", "2", Times, 0, 20, "平台默认，待县里确认"},
	{"colour.dissatisfied", groupTimers, "来信人多少次不满意亮红色", "2", Times, 1, 10, "平台默认，待县里确认"},
	{"petition.urge", groupTimers, "来信人催办一次后，多久才能再催", "7", Days, 1, 90, "平台默认，待县里确认"},
	{"remark.answer", groupTimers, "村级核对意见：部门答复", "10", WorkDays, 1, 60, "平台默认，待县里确认"},

	{SupervisionOffices, groupClues, "可以承办问题线索的部门，名称之间用顿号隔开", "第一监督检查室、第二监督检查室、第三监督检查室、审查调查室", Names, 0, 0, "平台默认，待县里确认"},

	{"identity.minutes", groupTalk, "同意后来信人身份可以看多久", "30", Minutes, 5, 480, "平台默认，待县里确认"},
	{"answer.second_eyes", groupTalk, "办结、解释、答复建议发给来信人以前，由信访室另一人复核", "0", Switch, 0, 1, "平台默认，待县里确认"},

	{"finding.dispatch", groupFindings, "发现疑点后下发核查", "3", WorkDays, 1, 60, "平台默认，待县里确认"},
	{"finding.feedback", groupFindings, "下发后反馈核查结果", "15", WorkDays, 1, 60, "平台默认，待县里确认"},
	{"finding.review", groupFindings, "反馈后复核", "5", WorkDays, 1, 60, "平台默认，待县里确认"},
	{"finding.hearing", groupFindings, "停发前征询本户，等候答复", "15", Days, 3, 90, "平台默认，待县里确认"},
	{"model.floor", groupFindings, "模型准确率低于此数暂停运行", "5", Percent, 0, 100, "平台默认，待县里确认"},
	{"model.judged", groupFindings, "判定多少条以后才看准确率", "20", Rows, 5, 1000, "平台默认，待县里确认"},

	{"filing.allocate", groupFilings, "批复后资金到账", "60", Days, 1, 365, "平台默认，待县里确认"},
	{"filing.contract", groupFilings, "开标后签订合同", "30", Days, 1, 180, "招标投标法第四十六条：三十日内"},
	{"filing.report", groupFilings, "开工后多久报一次进度", "30", Days, 1, 180, "平台默认，待县里确认"},
	{"filing.accept", groupFilings, "完工后验收", "30", Days, 1, 365, "平台默认，待县里确认"},
	{"filing.settle", groupFilings, "验收后结算", "60", Days, 1, 365, "平台默认，待县里确认"},
	{"filing.handover", groupFilings, "结算后移交公示", "30", Days, 1, 365, "平台默认，待县里确认"},
	{"filing.soon", groupFilings, "到期前多久亮黄灯", "7", Days, 1, 60, "平台默认，待县里确认"},
	{"question.days", groupFilings, "群众对项目的提问：业主单位答复", "10", WorkDays, 1, 60, "平台默认，待县里确认"},

	{"fieldcheck.top", groupField, "一次抽查多少个项目", "20", Units, 1, 200, "平台默认，待县里确认"},
	{"fieldcheck.random_share", groupField, "其中随机抽取的比例，其余按风险抽", "20", Percent, 0, 100, "平台默认，待县里确认"},
	{"fieldcheck.days", groupField, "派出后到现场核查", "10", WorkDays, 1, 120, "平台默认，待县里确认"},

	{"kinship.renew", groupOfficials, "家属申报：隔多久要说一声有没有变化", "365", Days, 30, 1825, "平台默认，待县里确认"},
	{"kinship.later", groupOfficials, "为正在办的线索、案件查看家属申报，最多推迟多久显示给申报人，办结时就显示", "90", Days, 1, 365, "平台默认，待县里确认"},
	{"voluntary.second", groupOfficials, "主动退缴：缴款核对以后，由另一人确认", "1", Switch, 0, 1, "平台默认，待县里确认"},

	{"bind.failures_per_day", groupBinding, "每天最多填错，超过后当天不能再绑定", "5", Times, 1, 20, "平台默认，待县里确认"},
	{"bind.devices", groupBinding, "一个人最多绑定的微信数", "3", People, 1, 10, "平台默认，待县里确认"},
	{"bind.codes_per_day", groupBinding, "一个人每天最多收取的短信验证码", "5", Times, 1, 20, "平台默认，待县里确认"},
	{"relative.most", groupBinding, "一个人最多允许的代查亲属", "10", People, 1, 50, "平台默认，待县里确认"},
	{"relative.office_months", groupBinding, "村里登记的代查委托最长有效期", "12", Months, 1, 36, "平台默认，待县里确认"},

	{"notify.payout_days", groupLists, "发放多少天以内的补贴才发到账提醒", "60", Days, 1, 365, "平台默认，待县里确认"},
	{"villagelist.months", groupLists, "村级公示保留时间，按发放日期算", "12", Months, 1, 120, "平台默认，待县里确认"},
	{"villagelist.pages", groupLists, "村级公示在网上最多翻多少页，其余看村里的公开栏", "25", Sheets, 1, 1000, "平台默认，待县里确认"},
	{"villagelist.per_hour", groupLists, "一个访客每小时最多查看公示", "120", Times, 10, 10000, "平台默认，待县里确认"},
	{"counter.per_day", groupLists, "村委会窗口一个账号每天最多代查", "30", Times, 1, 500, "平台默认，待县里确认"},
	{"kiosk.idle", groupLists, "自助机多久没人动就回到首页", "60", Seconds, 20, 600, "平台默认，待县里确认"},
	{"kiosk.minutes", groupLists, "在自助机上认出本人以后，最多查看多久", "5", Minutes, 1, 15, "平台默认，待县里确认"},
	{"clarify.days", groupLists, "在村里公开的澄清，在公示页上放多久", "30", Days, 1, 365, "平台默认，待县里确认"},
	{"complaint.per_day", groupLists, "一个实名的人每天最多提交的投诉", "5", Times, 1, 100, "平台默认，待县里确认"},

	{"signin.failures", groupSignIn, "连续输错多少次后锁定账号", "5", Times, 3, 10, "等级保护第三级要求"},
	{"burden.cap", groupBurden, "一张表最多算多少分钟", "15", Minutes, 1, 120, "平台默认，待县里确认"},

	{"signin.lock_minutes", groupSignIn, "首次锁定时间，以后每错一次加倍", "15", Minutes, 5, 1440, "等级保护第三级要求"},
	{"signin.lock_max_hours", groupSignIn, "锁定时间上限", "24", Hours, 1, 168, "平台默认，待县里确认"},
	{"signin.per_address", groupSignIn, "同一网络地址十分钟内最多登录", "30", Times, 5, 1000, "平台默认，待县里确认"},

	{CalendarYears, groupCalendar, "放假安排已由本单位录入完整的年份，用逗号隔开", "", Years, 0, 0, "国务院办公厅每年的放假通知"},
}, cadences(), agreements())

// Extra declares a parameter that another capability brings with it. Its
// values are texts, which Clean checks; Min and Max mean nothing.
type Extra struct {
	Definition
	Hint string // what may stand in it, for the form
	// Clean checks a value and gives it as it is kept; what is wrong is a fault
	// with the field "value".
	Clean func(text string) (string, error)
	// Dated is set for what a policy says of a time: all values that were entered
	// are given, and one may be entered for days that have passed.
	Dated bool
}

// declared is every parameter there is: those of this package, then the extras.
func (s *Service) declared() []Extra {
	all := make([]Extra, 0, len(Definitions)+len(s.extra))
	for _, d := range Definitions {
		all = append(all, Extra{Definition: d, Clean: d.clean})
	}
	return append(all, s.extra...)
}

// byName finds a parameter.
func (s *Service) byName(name string) (Extra, bool) {
	if i := slices.IndexFunc(Definitions, func(d Definition) bool { return d.Name == name }); i >= 0 {
		return Extra{Definition: Definitions[i], Clean: Definitions[i].clean}, true
	}
	i := slices.IndexFunc(s.extra, func(e Extra) bool { return e.Name == name })
	if i < 0 {
		return Extra{}, false
	}
	return s.extra[i], true
}

// clean checks a value against its definition and gives its canonical text.
func (d Definition) clean(text string) (string, error) {
	text = strings.TrimSpace(text)
	if d.Unit == Years {
		years, err := parseYears(text)
		if err != nil {
			return "", err
		}
		out := make([]string, len(years))
		for i, y := range years {
			out[i] = strconv.Itoa(y)
		}
		return strings.Join(out, ","), nil
	}
	if d.Unit == Names {
		names, err := parseNames(text)
		return strings.Join(names, "、"), err
	}
	if d.Unit == Each {
		return d.cleanEach(text)
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return "", fault.Fields(map[string]string{"value": "请填整数，例如 " + d.Default})
	}
	if n < d.Min || n > d.Max {
		return "", fault.Fields(map[string]string{"value": "请填 " + strconv.Itoa(d.Min) + " 到 " + strconv.Itoa(d.Max) + " 之间的整数"})
	}
	return strconv.Itoa(n), nil
}

func parseYears(text string) ([]int, error) {
	var years []int
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",\uFF0C\u3001; ", r) }) {
		y, err := strconv.Atoi(part)
		if err != nil || y < 2020 || y > 2100 {
			return nil, fault.Fields(map[string]string{"value": "请填四位年份，多个年份用逗号隔开，例如 2027,2028"})
		}
		years = append(years, y)
	}
	slices.Sort(years)
	return slices.Compact(years), nil
}

// The bounds of a list of names: each fits the column of a clue, all of them
// the column of a value.
const (
	maxNames   = 12
	maxOneName = 30
	maxValue   = 255
)

func parseNames(text string) ([]string, error) {
	var names []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、,\uFF0C;\uFF1B\r\n", r) }) {
		part = strings.TrimSpace(part)
		if part == "" || slices.Contains(names, part) {
			continue
		}
		if n := utf8.RuneCountInString(part); n < 2 || n > maxOneName {
			return nil, fault.Fields(map[string]string{"value": "每个名称请写 2 到 30 个字，名称之间用顿号隔开"})
		}
		names = append(names, part)
	}
	if len(names) == 0 || len(names) > maxNames || utf8.RuneCountInString(strings.Join(names, "、")) > maxValue {
		return nil, fault.Fields(map[string]string{"value": "请写 1 到 12 个名称，名称之间用顿号隔开"})
	}
	return names, nil
}

// Span is a length of time as law writes it.
type Span struct {
	N    int
	Unit Unit
}

// String is the span for reading: 15个工作日.
func (s Span) String() string { return strconv.Itoa(s.N) + string(s.Unit) }

// Due is the end of the span that an event on day start begins.
func (s Span) Due(c *workday.Calendar, start period.Day) workday.Due {
	switch s.Unit {
	case Months:
		return c.AddMonths(start, s.N)
	case Days:
		return c.AddDays(start, s.N)
	default:
		return c.Add(start, s.N)
	}
}
