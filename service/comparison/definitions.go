package comparison

import (
	"slices"
	"strconv"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/fault"
)

// receivePrefix begins the names of parameters that 收款回访 declares, whose
// silence S30 counts as that page does.
const receivePrefix = "receive."

const (
	matrixPrefix = "matrix."
	stalePrefix  = "stale."
	yes, no      = "是", "否"
	// RunHour names the parameter with the hour of the nightly full run.
	RunHour = "comparison.hour"
	// TouchedMost names the parameter with the number of people up to which an
	// import is compared at once; more make a full run.
	TouchedMost = "comparison.touched_people"
	// FilingGap names the parameter with the minutes that lie at least between two
	// full runs that filings or accepted field checks caused.
	FilingGap = "comparison.filing_gap"
)

func matrixName(c dossier.Category, s rule.Status) string {
	return matrixPrefix + c.String() + "." + s.String()
}

// pairName names the cell of two benefits; the one that comes first in the
// matrix stands last.
func pairName(c, before dossier.Category) string {
	return matrixPrefix + before.String() + "+" + c.String()
}

func enabledName(key string) string { return "model." + key + ".enabled" }

func staleName(kind string) string { return stalePrefix + kind + ".days" }

// Definition is a parameter of the comparison, for the registry of parameters.
type Definition struct {
	Name, Group, Label, Unit, Default, Basis string
	Hint                                     string // what may stand in it; "" leaves it to the default as an example
	// Clean checks a value and gives it as it is kept.
	Clean func(text string) (string, error)
	// Dated is set where what is for a time is judged by the value of that time.
	Dated bool
}

const (
	groupEngine = "比对引擎"
	groupMatrix = "互斥矩阵"
	groupPairs  = "互斥矩阵：补贴与补贴"
	groupStale  = "数据多旧就暂缓疑点"
	byDefault   = "平台默认，待县里确认"
)

// Definitions lists every parameter of the comparison: of the engine, of each
// model, the matrix, and how old a register may be.
func Definitions() []Definition {
	out := []Definition{
		{RunHour, groupEngine, "每天几点做全量比对", "时", "2", byDefault, "0 到 23 的整数", within(0, 23), false},
		{TouchedMost, groupEngine, "一次导入涉及多少人以内立即比对，超过的等全量比对", "人", "20000", byDefault, "", within(1, 1_000_000), false},
		{FilingGap, groupEngine, "填报、现场核查引起的全量比对，至少隔多久一次；中间的合在下一次", "分钟", "10", byDefault, "0 到 240 的整数，0 是不等", within(0, 240), false},
	}
	seen := map[string]bool{}
	for _, m := range rule.Models() {
		standard := no
		if m.Fresh() {
			standard = yes
		}
		group := "模型 " + m.Key + " " + m.Title
		out = append(out, Definition{enabledName(m.Key), group, "启用模型 " + m.Key, "", standard, byDefault, "是 或 否", yesOrNo, false})
		for _, p := range m.Parameters {
			name := p.Name(m.Key)
			if seen[name] || strings.HasPrefix(p.Key, receivePrefix) {
				continue
			}
			seen[name] = true
			g := group
			if strings.Contains(p.Key, ".") {
				g = "疑点分级"
			}
			hint := ""
			if p.Unit == rule.ShareUnit {
				hint = "0% 到 100% 的百分数，带上百分号，例如 5%"
			}
			out = append(out, Definition{name, g, p.Label, p.Unit, p.Default, p.Basis, hint, parameterCheck(p), p.Dated})
		}
	}
	m := rule.DefaultMatrix()
	for _, c := range dossier.Categories() {
		for _, s := range rule.Statuses() {
			out = append(out, Definition{matrixName(c, s), groupMatrix, c.String() + "与" + s.String() + "（R 冲突，Y 与其他疑点同时出现才提示，- 不冲突）", "", string(m.At(c, s)), byDefault, "R、Y 或 -", verdict, false})
		}
	}
	for i, c := range dossier.Categories() {
		for _, b := range dossier.Categories()[:i] {
			out = append(out, Definition{pairName(c, b), groupPairs, b.String() + "与" + c.String() + "（R 冲突，Y 与其他疑点同时出现才提示，- 可以一起领）", "", string(m.Between(c, b)), byDefault, "R、Y 或 -", verdict, false})
		}
	}
	for _, k := range cadences {
		if k.kind == fieldChecks {
			continue
		}
		out = append(out, Definition{staleName(k.kind), groupStale, k.title + "最多可以多旧，超过的疑点暂缓", "天", strconv.Itoa(k.days), byDefault, "1 到 3660 的整数", within(1, 3660), false})
	}
	return out
}

// parameterCheck checks with the parameter's own rule; what passes is kept as
// typed, without blanks around it.
func parameterCheck(p rule.Parameter) func(string) (string, error) {
	return func(text string) (string, error) {
		text = strings.TrimSpace(text)
		if err := p.Check(text); err != nil {
			return "", fault.Fields(map[string]string{"value": fault.Of(err).Public})
		}
		return text, nil
	}
}

func within(least, most int) func(string) (string, error) {
	return func(text string) (string, error) {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < least || n > most {
			return "", fault.Fields(map[string]string{"value": "请填 " + strconv.Itoa(least) + " 到 " + strconv.Itoa(most) + " 之间的整数"})
		}
		return strconv.Itoa(n), nil
	}
}

func yesOrNo(text string) (string, error) {
	if text = strings.TrimSpace(text); text == yes || text == no {
		return text, nil
	}
	return "", fault.Fields(map[string]string{"value": "请填“是”或“否”"})
}

func verdict(text string) (string, error) {
	text = strings.ToUpper(strings.TrimSpace(text))
	if slices.Contains([]string{"R", "Y", "-"}, text) {
		return text, nil
	}
	return "", fault.Fields(map[string]string{"value": "请填 R、Y 或 -"})
}
