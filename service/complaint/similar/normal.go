package similar

import (
	"slices"
	"strings"
	"unicode"
)

// normalise brings a text into one form: half-width, lower case, every run of
// what is no word a single blank, and no more than so many characters.
func normalise(text string, limit int) []rune {
	out := make([]rune, 0, min(limit, len(text)))
	blank := true
	for _, r := range text {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		r = unicode.ToLower(r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '〇' && r != '%' && r != '.' {
			if !blank {
				out, blank = append(out, ' '), true
			}
			continue
		}
		if r == '.' && (len(out) == 0 || !isDigit(out[len(out)-1])) { // only within a number
			continue
		}
		out, blank = append(out, r), false
		if len(out) >= limit {
			break
		}
	}
	return out
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// boilerplate is what letters say whatever they are about.
var boilerplate = phrases([]string{
	"尊敬的各位领导", "尊敬的领导", "尊敬的县纪委领导", "尊敬的纪委领导", "各位领导", "领导您好", "领导你好", "您好", "你好", "同志们",
	"现将有关情况反映如下", "现将情况反映如下", "具体情况如下", "情况如下", "反映如下", "事实如下", "举报如下", "主要问题如下",
	"我要反映", "我要举报", "我想反映", "我来反映", "特向贵委反映", "特向你们反映", "向你们反映", "向贵委举报", "特此举报", "特此反映", "实名举报", "现向贵单位举报",
	"请领导为我们做主", "请领导为民做主", "请为我们做主", "为民做主", "还我们一个公道", "还老百姓一个公道", "还村民一个公道", "给老百姓一个说法", "给个说法",
	"请上级领导严肃处理", "严肃处理", "严肃查处", "依法查处", "依法处理", "严加惩处", "请求查处", "请求调查", "请领导调查", "请调查处理", "请你们查一查", "请派人来查", "派人调查",
	"恳请上级", "恳请领导", "恳请", "强烈要求", "希望领导重视", "希望有关部门", "希望上级", "希望领导", "望领导", "有关部门", "上级部门", "上级领导",
	"以上情况属实", "以上反映属实", "以上内容属实", "如有虚假愿负法律责任", "如有不实愿承担法律责任", "愿承担一切法律责任", "愿意承担法律责任",
	"此致敬礼", "此致", "敬礼", "盼复", "谢谢", "感谢", "请保密", "请为我保密", "不要让别人知道", "我们都是老实的农民", "我是本村村民", "我是村里的村民", "我们是本村村民", "广大村民", "全体村民",
	"根据党中央的惠民政策", "党和国家的惠民政策", "在党的好政策下", "党的政策是好的", "利用职务之便", "以权谋私", "损害群众利益", "群众意见很大", "群众反映强烈", "影响极坏", "影响很坏",
})

func phrases(list []string) dictionary {
	d := dictionary{}
	for _, p := range list {
		d.add(p, 0)
	}
	return d
}

// together takes the blanks between words out: people put their commas where
// they like.
func together(text []rune) []rune {
	out := make([]rune, 0, len(text))
	for _, r := range text {
		if r != ' ' {
			out = append(out, r)
		}
	}
	return out
}

// stripBoilerplate takes the phrases of letters out.
func stripBoilerplate(text []rune) []rune {
	out := make([]rune, 0, len(text))
	for i := 0; i < len(text); {
		if _, n := boilerplate.at(text[i:]); n > 0 {
			i += n
			continue
		}
		out, i = append(out, text[i]), i+1
	}
	return out
}

// token is a character, or a number as a whole.
type token uint32

const numberToken token = 1 << 31

// empty are the characters that say nothing.
const empty = "的了着过啊吧呢吗呀嘛哦噢哈啦么 "

// tokenise cuts a text into characters and numbers, whichever way a number is
// written: 3600, 三千六百 and 3千6 are one token.
func tokenise(text []rune) []token {
	out := make([]token, 0, len(text))
	for i := 0; i < len(text); {
		if v, n := number(text[i:]); n > 0 {
			out, i = append(out, numberToken|token(v&0x7fffffff)), i+n
			continue
		}
		if !strings.ContainsRune(empty, text[i]) {
			out = append(out, token(text[i]))
		}
		i++
	}
	return out
}

// numbersOf are the amounts of a text. Small numbers and years stand
// everywhere and tell nothing.
func numbersOf(tokens []token) []int64 {
	var out []int64
	for _, t := range tokens {
		v := int64(t &^ numberToken)
		if t&numberToken != 0 && v >= 30 && (v < 1990 || v > 2050) {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var (
	digits = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	tens   = map[rune]int64{'十': 10, '百': 100, '千': 1000, '万': 10000, '亿': 100000000}
)

// number reads a number at the start of a text: its value and how many
// characters it takes, 0 when there is none. A single numeral as in 一个 is no
// number, and what follows a decimal point counts before 万 only.
func number(text []rune) (v int64, n int) {
	var total, section, last int64
	unit, ten, numerals := int64(1), false, 0
loop:
	for n < len(text) && n < 24 {
		r := text[n]
		d, isNumeral := digits[r]
		m, isTen := tens[r]
		switch {
		case isDigit(r):
			if numerals > 0 && !ten { // 老四3600元
				break loop
			}
			end := n
			for end < len(text) && isDigit(text[end]) && end-n < 12 {
				last = last*10 + int64(text[end]-'0')
				end++
			}
			n = end
			var part int64
			if part, n = fraction(text, n); n < len(text) && text[n] == '万' {
				total, last, n, ten, unit = total+last*10000+part, 0, n+1, true, 1000
			}
			numerals = 2
			continue
		case isNumeral:
			if !ten && numerals > 0 { // 二〇二三
				last = last*10 + d
			} else {
				last = d
			}
			numerals++
		case isTen && (numerals > 0 || r == '十'):
			if !ten && numerals > 1 && !isDigit(text[n-1]) { // 老四三千
				return 0, 0
			}
			if ten = true; numerals == 0 {
				last = 1
			}
			numerals++
			if m >= 10000 {
				total, section, last = (total+section+last)*m, 0, 0
			} else {
				section, last = section+last*m, 0
			}
			unit = m / 10
		default:
			break loop
		}
		n++
	}
	if numerals < 2 {
		return 0, 0
	}
	if ten && last > 0 && last < 10 && n > 1 && unit > 1 && text[n-2] != '零' { // 三千六 is 3600
		last *= unit
	}
	return total + section + last, n
}

// fraction reads what follows a decimal point at n, in ten-thousandths: 1.5万 is
// 15000. It gives where the number goes on.
func fraction(text []rune, n int) (part int64, after int) {
	if n+1 >= len(text) || text[n] != '.' || !isDigit(text[n+1]) {
		return 0, n
	}
	for n, scale := n+1, int64(1000); n < len(text); n, scale = n+1, scale/10 {
		if !isDigit(text[n]) {
			return part, n
		}
		part += int64(text[n]-'0') * scale
	}
	return part, len(text)
}

// gram is a pair of neighbouring tokens.
type gram uint64

// bigrams are the distinct pairs of a text, sorted.
func bigrams(tokens []token) []gram {
	if len(tokens) < 2 {
		return nil
	}
	out := make([]gram, 0, len(tokens)-1)
	for i := 1; i < len(tokens); i++ {
		out = append(out, gram(tokens[i-1])<<32|gram(tokens[i]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hamlets are called 某某屯, 某某组; which part of a village is meant tells one
// matter from another.
const (
	hamletEnds  = "屯组队"
	notInHamlet = "的是在我们村到从和与个第小民各每全本 "
)

// hamletsOf are the hamlets that texts name: 榕树头屯 as 树头屯, 六屯 as it is.
func hamletsOf(texts ...[]rune) []string {
	var out []string
	for _, text := range texts {
		for i, r := range text {
			if i == 0 || !strings.ContainsRune(hamletEnds, r) {
				continue
			}
			from := i - 1
			_, numeral := digits[text[from]]
			if !numeral && r != '屯' || text[from] == ' ' { // 小组, 施工队: no place
				continue
			}
			if !numeral && from > 0 && !strings.ContainsRune(notInHamlet, text[from-1]) {
				from--
			}
			out = append(out, string(text[from:i+1]))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
