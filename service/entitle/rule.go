// Package entitle says in plain words what somebody may be able to ask for:
// from a few answers, of which nothing is kept, or for a bound person from the
// registers, with what they get already.
//
// It decides nothing. A rule is a condition over simple facts, written in words
// and kept as a dated parameter, and the policies in force whose title it names.
package entitle

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yangguang/service/kernel/fault"
)

// Facts is what is known of somebody; "" and Unknown are not known.
type Facts struct {
	Age        int    // years, Unknown
	School     string // a value of Question "上学"
	Sick       string
	Disability int // 0 none, 1 to 4 by the certificate, Unknown
	House      string
	Land       string
	Forest     string
	Hardship   string
}

// Unknown is an age or a grade that is not known.
const Unknown = -1

// Rule names policies and says for whom they may be.
type Rule struct {
	Key   string
	Label string
	Words []string // one of them stands in the policy's title
	When  string   // the county's until it says otherwise
}

// Rules lists all, in the order of the page.
var Rules = []Rule{
	{"low", "低保", []string{"农村低保", "城市低保", "最低生活保障"}, "困难=很难|脱贫"},
	{"destitute", "特困供养", []string{"特困"}, "年龄>=60且困难=很难|低保 或 残疾>=1且残疾<=2且困难=很难|低保"},
	{"urgent", "临时救助", []string{"临时救助"}, "看病=大病 或 困难=很难"},
	{"watched", "防止返贫监测", []string{"返贫监测"}, "困难=很难"},
	{"living", "困难残疾人生活补贴", []string{"困难残疾人"}, "残疾>=1且困难=低保"},
	{"care", "重度残疾人护理补贴", []string{"重度残疾人"}, "残疾>=1且残疾<=2"},
	{"aged", "高龄津贴", []string{"高龄津贴"}, "年龄>=80"},
	{"pension", "城乡居民养老金", []string{"居民养老"}, "年龄>=60"},
	{"medical", "医保参保资助", []string{"医保", "医疗保险"}, "困难=低保|特困|脱贫"},
	{"chronic", "门诊特殊慢性病", []string{"门诊特殊慢性病", "门诊慢特病", "门诊慢性病"}, "看病=慢病"},
	{"pupil", "义务教育", []string{"义务教育"}, "年龄>=6且年龄<=15"},
	{"grants", "学生资助", []string{"学生资助"}, "上学=中小学|中职|大学且困难=低保|特困|脱贫|很难"},
	{"vocational", "雨露计划", []string{"雨露计划"}, "上学=中职且困难=脱贫"},
	{"house", "农村危房改造", []string{"危房改造"}, "住房=危房|没有且困难=低保|特困|脱贫|很难"},
	{"land", "种地的补贴", []string{"耕地地力", "稻谷补贴"}, "种地=是"},
	{"reward", "产业以奖代补", []string{"以奖代补"}, "种地=是且困难=脱贫"},
	{"forest", "公益林补偿", []string{"公益林"}, "林地=是"},
	{"ranger", "生态护林员", []string{"护林员"}, "年龄>=18且年龄<=60且困难=脱贫"},
	{"post", "乡村公益性岗位", []string{"公益性岗位"}, "年龄>=18且年龄<=65且困难=脱贫"},
	{"travel", "外出务工交通补贴", []string{"务工交通"}, "年龄>=16且年龄<=65且困难=脱贫"},
}

// term is one comparison of a condition.
type term struct {
	field, op string
	values    []string
}

// condition is alternatives, each of terms that all have to hold.
type condition [][]term

var (
	termForm = regexp.MustCompile(`^(年龄|残疾|上学|看病|住房|种地|林地|困难)(>=|<=|=)(.+)$`)
	numbers  = []string{"年龄", "残疾"}
)

// parse reads a condition such as 残疾>=1且残疾<=2 或 困难=低保|特困.
func parse(text string) (condition, error) {
	var out condition
	text = strings.NewReplacer(" ", "", "\u3000", "", "≥", ">=", "≤", "<=", "＝", "=").Replace(text)
	for _, part := range strings.Split(text, "或") {
		var all []term
		for _, one := range strings.Split(part, "且") {
			m := termForm.FindStringSubmatch(one)
			if m == nil {
				return nil, badCondition()
			}
			t := term{m[1], m[2], strings.Split(m[3], "|")}
			number := slices.Contains(numbers, t.field)
			if !number && t.op != "=" {
				return nil, badCondition()
			}
			for _, v := range t.values {
				if _, err := strconv.Atoi(v); number != (err == nil) || !number && !known(t.field, v) {
					return nil, badCondition()
				}
			}
			all = append(all, t)
		}
		out = append(out, all)
	}
	return out, nil
}

func badCondition() error {
	return fault.Fields(map[string]string{"value": "请写成“年龄>=80”“残疾>=1且困难=低保 或 困难=很难|脱贫”这样；可以写的有年龄、残疾、上学、看病、住房、种地、林地、困难"})
}

// Holds reports whether a condition is true of somebody. What is not known makes
// nothing true.
func (c condition) Holds(f Facts) bool {
	return slices.ContainsFunc(c, func(all []term) bool {
		return !slices.ContainsFunc(all, func(t term) bool { return !t.holds(f) })
	})
}

func (t term) holds(f Facts) bool {
	switch t.field {
	case "年龄":
		return t.number(f.Age)
	case "残疾":
		return t.number(f.Disability)
	}
	v := map[string]string{"上学": f.School, "看病": f.Sick, "住房": f.House, "种地": f.Land, "林地": f.Forest, "困难": f.Hardship}[t.field]
	return v != "" && slices.Contains(t.values, v)
}

func (t term) number(n int) bool {
	if n == Unknown {
		return false
	}
	return slices.ContainsFunc(t.values, func(v string) bool {
		want, err := strconv.Atoi(v)
		if err != nil {
			return false
		}
		switch t.op {
		case ">=":
			return n >= want
		case "<=":
			return n <= want
		}
		return n == want
	})
}
