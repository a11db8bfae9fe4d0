package filing

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/measure"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// Sort is what may be typed into a field.
type Sort int

// The sorts of fields.
const (
	Text Sort = iota
	Prose
	Day
	Money
	Signed // money that may be negative
	Percent
	Choice
	Village
	Decimal // with at most three decimals
)

// Field is one thing that is asked for at a stage. Each is asked once: what an
// earlier stage brought is not asked again.
type Field struct {
	Name, Label, Hint string
	Sort              Sort
	Must              bool
	Choices           []string
	Column            string // of the register; "" where no register has one
}

// The fields by name.
const (
	FieldNo, FieldName, FieldKind, FieldVillage, FieldBureau, FieldOwner = "no", "name", "kind", "village", "bureau", "owner"
	FieldApproval, FieldApproved, FieldEstimate, FieldPlanned            = "approval_no", "approved_on", "estimate", "planned"
	FieldFiscal, FieldProcurement, FieldMethod                           = "fiscal", "procurement", "method"
	FieldPlanStart, FieldPlanEnd                                         = "plan_start", "plan_end"
	FieldDay, FieldAmount, FieldDocNo, FieldVoucher                      = "day", "amount", "doc_no", "voucher"
	FieldNotice, FieldControl, FieldWinner, FieldWinnerCode, FieldWin    = "notice_on", "control", "winner", "winner_code", "win"
	FieldPercent, FieldNote, FieldPaid                                   = "percent", "note", "paid"
	FieldEnd                                                             = "real_end"
	FieldScale, FieldUnit                                                = "scale", "scale_unit"
)

const (
	longestNote = 300
	winnerName  = "中标单位名称" // the register keeps it beside its own columns
)

// fields are what is asked for at a stage of a project.
func (f *Facts) fields(s Stage) []Field {
	builder := []Field{
		{Name: FieldWinner, Label: "施工（供货）单位", Must: true, Column: winnerName},
		{Name: FieldWinnerCode, Label: "单位的统一社会信用代码", Must: true, Column: "中标单位代码"},
	}
	switch s {
	case Approval:
		return approvalFields
	case Allocation:
		return []Field{
			{Name: FieldDay, Label: "到账日期", Sort: Day, Must: true, Column: "日期"},
			{Name: FieldAmount, Label: "到账金额（元）", Sort: Money, Must: true, Column: "金额"},
			{Name: FieldDocNo, Label: "指标文号", Must: true},
			{Name: FieldVoucher, Label: "凭证号", Hint: "同一天到账两笔的，用凭证号区分", Column: "凭证号"},
		}
	case Procurement:
		if f.direct() {
			return []Field{{Name: FieldNote, Label: "不招标的原因", Hint: "招标方式登记的是“" + f.Method + "”。写明谁、在哪次会上决定的", Sort: Prose, Must: true}}
		}
		return append([]Field{
			{Name: FieldNotice, Label: "公告日期", Sort: Day, Must: true, Column: "公告日期"},
			{Name: FieldDay, Label: "开标（成交）日期", Sort: Day, Must: true, Column: "开标日期"},
			{Name: FieldControl, Label: "控制价（元）", Sort: Money, Column: "控制价"},
			{Name: FieldWin, Label: "中标价（元）", Sort: Money, Must: true, Column: "中标价"},
		}, builder...)
	case Contract:
		sum := []Field{
			{Name: FieldDay, Label: "合同日期", Sort: Day, Must: true, Column: "合同日期"},
			{Name: FieldAmount, Label: "合同价（元）", Sort: Money, Must: true, Column: "合同价"},
		}
		if f.direct() { // nobody has asked who builds yet
			sum = append(sum, builder...)
		}
		if f.ScaleMilli == 0 {
			sum = append(sum, scaleFields...)
		}
		return sum
	case Start:
		return []Field{
			{Name: FieldDay, Label: "实际开工日期", Sort: Day, Must: true, Column: "实际开工"},
			{Name: FieldNote, Label: "说明", Hint: "早于合同日期开工的，写明原因", Sort: Prose},
		}
	case Progress:
		return []Field{
			{Name: FieldPercent, Label: "形象进度（%）", Sort: Percent, Must: true, Column: "形象进度"},
			{Name: FieldDay, Label: "截至哪一天", Sort: Day, Must: true, Column: "日期"},
			{Name: FieldNote, Label: "做到哪里了", Sort: Prose, Column: "说明"},
			{Name: FieldPaid, Label: "这次付款（元）", Hint: "没有付款就空着", Sort: Money},
			{Name: FieldVoucher, Label: "付款凭证号", Hint: "没有付款就空着"},
		}
	case Change:
		return []Field{
			{Name: FieldDay, Label: "批准日期", Sort: Day, Must: true},
			{Name: FieldDocNo, Label: "批准文号", Must: true},
			{Name: FieldAmount, Label: "合同价增减（元）", Hint: "增加填正数，减少填负数，不变填 0", Sort: Signed, Must: true},
			{Name: FieldPlanEnd, Label: "改后的计划完工日期", Hint: "工期不变就空着", Sort: Day},
			{Name: FieldNote, Label: "变更的原因", Sort: Prose, Must: true},
			{Name: FieldScale, Label: "改后的建设规模（数量）", Hint: "规模不变就空着", Sort: Decimal},
			{Name: FieldUnit, Label: "规模的单位", Hint: "规模不变就空着"},
		}
	case Acceptance:
		return []Field{
			{Name: FieldEnd, Label: "实际完工日期", Sort: Day, Must: true, Column: "实际完工"},
			{Name: FieldDay, Label: "验收日期", Sort: Day, Must: true, Column: "验收日期"},
			{Name: FieldNote, Label: "验收意见", Sort: Prose},
		}
	case Settlement:
		return []Field{
			{Name: FieldDay, Label: "审定日期", Sort: Day, Must: true},
			{Name: FieldAmount, Label: "结算价（元）", Sort: Money, Must: true, Column: "结算价"},
		}
	case Handover:
		return []Field{
			{Name: FieldDay, Label: "移交日期", Sort: Day, Must: true},
			{Name: FieldNote, Label: "移交给谁管护，公示在哪里", Sort: Prose, Must: true},
		}
	}
	return nil
}

// scaleFields ask how big the work is, which no register has a column for. What
// is found on the spot is held against it.
var scaleFields = []Field{
	{Name: FieldScale, Label: "建设规模（数量）", Hint: "例如 2.3，现场核查按它丈量；说不清就空着", Sort: Decimal},
	{Name: FieldUnit, Label: "规模的单位", Hint: "例如公里、平方米、座、盏"},
}

var approvalFields = append([]Field{
	{Name: FieldNo, Label: "项目编号", Hint: "没有就空着，系统编一个", Column: "项目编号"},
	{Name: FieldName, Label: "项目名称", Must: true, Column: "名称"},
	{Name: FieldKind, Label: "类型", Hint: "例如道路、饮水、学校、产业", Must: true, Column: "类型"},
	{Name: FieldVillage, Label: "建设地点", Sort: Village, Must: true, Column: "村代码"},
	{Name: FieldBureau, Label: "主管部门", Must: true, Column: "主管部门"},
	{Name: FieldOwner, Label: "业主单位", Must: true, Column: "业主单位"},
	{Name: FieldApproval, Label: "批复文号", Must: true, Column: "批复文号"},
	{Name: FieldApproved, Label: "批复日期", Sort: Day, Must: true, Column: "批复日期"},
	{Name: FieldPlanned, Label: "计划总投资（元）", Sort: Money, Must: true, Column: "计划总投资"},
	{Name: FieldFiscal, Label: "其中财政资金（元）", Sort: Money, Must: true, Column: "财政资金"},
	{Name: FieldEstimate, Label: "概算（元）", Hint: "没有单列概算就空着", Sort: Money, Column: "概算"},
	{Name: FieldProcurement, Label: "采购类型", Sort: Choice, Must: true, Choices: []string{"施工", "货物", "服务"}, Column: "采购类型"},
	{Name: FieldMethod, Label: "招标方式", Hint: "“无”是群众自建，不签合同", Sort: Choice, Must: true, Choices: []string{"公开", "邀请", "竞争性谈判", MethodDirect, MethodNone}, Column: "招标方式"},
	{Name: FieldPlanStart, Label: "计划开工", Sort: Day, Must: true, Column: "计划开工"},
	{Name: FieldPlanEnd, Label: "计划完工", Sort: Day, Must: true, Column: "计划完工"},
}, scaleFields...)

// entry is a form whose fields were read: each value in the form of the
// registers, and the days and amounts among them.
type entry struct {
	text  map[string]string
	days  map[string]period.Day
	money map[string]money.Fen
}

// day is a field's day; nil when it is empty.
func (e entry) day(name string) *period.Day {
	d, ok := e.days[name]
	if !ok {
		return nil
	}
	return &d
}

// read reads what was typed into fields; what is wrong goes into bad by name.
func read(fields []Field, typed map[string]string, today period.Day, bad map[string]string) entry {
	e := entry{text: map[string]string{}, days: map[string]period.Day{}, money: map[string]money.Fen{}}
	for _, f := range fields {
		v := strings.TrimSpace(typed[f.Name])
		if v == "" {
			if f.Must {
				bad[f.Name] = "请填写“" + f.Label + "”"
			}
			continue
		}
		if why := e.put(f, v, today); why != "" {
			bad[f.Name] = why
		}
	}
	return e
}

// scale is the filed size in thousandths of its unit; 0 when it is not filed.
func (e entry) scale() (int64, string) {
	n, ok := measure.Parse(e.text[FieldScale])
	if !ok {
		return 0, ""
	}
	return n, clip.Runes(e.text[FieldUnit], measure.LongestUnit)
}

// checkScale refuses a size without a unit, and a unit without a size.
func checkScale(e entry, bad map[string]string) {
	switch {
	case e.text[FieldScale] != "" && e.text[FieldUnit] == "":
		bad[FieldUnit] = "请填规模的单位"
	case e.text[FieldUnit] != "" && e.text[FieldScale] == "" && bad[FieldScale] == "":
		bad[FieldScale] = "填了单位的，请填数量"
	}
}

// put reads one value and says what is wrong with it.
func (e entry) put(f Field, v string, today period.Day) string {
	e.text[f.Name] = v
	switch f.Sort {
	case Day:
		d, err := period.ParseDay(v)
		if err != nil {
			return err.Error()
		}
		if d > today && f.Name != FieldPlanStart && f.Name != FieldPlanEnd {
			return "日期不能晚于今天，发生以后再报"
		}
		e.days[f.Name], e.text[f.Name] = d, d.String()
	case Money, Signed:
		m, err := money.Parse(v)
		if err != nil {
			return err.Error()
		}
		if f.Sort == Money && m <= 0 && f.Must && f.Name != FieldFiscal || f.Sort == Money && m < 0 {
			return "金额要大于 0，请核对"
		}
		e.money[f.Name], e.text[f.Name] = m, m.String()
	case Percent:
		n, err := strconv.Atoi(strings.TrimSuffix(v, "%"))
		if err != nil || n < 0 || n > 100 {
			return "请填 0 到 100 的整数"
		}
		e.text[f.Name] = strconv.Itoa(n)
	case Choice:
		for _, c := range f.Choices {
			if c == v {
				return ""
			}
		}
		return "请从列表里选"
	case Decimal:
		n, ok := measure.Parse(v)
		if !ok || n == 0 {
			return "请填大于0的数字，最多三位小数"
		}
		e.text[f.Name] = measure.Number(n)
	case Prose:
		if n := utf8.RuneCountInString(v); n > longestNote {
			return "请不要超过300个字"
		}
	case Text, Village:
		e.text[f.Name] = clip.Runes(v, 200)
	}
	return ""
}
