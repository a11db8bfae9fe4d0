package rule

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
)

// Sort is what a parameter holds.
type Sort int8

// The sorts of parameters.
const (
	Number   Sort = iota // whole number: months, days, periods, people, years
	Decimal              // number with at most six decimals: 0.05
	Yuan                 // money in 元
	List                 // words separated by 、 or a comma
	PerName              // 默认:0、农村低保:1 — a number for each name, 默认 for all others
	DateSort             // a day: 2026-06-30
)

// Parameter is a number the county may set, dated and signed like every other.
// Its full name is the model's key, a dot and Key; shared ones stand alone.
type Parameter struct {
	Key     string // grace_months
	Label   string // 死亡后的宽限
	Unit    string // 个月
	Sort    Sort
	Default string
	Basis   string
	// Words are those that may stand in a List, or be named in a PerName besides
	// 默认; nil where any word may, since the registers are free in theirs.
	Words []string
	// Dated is set for what a policy says of a time: a sum, an age, a limit. What is
	// for an earlier time is judged by the value that held then, and a value may be
	// entered for days that have passed. All others tune a model and hold for
	// everything that a run looks at.
	Dated bool
}

// Name is the parameter's full name: S01.grace_months. A key that has a dot
// already is shared by models and is its own name: severity.red_yuan.
func (p Parameter) Name(model string) string {
	if strings.Contains(p.Key, ".") {
		return p.Key
	}
	return model + "." + p.Key
}

// Shared parameters, which any model may list.
var (
	redYuan    = Parameter{Key: "severity.red_yuan", Label: "红色预警金额", Unit: "元", Sort: Yuan, Default: "10000", Basis: "疑点分级：涉及金额达到此数为红色"}
	orangeYuan = Parameter{Key: "severity.orange_yuan", Label: "橙色预警金额", Unit: "元", Sort: Yuan, Default: "5000", Basis: "灵璧县“三看三定”：累计超过 5000 元为重点核查"}
)

// Values are the values of one model's parameters, checked and parsed.
type Values struct {
	numbers map[string]int
	decimal map[string]float64
	fen     map[string]int64
	lists   map[string][]string
	names   map[string]map[string]int
	matrix  Matrix
	eras    []era // of the dated parameters, where one has changed
}

// Check reports what is wrong with a value, in words for whoever typed it. It
// refuses a word that nothing goes by, which NewValues lets stand: a value that
// was entered before must not stop the comparison of all models.
func (p Parameter) Check(text string) error {
	v := newValues()
	if err := v.set(p, text); err != nil {
		return err
	}
	words := v.lists[p.Key]
	for _, part := range split(text) {
		if name, _, ok := cutName(part); ok && p.Sort == PerName {
			words = append(words, name)
		}
	}
	for i, w := range words {
		switch {
		case slices.Contains(words[:i], w):
			return fault.New(fault.Invalid, p.Label+"里“"+w+"”写了两次")
		case p.Words != nil && !slices.Contains(p.Words, w) && (p.Sort != PerName || w != otherwise):
			return fault.New(fault.Invalid, p.Label+"里没有“"+w+"”这一项，可以写的是："+p.listed())
		}
	}
	return nil
}

// listed names the words that may stand in a value: all of them, or the first
// and the last of very many.
func (p Parameter) listed() string {
	words := p.Words
	if len(words) > 24 {
		return words[0] + "到" + words[len(words)-1]
	}
	if p.Sort == PerName {
		words = append([]string{otherwise}, words...)
	}
	return strings.Join(words, "、")
}

// NewValues parses a model's parameters; texts goes by full name, and what it
// lacks has its default. Every mistake is reported at once. What a dated
// parameter was at other times stands under the names of Since.
func NewValues(m Model, texts map[string]string, matrix Matrix) (Values, error) {
	v, err := parsed(m, texts, matrix)
	if err != nil {
		return v, err
	}
	v.eras, err = erasOf(m, texts, matrix)
	return v, err
}

func parsed(m Model, texts map[string]string, matrix Matrix) (Values, error) {
	v := newValues()
	v.matrix = matrix
	wrong := map[string]string{}
	for _, p := range m.Parameters {
		text, ok := texts[p.Name(m.Key)]
		if !ok {
			text = p.Default
		}
		if err := v.set(p, text); err != nil {
			wrong[p.Name(m.Key)] = fault.Of(err).Public
		}
	}
	if len(wrong) > 0 {
		return Values{}, fault.Fields(wrong)
	}
	return v, nil
}

func newValues() Values {
	return Values{numbers: map[string]int{}, decimal: map[string]float64{}, fen: map[string]int64{}, lists: map[string][]string{}, names: map[string]map[string]int{}}
}

func (v Values) set(p Parameter, text string) error {
	text = strings.TrimSpace(text)
	switch p.Sort {
	case Number:
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 1_000_000 {
			return fault.New(fault.Invalid, p.Label+"请填整数，例如 "+p.Default)
		}
		v.numbers[p.Key] = n
	case Decimal:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || f < 0 || f > 1e9 || f != f {
			return fault.New(fault.Invalid, p.Label+"请填数字，例如 "+p.Default)
		}
		v.decimal[p.Key] = f
	case Yuan:
		m, err := money.Parse(text)
		if err != nil || m < 0 {
			return fault.New(fault.Invalid, p.Label+"请填金额（元），例如 "+p.Default)
		}
		v.fen[p.Key] = int64(m)
	case List:
		v.lists[p.Key] = split(text)
	case PerName:
		names, err := parseNames(text)
		if err != nil {
			return fault.New(fault.Invalid, p.Label+"请写成“"+p.example()+"”这样的形式，数字不小于 0")
		}
		v.names[p.Key] = names
	case DateSort:
		d, ok := parseDay(text)
		if !ok {
			return fault.New(fault.Invalid, p.Label+"请填日期，例如 "+p.Default)
		}
		v.numbers[p.Key] = int(d)
	default:
		return fmt.Errorf("parameter %s has no sort", p.Key)
	}
	return nil
}

// otherwise is the name in a PerName that stands for all others.
const otherwise = "默认"

// split cuts a list into its words, whatever sort of comma stands between them.
func split(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;\r\n", r) }) {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func cutName(part string) (name, number string, ok bool) {
	name, number, ok = strings.Cut(strings.ReplaceAll(part, "：", ":"), ":")
	return strings.TrimSpace(name), strings.TrimSpace(number), ok
}

func parseNames(text string) (map[string]int, error) {
	out := map[string]int{}
	for _, part := range split(text) {
		name, number, ok := cutName(part)
		n, err := strconv.Atoi(number)
		if !ok || err != nil || name == "" || n < 0 || n > 1e9 {
			return nil, fmt.Errorf("%q is not name:number", part)
		}
		out[name] = n
	}
	if len(out) == 0 {
		return nil, errors.New("no name:number")
	}
	return out, nil
}

// example is how a PerName is written: the first two of its default.
func (p Parameter) example() string {
	words := split(p.Default)
	return strings.Join(words[:min(2, len(words))], "、")
}

// Int is a Number, or the day of a DateSort as a period.Day.
func (v Values) Int(key string) int { return v.numbers[key] }

// Float is a Decimal.
func (v Values) Float(key string) float64 { return v.decimal[key] }

// Fen is a Yuan in 分.
func (v Values) Fen(key string) int64 { return v.fen[key] }

// List is a List.
func (v Values) List(key string) []string { return v.lists[key] }

// Listed reports whether word stands in a List.
func (v Values) Listed(key, word string) bool { return slices.Contains(v.lists[key], word) }

// For is a PerName's number for a name, else its 默认, else 0.
func (v Values) For(key, name string) int {
	if n, ok := v.names[key][name]; ok {
		return n
	}
	return v.names[key][otherwise]
}

// PerCategory is a PerName's number for every category, to be looked up in a
// loop over payouts.
func (v Values) PerCategory(key string) [32]int {
	var out [32]int
	for i := range out {
		out[i] = v.For(key, otherwise)
	}
	for _, c := range dossier.Categories() {
		out[c] = v.For(key, c.String())
	}
	return out
}

// Matrix is the exclusion matrix that holds.
func (v Values) Matrix() Matrix { return v.matrix }

// grade lifts a severity by the money in question (§2.6).
func (v Values) grade(base Severity, fen int64) Severity {
	switch {
	case fen >= v.fen[redYuan.Key] && v.fen[redYuan.Key] > 0:
		return Red
	case fen >= v.fen[orangeYuan.Key] && v.fen[orangeYuan.Key] > 0:
		return max(base, Orange)
	}
	return base
}
