package similar

import (
	"slices"
	"strings"
)

// who is the person a petition is about, as far as it can be told.
type who struct {
	names []string // of two or three characters: from the field that asks for the person, or beside a post in the text
	keys  []calling
}

// calling is how a text calls somebody: 王支书 or 支书王大富. Surname or post
// may be missing.
type calling struct {
	surname string
	post    int
}

// posts are the posts people hold, as they are called. A post's number is what
// calls mean the same.
var posts = topicDictionary([][]string{
	{"党支部书记", "村支部书记", "支部书记", "村党总支书记", "总支书记", "村支书", "支书", "书记"},
	{"村委会副主任", "村委副主任", "副主任"},
	{"妇女主任", "妇联主席"},
	{"村民委员会主任", "村委会主任", "村委主任", "村主任", "主任", "村长"},
	{"村文书", "文书", "村会计", "会计", "出纳"},
	{"村民小组长", "小组长", "组长", "队长", "屯长"},
	{"村委委员", "支委委员", "委员", "村干部", "村干"},
	{"副镇长", "镇长", "副乡长", "乡长", "镇党委书记", "镇党委委员"},
	{"民政办主任", "民政助理", "民政干部", "民政所长", "所长", "站长", "驻村干部", "包村干部"},
	{"包工头", "施工队长", "承包商", "老板"},
})

// surnames are those of nearly everybody in the county, without those that are
// everyday words: 钱, 高, 方.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范傅钟卢汪戴崔陆廖姚邱夏谭韦贾邹熊孟秦阎薛侯雷龙郝孔邵史顾赖武康贺严尹施牛洪龚汤庞覃蓝莫农冼包温苟凌宁阮利容庄饶刁祝"

func isSurname(r rune) bool { return strings.ContainsRune(surnames, r) }

// whoIn reads the field that asks for the person, and how the body calls people.
func whoIn(field, body []rune) who {
	w := who{keys: callings(field)}
	rest := slices.Clone(field)
	for i := 0; i < len(rest); i++ {
		if _, n := posts.at(rest[i:]); n > 0 {
			for k := range n {
				rest[i+k] = ' '
			}
		}
	}
	for _, f := range strings.Fields(string(rest)) {
		if n := nameIn([]rune(f)); n != "" {
			w.names = append(w.names, n)
		}
	}
	w.keys = append(w.keys, callings(body)...)
	if len(w.names) == 0 {
		w.names = beside(body)
	}
	slices.SortFunc(w.keys, func(a, b calling) int {
		if n := a.post - b.post; n != 0 {
			return n
		}
		return strings.Compare(a.surname, b.surname)
	})
	w.keys = slices.Compact(w.keys)
	return w
}

// nameIn is a name at the end of a word: 旺垌村王大富 ends in one.
func nameIn(s []rune) string {
	switch {
	case (len(s) == 2 || len(s) == 3) && isSurname(s[0]):
		return string(s)
	case len(s) > 3 && isSurname(s[len(s)-3]) && strings.ContainsRune("村组屯队", s[len(s)-4]):
		return string(s[len(s)-3:])
	case len(s) > 3 && isSurname(s[len(s)-2]) && strings.ContainsRune("村组屯队", s[len(s)-3]):
		return string(s[len(s)-2:])
	}
	return ""
}

// lastSurname is the surname in 王支书 and in 王大富支书.
func lastSurname(s []rune) string {
	for len(s) > 0 && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	for back := 1; back <= 3 && back <= len(s); back++ {
		name := s[len(s)-back:]
		if !isSurname(name[0]) || strings.ContainsAny(string(name), verbs+" ") {
			continue
		}
		if back == 1 || back == len(s) || strings.ContainsRune(" 村组屯队"+verbs, s[len(s)-back-1]) {
			return string(name[0])
		}
	}
	return ""
}

// mostCallings is how many are read: of a text of nothing but posts the first
// ones do.
const mostCallings = 40

// callings finds 王支书 and 支书王大富 in a text.
func callings(text []rune) []calling {
	var out []calling
	for i := 0; i < len(text) && len(out) < mostCallings; {
		means, n := posts.at(text[i:])
		if n == 0 {
			i++
			continue
		}
		c := calling{post: means}
		if after := text[i+n:]; len(after) > 0 && isSurname(after[0]) {
			c.surname = string(after[0])
		} else {
			c.surname = lastSurname(text[max(0, i-4):i])
		}
		out, i = append(out, c), i+n
	}
	return out
}

// verbs are the characters that follow a name of two characters.
const verbs = "的是把给在说拿就家和与跟都还不没要收讲叫为做用领骗让对向一有也来去等们以同又从到"

// beside finds the full names that stand beside a post: 支书王大富, 王大富支书.
func beside(text []rune) []string {
	var out []string
	for i := 0; i < len(text) && len(out) < mostCallings; {
		_, n := posts.at(text[i:])
		if n == 0 {
			i++
			continue
		}
		if after := text[i+n:]; len(after) >= 2 && isSurname(after[0]) && !strings.ContainsRune(verbs+" ", after[1]) {
			end := 2
			if len(after) >= 3 && !strings.ContainsRune(verbs+" ", after[2]) {
				end = 3
			}
			out = append(out, string(after[:end]))
		}
		if i >= 3 && isSurname(text[i-3]) && (i == 3 || strings.ContainsRune(" 村组屯队是的", text[i-4])) {
			out = append(out, string(text[i-3:i]))
		}
		i += n
	}
	return out
}

// persons compares whom two petitions are about.
func persons(a, b Profile, add func(float64, string)) {
	switch {
	case named(a.who.names, b.who.names, b.body) || named(b.who.names, a.who.names, a.body):
		add(pointsPerson, "说的是同一个人")
	case strangers(a, b):
		add(-pointsOthers, "说的是不同的人")
	case called(a.who, b.who, true):
		add(pointsPerson*0.75, "像是同一个人")
	case called(a.who, b.who, false) && a.village == b.village:
		add(pointsPost, "同一个职务的人")
	}
}

// named reports whether one side's person is named by the other.
func named(names, others []string, body string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return slices.Contains(others, n) || strings.Contains(body, n) })
}

// strangers reports whether both sides name their person and mean another, by
// full names or by another surname in the same post.
func strangers(a, b Profile) bool {
	if len(a.who.names) > 0 && len(b.who.names) > 0 {
		return true
	}
	if initial(a.who.names, b.who.keys) || initial(b.who.names, a.who.keys) {
		return false
	}
	clash := false
	for _, x := range a.who.keys {
		for _, y := range b.who.keys {
			if x.post != y.post || x.surname == "" || y.surname == "" {
				continue
			}
			if x.surname == y.surname {
				return false
			}
			clash = true
		}
	}
	return clash
}

// called reports whether both call somebody alike; with surname, by surname and post.
func called(a, b who, surname bool) bool {
	for _, x := range a.keys {
		for _, y := range b.keys {
			if x.post == y.post && (!surname || x.surname != "" && x.surname == y.surname) {
				return true
			}
		}
	}
	return surname && (initial(a.names, b.keys) || initial(b.names, a.keys))
}

// initial reports whether somebody named in full is called by surname and post.
func initial(names []string, keys []calling) bool {
	return slices.ContainsFunc(names, func(n string) bool {
		return slices.ContainsFunc(keys, func(k calling) bool { return k.surname != "" && strings.HasPrefix(n, k.surname) })
	})
}
