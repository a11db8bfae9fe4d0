package comparison

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/period"
)

// cadences say of each register how old it may be before findings that rest on
// it are held back. Payments come monthly, registers as their bureaus agreed.
var cadences = []struct {
	kind, title string
	days        int
}{
	{"payouts", "一卡通发放明细", 93}, {"rosters", "享受对象名册", 93}, {"residents", "户籍人口", 400}, {"officials", "财政供养人员", 200}, {"relatives", "公职人员家属", 400},
	{"deaths", "死亡人口", 62}, {"inmates", "服刑人员", 62}, {"vehicles", "机动车", 200}, {"companies", "市场主体", 200}, {"company_roles", "市场主体人员", 200},
	{"properties", "不动产", 400}, {"employment", "社保缴费", 93}, {"pensions", "养老待遇", 93}, {"disabilities", "残疾人证", 200}, {"enrolments", "学籍", 200}, {"assessments", "经济状况核对结论", 400},
	{"parcels", "承包地和林地", 1100}, {"households", "脱贫户和监测户", 400}, {"indicators", "两不愁三保障指标", 400}, {"insurance", "医保参保", 400}, {"funds", "资金指标", 93},
	{"projects", "项目库", 93}, {"project_funds", "项目资金", 93}, {"project_progress", "项目进度", 93}, {"bids", "投标", 200}, {"subsidies", "补贴项目目录", 1100},
}

// titleOf is a register's Chinese name.
func titleOf(kind string) string {
	for _, k := range cadences {
		if k.kind == kind {
			return k.title
		}
	}
	return kind
}

// heldReason says why a model's findings are held back; "" when its registers
// are there and fresh.
func heldReason(s *dossier.Snapshot, m rule.Model, values map[string]string) string {
	var why []string
	for _, kind := range registersOf(m) {
		c, ok := s.Coverage[kind]
		switch {
		case !ok || c.Rows == 0:
			why = append(why, "没有"+titleOf(kind)+"数据")
		case s.AsOf-c.AsOf > period.Day(daysOf(kind, values)): //nolint:gosec // at most ten years
			why = append(why, fmt.Sprintf("%s数据截至%s，已过期", titleOf(kind), c.AsOf.Chinese()))
		}
	}
	return strings.Join(why, "；")
}

// answerable leaves out, in their places, the models that miss a register
// altogether: without the register of land everybody who is paid for land would
// be a finding that is held back. The run says it once, of the model.
func answerable(s *dossier.Snapshot, bound []rule.Bound) []rule.Bound {
	out := slices.Clone(bound)
	for i := range out {
		if slices.ContainsFunc(registersOf(out[i].Model), func(kind string) bool { return s.Coverage[kind].Rows == 0 }) {
			out[i].Check = rule.Check{}
		}
	}
	return out
}

// registersOf are the registers a model needs; an S-model needs payments too.
func registersOf(m rule.Model) []string {
	if strings.HasPrefix(m.Key, "S") {
		return append([]string{"payouts"}, m.Registers...)
	}
	return m.Registers
}

func daysOf(kind string, values map[string]string) int {
	if n, err := strconv.Atoi(values[staleName(kind)]); err == nil {
		return n
	}
	for _, k := range cadences {
		if k.kind == kind {
			return k.days
		}
	}
	return 400
}
