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
	{fieldChecks, "现场核查结果", 0},
}

// fieldChecks are events and no register: what was seen on a day is what was
// seen on that day, however long ago.
const fieldChecks = "field_checks"

// unjudged are the kinds that a run reads and that never hold a finding back.
var unjudged = map[string]string{"prepayouts": "拟发放名单", "policies": "惠民政策", "divisions": "行政区划"}

// titleOf is a register's Chinese name.
func titleOf(kind string) string {
	if title := unjudged[kind]; title != "" {
		return title
	}
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
	for _, kind := range append(registersOf(m), m.Leans...) {
		if text := lackReason(s, kind, values); text != "" {
			why = append(why, text)
		}
	}
	return strings.Join(why, "；")
}

// lackReason says that a register is missing or older than agreed; "" when it
// is neither.
func lackReason(s *dossier.Snapshot, kind string, values map[string]string) string {
	if s.Coverage[kind].Rows == 0 {
		return "没有" + titleOf(kind) + "数据"
	}
	return staleReason(s, kind, values)
}

// countywide are the models that judge by how most others are paid: which
// periods the county was paid for, what a village usually gets. Two people
// are no county.
var countywide = []string{"S30", "S31"}

// lackNote says which registers a model would look through besides those that
// it cannot do without, and there are none of; "" when it has them all.
func lackNote(s *dossier.Snapshot, m rule.Model) string {
	var lacks []string
	for _, kind := range m.Also {
		if kind != fieldChecks && s.Coverage[kind].Rows == 0 {
			lacks = append(lacks, titleOf(kind))
		}
	}
	if len(lacks) == 0 {
		return ""
	}
	return "没有" + strings.Join(lacks, "、") + "数据，要看这些数据的部分没有比对，或者暂缓"
}

// lackingKinds says of each register that is missing or older than agreed what
// is to be said of a finding that goes by it.
func lackingKinds(s *dossier.Snapshot, values map[string]string) map[string]string {
	out := map[string]string{}
	for _, c := range cadences {
		if why := lackReason(s, c.kind, values); why != "" {
			out[c.kind] = why
		}
	}
	return out
}

// staleReason says that a register is older than agreed; "" when it is not.
func staleReason(s *dossier.Snapshot, kind string, values map[string]string) string {
	c := s.Coverage[kind]
	if kind == fieldChecks || s.AsOf-c.AsOf <= period.Day(daysOf(kind, values)) { //nolint:gosec // at most ten years
		return ""
	}
	return fmt.Sprintf("%s数据截至%s，已过期", titleOf(kind), c.AsOf.Chinese())
}

// quoted adds to why a finding is held what is to be said of the registers that
// it quotes or leans on besides those that its model cannot do without.
func quoted(why string, m rule.Model, h *rule.Hit, lacking map[string]string) string {
	if len(lacking) == 0 {
		return why
	}
	said := append(registersOf(m), m.Leans...)
	add := func(kind string) {
		if text := lacking[kind]; text != "" && !slices.Contains(said, kind) {
			said = append(said, kind)
			why = strings.TrimPrefix(why+"；"+text, "；")
		}
	}
	for _, e := range h.Evidence {
		add(e.Kind)
	}
	for _, kind := range h.Leans {
		add(kind)
	}
	return why
}

// answerable leaves out, in their places, the models that miss a register
// altogether: without the register of land everybody who is paid for land would
// be a finding that is held back. The run says it once, of the model.
//
// Where the snapshot is a part of the county, as after an import and for a list
// that is to be paid, it leaves out what compares with the rest of the county too.
func answerable(s *dossier.Snapshot, bound []rule.Bound, part bool) []rule.Bound {
	out := slices.Clone(bound)
	for i := range out {
		if part && slices.Contains(countywide, out[i].Model.Key) || slices.ContainsFunc(registersOf(out[i].Model), func(kind string) bool { return s.Coverage[kind].Rows == 0 }) {
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
	return slices.Clone(m.Registers)
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
