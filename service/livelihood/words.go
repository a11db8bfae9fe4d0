package livelihood

import (
	"slices"

	"yangguang/model"
)

// Choice is one value of a list and its words.
type Choice struct{ Value, Text string }

func text(list []Choice, value string) string {
	for _, c := range list {
		if c.Value == value {
			return c.Text
		}
	}
	return ""
}

// kind is what one sort of task is about.
type kind struct {
	value, text string
	models      []string
	bureau      string // who puts it right until the county says otherwise
	days        int    // in how many working days
	ways        []Choice
	result      string // how what was put right is counted, in words
	unit        string
}

// kinds are all sorts of tasks, in the order of every view.
var kinds = []kind{
	{model.LivelihoodIncome, "收入和就业", []string{"Q01"}, "人力资源和社会保障局", 30,
		[]Choice{{"work", "帮助就业"}, {"industry", "产业帮扶"}, {"relief", "纳入低保或救助"}, {"watched", "纳入监测帮扶"}, {"other", "其他"}}, "收入达到当年的线", "户"},
	{model.LivelihoodHousing, "住房", []string{"Q02"}, "住房和城乡建设局", 90,
		[]Choice{{"rebuild", "改造重建"}, {"repair", "维修加固"}, {"relocate", "易地安置"}, {"lodging", "安全住房借住、公房周转"}, {"other", "其他"}}, "住上安全住房", "户"},
	{model.LivelihoodWater, "饮水", []string{"Q03"}, "水利局", 60,
		[]Choice{{"works", "通饮水工程"}, {"repair", "修复管网"}, {"source", "整治水源、水质"}, {"other", "其他"}}, "饮水达标", "户"},
	{model.LivelihoodSchool, "义务教育", []string{"Q04"}, "教育局", 10,
		[]Choice{{"back", "劝返复学"}, {"home", "送教上门"}, {"elsewhere", "查实在外地就读"}, {"excused", "办理缓学、休学"}, {"other", "其他"}}, "孩子回到学校", "人"},
	{model.LivelihoodInsurance, "基本医疗", []string{"Q05"}, "医疗保障局", 20,
		[]Choice{{"insured", "已经参保"}, {"aided", "资助参保"}, {"elsewhere", "查实在外地参保"}, {"other", "其他"}}, "有了基本医疗保险", "人"},
	{model.LivelihoodWrongIn, "疑似错评", []string{"Q06", "Q08"}, "农业农村局", 30,
		[]Choice{{"removed", "清退"}, {"merged", "合户或更正登记"}, {"other", "其他"}}, "错评纠正", "户"},
	{model.LivelihoodWrongOut, "疑似漏评漏保", []string{"Q07"}, "民政局", 30,
		[]Choice{{"admitted", "纳入低保或特困"}, {"watched", "纳入监测帮扶"}, {"relief", "临时救助"}, {"other", "其他"}}, "漏评漏保补上", "户"},
}

func kindOf(value string) (kind, bool) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.value == value })
	if i < 0 {
		return kind{}, false
	}
	return kinds[i], true
}

// models lists the models whose findings become tasks, and byModel their kinds.
func models() (keys []string, byModel map[string]kind) {
	byModel = map[string]kind{}
	for _, k := range kinds {
		for _, m := range k.models {
			keys, byModel[m] = append(keys, m), k
		}
	}
	return keys, byModel
}

// Kinds lists the sorts of tasks.
func Kinds() []Choice {
	out := make([]Choice, len(kinds))
	for i, k := range kinds {
		out[i] = Choice{k.value, k.text}
	}
	return out
}

// KindText is a sort of task in words.
func KindText(v string) string { return text(Kinds(), v) }

// Ways lists how a task of a kind can be put right.
func Ways(kind string) []Choice {
	k, _ := kindOf(kind)
	return k.ways
}

// States lists the states of a task.
func States() []Choice {
	return []Choice{
		{model.LivelihoodOpen, "待办"}, {model.LivelihoodReopened, "退回重办"}, {model.LivelihoodRemedied, "待复核"}, {model.LivelihoodAsking, "待同意不办"},
		{model.LivelihoodMet, "已达标"}, {model.LivelihoodNotNeeded, "不需办"}, {model.LivelihoodWithdrawn, "已撤销"},
	}
}

// StateText is a state in words.
func StateText(v string) string { return text(States(), v) }

// reason is why nothing is to be done, with what it says of the finding.
type reason struct {
	value, text, verdict, code string
}

var reasons = []reason{
	{"not_so", "核实后没有这个问题", model.VerdictFalse, "other"},
	{"gone", "人已去世、迁出或者户已不在", model.VerdictFalse, "ended"},
	{"not_counted", "不是共同生活的家庭成员", model.VerdictFalse, "not_counted"},
	{"allowed", "符合政策，不用办", model.VerdictAllowed, ""},
	{"data_error", "登记有误，已请来源部门更正", model.VerdictDataError, ""},
}

// reasonJudged is the reason of a task whose finding supervision judged itself.
const reasonJudged = "judged"

// Reasons lists why nothing may be to be done.
func Reasons() []Choice {
	out := make([]Choice, len(reasons))
	for i, r := range reasons {
		out[i] = Choice{r.value, r.text}
	}
	return out
}

// ReasonText is such a reason in words.
func ReasonText(v string) string {
	if v == reasonJudged {
		return "疑点已豁免或数据纠错"
	}
	return text(Reasons(), v)
}

func checkText(v string) string {
	return text([]Choice{{model.LivelihoodByRegister, "登记数据复核"}, {model.LivelihoodByVisit, "入户复核"}}, v)
}

var actions = map[Action]string{
	ActRemedy: "报告整改", ActAsk: "申请不办", ActAgree: "同意不办", ActRefuse: "不同意，继续办", ActMet: "入户复核：已达标", ActUnmet: "入户复核：没有达标", ActReassign: "改派",
	actMade: "比对发现，列入任务", actGone: "登记数据复核：已达标", actWithdrawn: "撤销", actBack: "比对再次发现，重办", actJudged: "疑点已有结论，不需办",
}

// ActionText is a step in words.
func ActionText(v string) string {
	if t := actions[Action(v)]; t != "" {
		return t
	}
	return v
}
