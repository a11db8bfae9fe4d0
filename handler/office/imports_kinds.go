package office

// importNotes says of each kind what is in such a file.
var importNotes = map[string]string{
	"divisions":        "县、乡镇、村的代码和名称。要最先导入，其他数据都用到村代码",
	"residents":        "全县户籍人口：姓名、身份证号、户编号、村组。村民实名绑定以它为准",
	"subsidies":        "补贴项目目录：有哪些补贴、发给谁、标准是多少、从哪天起",
	"policies":         "给村民看的政策：谁能享受、发多少、要什么材料、到哪里办",
	"payouts":          "一卡通发放明细：每人每笔一行。导入后村民能查到自己的，绑定了微信的会收到提醒",
	"prepayouts":       "准备发放、还没有发的名单。只用来事前比对，村民看不到",
	"rosters":          "享受对象名册：低保、特困、危改、移民等，每人一行，或一户一行（成员1、成员2……）",
	"officials":        "财政供养人员：单位、人员类别、起止日期，村干部也在内",
	"relatives":        "公职人员申报的家属，和近亲属备案情况",
	"deaths":           "死亡人口：公安、民政、卫健三家的数据分开导入",
	"inmates":          "服刑和强制隔离戒毒人员的入所、出所日期",
	"vehicles":         "个人名下的机动车：登记日期、状态、估值",
	"companies":        "市场主体：名称、状态、成立和注销日期",
	"company_roles":    "法定代表人、股东、经营者、高管，和持股比例",
	"properties":       "个人名下的不动产：用途、面积、登记和注销日期",
	"employment":       "社保缴费：参保单位和起止年月",
	"pensions":         "养老待遇：险种、统筹地、起止年月、月待遇",
	"disabilities":     "残疾人证：类别、等级、有效期",
	"enrolments":       "学籍：学校、学段、状态、起止年月",
	"assessments":      "民政核对中心的核对结论：超标或未超标、核对日期。只收结论，不收金额",
	"parcels":          "承包地、公益林、退耕地块的面积",
	"households":       "脱贫户和监测户：户主、户类型、识别和脱贫日期",
	"indicators":       "两不愁三保障：收入、住房、饮水、教育、医保，每户每年一行",
	"insurance":        "医保参保：每人每年一行",
	"projects":         "项目库：资金、工期、招标、施工单位",
	"funds":            "资金指标：文号、金额、下达和到账日期。先导入补贴项目目录和项目库",
	"project_funds":    "项目资金的到账和拨付，一笔一行",
	"project_progress": "项目的形象进度，按日期一行一行加上去",
	"bids":             "投标：每个项目、每家投标单位一行",
	"field_checks":     "以前用纸或表格做的现场核查：每个项目每次一行，数量、进度、位置和看到的情况。用手机做的核查不用再导",
}

// keptHistory is what confirming a register does.
const keptHistory = "同一条记录以这份文件为准，以前的情况留作历史。"

// comparedOnly is said of what villagers do not see.
const comparedOnly = "只用于监督比对，村民看不到。"

// importEffects says of each kind what confirming does; registers that are not
// named here do what keptHistory and comparedOnly say.
var importEffects = map[string][]string{
	"divisions":        {"村镇名称按这份文件增加和更正。"},
	"residents":        {"名单上的人以这份文件为准，以前的情况留作历史。"},
	"subsidies":        {"补贴目录以这份文件为准，以前的标准留作历史。"},
	"policies":         {"村民马上能查到这些政策。"},
	"payouts":          {"村民马上能查到自己的发放记录。", "绑定了微信、这次有钱到账的村民，每人收到一条提醒（不写姓名和金额）。"},
	"prepayouts":       {"这是还没有发的名单：村民看不到，也不会收到提醒。"},
	"projects":         {"村民马上能查到这些项目，以前的情况留作历史。"},
	"project_progress": {"项目页面马上显示这些进度。"},
	"field_checks":     {"和手机核查的结果一样与备案比对（P12 现场不实），同一项目以最近一次核查为准。", "只用于监督比对，村民看不到。"},
}

// effectsOf says what confirming a batch of the kind does.
func effectsOf(kind string) []string {
	if e, ok := importEffects[kind]; ok {
		return e
	}
	return []string{keptHistory, comparedOnly}
}
