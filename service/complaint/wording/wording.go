// Package wording looks after the words that the office writes to reporters:
// what is wrong with an answer before it goes, and what it may begin with.
//
// Everything here is a pure function: texts go in, remarks come out. The
// remarks are shown to the writer, who mends the answer or confirms it.
package wording

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yangguang/service/kernel/idnumber"
)

// Remark is one thing that may be wrong with an answer.
type Remark struct {
	Code string // stable, for the record
	Text string // in plain Chinese, what to do about it
}

// Answer is an answer with what it takes to judge it.
type Answer struct {
	Text     string
	Question string   // what the reporter wrote, and what it is about in words
	Final    bool     // it says what came of the matter, so that it has to touch the question
	Promises bool     // the step binds the office to something, so that it has to name a day
	Names    []string // names of people of the place, of officials and of staff that stand in the text
	Hotlines []string // telephone numbers of the office itself
}

// Lengths of an answer, in characters.
const (
	shortest = 8   // below it says nothing, unless it asks
	longest  = 300 // beyond it nobody reads to the end
	sentence = 60  // the longest sentence that is understood when it is read out
)

// Check gives everything that may be wrong with an answer, in the order in
// which a reader would trip over it.
func Check(a Answer) []Remark {
	text := strings.TrimSpace(a.Text)
	if text == "" {
		return nil
	}
	var out []Remark
	for _, rule := range []func(Answer, string) []Remark{
		unfilled, personal, others, otherSide, empty, untouched, undated, officialese, long,
	} {
		out = append(out, rule(a, text)...)
	}
	return out
}

func remark(code, format string, args ...any) []Remark {
	return []Remark{{code, fmt.Sprintf(format, args...)}}
}

// unfilled finds places that a template left open.
func unfilled(_ Answer, text string) []Remark {
	if m := hole.FindString(text); m != "" {
		return remark("unfilled", "“%s”还没有填，请填好再发", m)
	}
	return nil
}

// personal finds numbers that belong to somebody: of identity papers,
// telephones, bank accounts. The office's own telephone is none of them.
func personal(a Answer, text string) []Remark {
	var out []Remark
	for _, sort := range idnumber.Found(text, a.Hotlines...) {
		r := Remark{"phone", "里面有电话号码。不是本单位公开的电话，请去掉"}
		switch sort {
		case idnumber.SortResident:
			r = Remark{"resident_id", "里面有身份证号码，请去掉"}
		case idnumber.SortBank:
			r = Remark{"bank", "里面有一长串数字，像银行账号，请去掉"}
		case idnumber.SortMobile, idnumber.SortLandline:
		}
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// others finds people that the reporter did not name.
func others(a Answer, text string) []Remark {
	var out []Remark
	for _, n := range a.Names {
		if n != "" && strings.Contains(text, n) && !strings.Contains(a.Question, n) {
			out = append(out, Remark{"name", "里面有人名“" + n + "”，来信里没有提到。不要写别人的名字"})
		}
	}
	return out
}

// said are ways in which the words of the other side get into an answer.
var said = regexp.MustCompile(`(被反映人|被举报人|当事人|对方|村干部|村支书|村主任|支书|主任|经办人|有关人员|他们?|其|本人)(都|也|则|自己)?(称|说|表示|解释|辩称|承认|否认|反映说|认为|陈述|交代|供述)`)

func otherSide(_ Answer, text string) []Remark {
	if m := said.FindString(text); m != "" {
		return remark("other_side", "“%s”：不要写被反映人或者别人的说法，只写查到了什么、怎么办的", m)
	}
	return nil
}

// hollow are phrases that say nothing by themselves.
var hollow = []string{
	"您好", "你好", "您反映的问题", "您反映的事", "您的来信", "来信", "我们", "已经", "已", "收到", "收悉", "知悉", "正在", "办理中", "办理", "处理中", "处理", "调查中", "调查", "核实",
	"请耐心等待", "请耐心等候", "耐心等待", "请放心", "放心", "感谢您的", "感谢", "谢谢您的", "谢谢", "支持", "理解", "信任", "监督", "按规定", "依法", "依规", "按程序", "认真", "妥善", "尽快", "及时",
	"高度重视", "工作", "对", "将", "会", "的", "了", "与", "和", "并", "您", "中",
}

func empty(_ Answer, text string) []Remark {
	if utf8.RuneCountInString(text) < shortest && !strings.ContainsAny(text, "？?") {
		return remark("empty", "太短了，来信人看不出办了什么。请写清楚")
	}
	rest := text
	for _, h := range longFirst() {
		rest = strings.ReplaceAll(rest, h, "")
	}
	left := 0
	for _, r := range rest {
		if unicode.Is(unicode.Han, r) || unicode.IsDigit(r) {
			left++
		}
	}
	if left < 4 {
		return remark("empty", "只有套话，没有内容。请写办了什么、结果怎样、下一步哪天做什么")
	}
	return nil
}

// longFirst gives the hollow phrases, the longest first.
func longFirst() []string {
	out := slices.Clone(hollow)
	slices.SortStableFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}

// common are pairs of characters that stand in any letter.
var common = " 我们 他们 你们 大家 没有 不是 就是 还是 已经 什么 怎么 这个 那个 这样 那样 一个 几个 因为 所以 但是 可是 问题 反映 情况 事情 办理 处理 希望 请求 要求 知道 可以 应该 现在 以后 以前 时候 地方 村里 村上 镇里 领导 干部 国家 政府 部门 单位 有人 别人 自己 家里 我家 一直 多次 今年 去年 前年 年的 月的 的人 的钱 的事 了我 是我 给我 不给 都没 也没 还没 去问 问了 一下 "

// terms are the pairs of characters in which the matter of a question lies.
func terms(question string) []string {
	var out []string
	seen := map[string]bool{}
	for _, run := range strings.FieldsFunc(question, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		rs := []rune(run)
		for i := 0; i+1 < len(rs); i++ {
			pair := string(rs[i : i+2])
			if seen[pair] || strings.Contains(common, " "+pair+" ") || strings.ContainsAny(pair, "的了是在我你他她您也都就还很不没有和与及把被给到说要会能让啊吗呢吧") {
				continue
			}
			seen[pair] = true
			out = append(out, pair)
		}
	}
	return out
}

// matters are single characters that already say what somebody is about.
const matters = "钱房路水地林粮账款米屋桥渠塘电牛猪"

// untouched finds a result that speaks of nothing the reporter asked about.
func untouched(a Answer, text string) []Remark {
	asked := terms(a.Question)
	if !a.Final || len(asked) == 0 {
		return nil
	}
	for _, t := range asked {
		if strings.Contains(text, t) {
			return nil
		}
	}
	for _, m := range matters {
		if strings.ContainsRune(text, m) && strings.ContainsRune(a.Question, m) {
			return nil
		}
	}
	return remark("untouched", "没有说到来信人问的事（例如“%s”）。请对着来信一条一条地答", strings.Join(asked[:min(len(asked), 3)], "”“"))
}

var (
	promise = regexp.MustCompile(`(我们会|我们将|将会|还会|将于|将在|会在|届时|下一步|接下来|尽快|近期|不久|随后|适时|择期|之后会|再告诉您|再答复|再告知)`)
	dated   = regexp.MustCompile(`[0-9０-９一二三四五六七八九十]+\s*(年|月|日|号|天|个工作日|周|个月|小时)|(今天|明天|本周|下周|本月底|月底|年底)`)
)

// undated finds a promise without a day.
func undated(a Answer, text string) []Remark {
	if dated.MatchString(text) {
		return nil
	}
	if m := promise.FindString(text); m != "" {
		return remark("undated", "写了“%s”，没有写到哪一天。请写清楚日期，或者几个工作日之内", m)
	}
	if a.Promises {
		return remark("undated", "没有写日期。请写哪一天以前会再告诉来信人")
	}
	return nil
}

// stiff are words of offices, each with what people say.
var stiff = []struct{ word, plain string }{
	{"收悉", "收到了"}, {"兹", "现在"}, {"特此", "（去掉）"}, {"函告", "告诉"}, {"鉴于", "因为"}, {"予以", "（去掉，直接写做什么）"}, {"悉知", "知道"}, {"责成", "要求"}, {"酌情", "写清楚怎么做"},
	{"相关部门", "写出是哪个部门"}, {"有关部门", "写出是哪个部门"}, {"高度重视", "（去掉，写做了什么）"}, {"妥善处理", "写清楚怎么处理"}, {"依法依规", "写清楚按哪一条"}, {"严肃处理", "写清楚怎么处理的"},
	{"未果", "没有办成"}, {"上述", "前面说的"}, {"该事项", "这件事"}, {"查无实据", "没有查到能证明的材料"}, {"不予采纳", "没有同意"}, {"贵", "您"}, {"签收", "收到"}, {"逾期", "过了日期"}, {"届时", "到那天"}, {"如下", "（直接写）"},
}

func officialese(_ Answer, text string) []Remark {
	var words []string
	for _, s := range stiff {
		if strings.Contains(text, s.word) {
			words = append(words, "“"+s.word+"”→"+s.plain)
		}
	}
	if len(words) == 0 {
		return nil
	}
	return remark("officialese", "有老百姓不好懂的话，请换成平常话：%s", strings.Join(words, "，"))
}

func long(_ Answer, text string) []Remark {
	if n := utf8.RuneCountInString(text); n > longest {
		return remark("long", "有%d个字，太长了。请不超过%d个字，写要紧的", n, longest)
	}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。！？!?；;\n", r) }) {
		if n := utf8.RuneCountInString(part); n > sentence {
			return remark("long", "有一句话%d个字，听不明白。请断成短句", n)
		}
	}
	return nil
}
