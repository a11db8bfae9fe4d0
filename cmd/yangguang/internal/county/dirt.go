package county

import (
	"strings"

	"yangguang/service/kernel/idnumber"
)

// style is how an office keeps its tables: what stands above and below, how the
// columns are called, and which rows are plainly wrong.
type style struct {
	title, signature string
	total            bool
	gb18030, bom     bool
	aliases          map[string]string
	refused          []func(t *table) []string
}

// column says which dirt a column attracts.
type column uint8

const (
	clean       column = iota
	idColumn           // lower-case x, full-width digits, 15 digits
	givenID            // an ID that may not lose its century: of the hukou register
	nameColumn         // spaces
	dayColumn          // 2024年5月1日, 20240501
	monthColumn        // 2024.5
	moneyColumn        // 1,234.00
)

// oneIn is how many cells of a soiled column are clean for one that is not.
const oneIn = 37

// styles are the tables that are kept in some way of their own.
var styles = map[string]style{
	"residents":  {bom: true, refused: []func(*table) []string{badCheck, badBirthday}},
	"payouts":    {refused: []func(*table) []string{badCheck, noDay("发放日期"), wrongDigit}},
	"prepayouts": {title: "拟发放花名册", total: true, refused: []func(*table) []string{badCheck}},
	"rosters": {
		title: "博白县惠民补贴享受对象名册", signature: "制表人：陈某　审核人：李某", total: true,
		aliases: map[string]string{"开始年月": "开始享受年月", "账号": "银行账号"}, refused: []func(*table) []string{badCheck, badMonth("开始年月")},
	},
	"officials": {
		title: "财政供养人员花名册（2026年）", gb18030: true, total: true, aliases: map[string]string{"开始日期": "入编时间", "终止日期": "停薪时间"},
		refused: []func(*table) []string{badCheck, wrongWord("人员类别", "临聘"), wrongDigit},
	},
	"relatives": {title: "公职人员家属情况申报汇总表", gb18030: true, aliases: map[string]string{"关系": "与本人关系"}, refused: []func(*table) []string{badCheck}},
	"deaths": {
		title: "死亡人口信息", signature: "填报：户政大队", aliases: map[string]string{"身份证号": "公民身份号码"},
		refused: []func(*table) []string{badCheck, noDay("死亡日期"), wrongWord("来源", "村委会")},
	},
	"inmates": {
		title: "在押人员信息", gb18030: true, aliases: map[string]string{"入所日期": "入监日期", "出所日期": "刑期止日"},
		refused: []func(*table) []string{badCheck, noDay("入所日期")},
	},
	"vehicles":   {gb18030: true, aliases: map[string]string{"身份证号": "身份证明号码", "所有人": "机动车所有人"}, refused: []func(*table) []string{badCheck, noDay("初次登记日期")}},
	"companies":  {bom: true, aliases: map[string]string{"注册资本": "注册资本（元）"}, refused: []func(*table) []string{badCredit}},
	"properties": {aliases: map[string]string{"权利人": "产权人"}, refused: []func(*table) []string{badCheck, wrongWord("用途", "祖屋")}},
	"employment": {title: "企业职工参保缴费情况", gb18030: true, total: true, refused: []func(*table) []string{badCheck, badMonth("开始年月")}},
	"pensions":   {title: "养老保险待遇领取人员", aliases: map[string]string{"统筹地": "统筹地区"}, refused: []func(*table) []string{badCheck, wrongWord("险种", "商业")}},
	"disabilities": {
		title: "持证残疾人名册", signature: "制表：县残疾人联合会", total: true, aliases: map[string]string{"残疾证号": "残疾人证号"},
		refused: []func(*table) []string{badCheck, wrongWord("等级", "五级")},
	},
	"assessments": {
		title: "社会救助家庭经济状况核对结论", signature: "制表：县居民家庭经济状况核对中心", aliases: map[string]string{"结论": "核对结论"},
		refused: []func(*table) []string{badCheck, wrongWord("结论", "存款较多")},
	},
	"enrolments": {bom: true, aliases: map[string]string{"姓名": "学生姓名"}, refused: []func(*table) []string{badCheck, badMonth("开始年月")}},
	"parcels":    {aliases: map[string]string{"面积": "面积（亩）"}, refused: []func(*table) []string{badCheck, wrongWord("类别", "自留山")}},
	"households": {title: "脱贫户和监测对象台账", total: true, aliases: map[string]string{"识别日期": "识别时间", "脱贫日期": "脱贫时间"}, refused: []func(*table) []string{badCheck, wrongDigit}},
	"indicators": {bom: true, refused: []func(*table) []string{wrongWord("住房等级", "E")}},
	"insurance":  {refused: []func(*table) []string{badCheck}},
	"funds":      {title: "资金指标与到账情况", aliases: map[string]string{"金额": "金额（元）"}, signature: "制表：国库股", refused: []func(*table) []string{noDay("到账日期")}},
	"projects":   {bom: true, refused: []func(*table) []string{wrongWord("招标方式", "比选"), noDay("批复日期")}},
	"bids":       {refused: []func(*table) []string{badCredit}},
	"field_checks": {
		title: "项目现场核查结果汇总表", signature: "制表：县纪委监委党风政风监督室", aliases: map[string]string{"核查日期": "核查时间", "看到的情况": "现场情况"},
		refused: []func(*table) []string{wrongWord("看到的情况", "基本完成"), noDay("核查日期")},
	},
}

// styleOf is the style of a file; the earlier extracts of the hukou register
// are few rows, and clean.
func styleOf(kind, name string) style {
	if kind == "residents" && strings.Contains(name, "-") {
		return style{}
	}
	return styles[kind]
}

func columnOf(kind, header string) column {
	switch header {
	case "身份证号", "家属身份证号", "公职人员身份证号", "户主身份证号":
		if kind == "residents" || kind == "payouts" || kind == "prepayouts" {
			return givenID
		}
		return idColumn
	case "姓名", "所有人", "权利人", "家属姓名", "户主姓名":
		return nameColumn
	case "死亡日期", "注销日期", "初次登记日期", "转出日期", "登记日期", "入所日期", "出所日期", "识别日期", "批准日期", "发证日期", "到账日期":
		return dayColumn
	case "开始年月", "终止年月":
		return monthColumn
	case "金额", "估值", "注册资本", "缴费基数", "月待遇", "核定金额", "概算", "计划总投资", "合同价", "人均纯收入":
		return moneyColumn
	}
	return clean
}

// soil writes some cells as careless hands write them; what they mean stays.
func (t *table) soil(fields []string) {
	if len(t.style.refused) == 0 {
		return
	}
	for i, f := range fields {
		if i >= len(t.dirt) || t.dirt[i] == clean || f == "" || t.wash.n(oneIn) != 0 {
			continue
		}
		fields[i] = soiled(t.dirt[i], f, t.wash.n(3))
	}
}

func soiled(c column, f string, way int) string {
	switch c {
	case idColumn, givenID:
		switch {
		case strings.HasSuffix(f, "X"):
			return f[:17] + "x"
		case way == 0 && len(f) == 18:
			return wide(f)
		case way == 1 && c == idColumn && len(f) == 18 && f[6:8] == "19":
			return f[:6] + f[8:17]
		}
	case nameColumn:
		r := []rune(f)
		return string(r[:1]) + []string{"\u00a0", "\u3000", " "}[way] + string(r[1:])
	case dayColumn:
		if len(f) == 10 {
			return []string{f[:4] + f[5:7] + f[8:], f[:4] + "年" + f[5:7] + "月" + f[8:] + "日", strings.ReplaceAll(f, "-", "/")}[way]
		}
	case monthColumn:
		if len(f) == 7 {
			// Not 2024.10: in a number's clothes it would be January.
			return []string{f[:4] + "年" + strings.TrimPrefix(f[5:], "0") + "月", f[:4] + f[5:], f[:4] + "." + f[5:]}[way]
		}
	case moneyColumn:
		return commas(f)
	default:
	}
	return f
}

// wide writes digits in full width.
func wide(f string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, f)
}

// commas parts the thousands.
func commas(f string) string {
	whole, rest, _ := strings.Cut(f, ".")
	var b []byte
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b = append(b, ',')
		}
		b = append(b, whole[i])
	}
	return string(b) + "." + rest
}

// blank is a row of which everything that must be there is, for somebody who
// is nobody: each rule of refusal spoils one cell of it.
func (t *table) blank() []string {
	row := make([]string, len(t.header))
	for i, h := range t.header {
		row[i] = map[string]string{
			"身份证号": nobody(), "公职人员身份证号": nobody(), "家属身份证号": nobody(), "户主身份证号": nobody(),
			"姓名": "何人", "所有人": "何人", "权利人": "何人", "家属姓名": "何人", "户主姓名": "何人",
			"户编号": "H99999999", "村代码": "", "批次号": "MZ02-00000001", "项目编码": ruralAllowance, "所属期起": "2024-01", "所属期止": "2024-01", "金额": "100.00",
			"账号": "6210680300000000009", "账户名": "何人", "发放日期": "2024-01-11", "开始年月": "2024-01", "单位": "某单位", "人员类别": "事业", "开始日期": "2024-01-01",
			"关系": "配偶", "死亡日期": "2024-01-01", "来源": "公安", "类别": "其他", "入所日期": "2024-01-01", "号牌号码": "桂K00000", "车辆类型": "小型轿车", "初次登记日期": "2024-01-01",
			"状态": "正常", "统一社会信用代码": "91450923MA0000000X", "名称": "无", "登记状态": "存续", "成立日期": "2024-01-01", "不动产单元号": "450923000000GB00000F00000000", "用途": "住宅",
			"面积": "10", "登记日期": "2024-01-01", "参保单位": "某单位", "险种": "居民", "统筹地": "博白县", "残疾证号": "1", "等级": "1", "发证日期": "2024-01-01",
			"学校": "某校", "学段": "小学", "地块号": "P0", "户类型": "脱贫户", "识别日期": "2024-01-01", "年度": "2024", "人均纯收入": "9000.00", "住房等级": "A",
			"饮水达标": "是", "义务教育达标": "是", "医保覆盖": "是", "指标文号": "无", "资金名称": "无", "下达日期": "2024-01-01", "到账日期": "2024-01-01", "到账层级": "县",
			"项目编号": "BB000000", "类型": "道路", "主管部门": "某局", "业主单位": "某单位", "批复日期": "2024-01-01", "计划总投资": "10000.00", "采购类型": "施工", "招标方式": "公开",
			"计划开工": "2024-01-01", "计划完工": "2024-06-01", "投标单位代码": "91450923MA0000000X", "报价": "10000.00",
			"核查日期": "2024-01-01", "核查单位": "某组", "看到的情况": "与备案一致",
		}[h]
		switch {
		case h == "村代码":
			row[i] = "450923108210"
		case t.file.Kind == "parcels" && h == "类别":
			row[i] = "承包地"
		}
	}
	return row
}

// nobody is a number that no person of the county has.
func nobody() string {
	const first = "45092319010101999"
	return first[:17] + string(idnumber.CheckDigit(first[:17]))
}

func (t *table) spoiled(header, value string) []string {
	row := t.blank()
	for i, h := range t.header {
		if h == header {
			row[i] = value
			return row
		}
	}
	return nil
}

// idHeader is the table's first column of IDs.
func (t *table) idHeader() string {
	for i, h := range t.header {
		if t.dirt[i] == idColumn || t.dirt[i] == givenID {
			return h
		}
	}
	return ""
}

func badCheck(t *table) []string {
	n := nobody()
	wrong := byte('0')
	if n[17] == '0' {
		wrong = '1'
	}
	return t.spoiled(t.idHeader(), n[:17]+string(wrong))
}

// slip is somebody of the county whose number was copied with one wrong digit.
type slip struct{ id, name, village string }

// slips are some: the heads of ordinary households.
func (w *world) slips() (out []slip) {
	for i := range w.baseHomes {
		h := &w.homes[i]
		if p := &w.people[h.first]; h.class == plain && p.died == 0 && len(out) < 5 {
			out = append(out, slip{p.id, p.name, w.villages[h.village].code})
		}
	}
	return out
}

// wrongDigit is a row about somebody of the county in whose number one digit is
// wrong: it is refused, and people have to say whose it is.
func wrongDigit(t *table) []string {
	who := t.out.slips[len(t.file.Kind)%len(t.out.slips)]
	digit := (who.id[15]-'0'+1)%10 + '0'
	row := t.spoiled(t.idHeader(), who.id[:15]+string(digit)+who.id[16:])
	for i, h := range t.header {
		switch {
		case t.dirt[i] == nameColumn:
			row[i] = who.name
		case h == "村代码":
			row[i] = who.village
		}
	}
	return row
}

func badBirthday(t *table) []string { return t.spoiled(t.idHeader(), "450923199002300011") }

func badCredit(t *table) []string {
	for _, h := range t.header {
		if strings.HasSuffix(h, "代码") {
			return t.spoiled(h, "91450923MA00000001")
		}
	}
	return nil
}

func noDay(header string) func(*table) []string {
	return func(t *table) []string { return t.spoiled(header, "2024-02-30") }
}

func badMonth(header string) func(*table) []string {
	return func(t *table) []string { return t.spoiled(header, "2024-13") }
}

func wrongWord(header, word string) func(*table) []string {
	return func(t *table) []string { return t.spoiled(header, word) }
}
