package similar_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"yangguang/service/complaint/similar"
)

// A generated petition is a matter told by somebody: each part of the story is
// said in one of several ways, some parts are left out, and everybody adds
// something of their own. Two petitions belong together when their matter does.
type story struct {
	subject string
	parts   [][]string // the ways to say each part; {n} name, {c} calling, {p} place, {v} victim, {m} money
}

var stories = []story{
	{"subsidy_taken", [][]string{
		{"{v}已经死了几年", "{v}早就过世了", "{v}前年去世", "人都不在了，就是{v}"},
		{"低保钱还在领", "他名下的低保一直没停", "低保金照样每月发", "还有低保打到他的折子上"},
		{"钱都是{c}拿去的", "是{c}把钱取走", "存折在{c}手里", "{n}拿着他的卡去取"},
		{"前后有{m}元", "一共{m}块钱", "算下来{m}元", ""},
	}},
	{"subsidy_missing", [][]string{
		{"耕地地力保护补贴没有发够", "种粮补贴少了", "粮补只给了一部分", "地力补贴被扣了"},
		{"我家{m}平方的地只算了一半", "按{m}报上去，到手不够", "应该有{m}，发下来没有这么多"},
		{"去问{c}，说上面就发这么多", "{c}说是统一扣的", "{n}讲扣的钱拿去交电费", "找过{n}，他不理"},
		{"{p}好几户都这样", "我们{p}的人都少领", "{p}二十多户没一户是足的", ""},
	}},
	{"project", [][]string{
		{"{p}的水泥路才修好就裂了", "{p}那条路路面开裂", "新修的{p}硬化路到处是裂缝", "{p}村道做得像豆腐渣"},
		{"厚度不够", "量了只有十公分", "水泥放得少，沙子多", "偷工减料"},
		{"工程是{c}的亲戚做的", "听说{c}家里人包的工", "没有招标就给了{n}的弟弟", "老板是{n}的小舅子"},
		{"花了{m}元", "公示牌写的是{m}元", "报了{m}块", ""},
	}},
	{"housing", [][]string{
		{"{v}的危房改造补助没有给足", "{v}家危改的钱只到手一半", "{v}盖房子的补助被截了", "给{v}的建房补贴打了折"},
		{"按规定是{m}元", "文件上写{m}元", "应该给{m}"},
		{"{c}说要留一部分做手续费", "被{c}拿了辛苦费", "{n}上门要了好处费", "{n}说不给钱就不验收"},
		{"{p}的人都知道", "住在{p}", "", ""},
	}},
	{"collective", [][]string{
		{"{p}的集体地租出去了", "村里把{p}那片地承包给外地老板", "{p}的机动地被租掉", "{p}几十亩地给人种沃柑"},
		{"每年租金{m}元", "一年承包费{m}", "租金{m}块一年", "收了{m}元"},
		{"钱在{c}那里", "账目不公开，只有{c}清楚", "{n}没有公布过", "问{n}要账看，不给看"},
		{"我们一分钱都没分到", "没有一户分过钱", "老百姓没有拿到", ""},
	}},
	{"lowincome_unfair", [][]string{
		{"{v}家有楼房有小车还吃低保", "{v}在县城买了房，照样有低保", "低保给了开小车的{v}", "{v}家不困难也评上低保"},
		{"因为是{c}的亲戚", "他是{c}的侄子", "跟{n}是一家人", "{n}给自家人办的"},
		{"{p}的困难户反而没有", "我们{p}真正穷的评不上", "{p}的残疾人都没评上", ""},
		{"一年领{m}元", "每年{m}块", "", ""},
	}},
	{"extortion", [][]string{
		{"开个证明要收钱", "办证明不给钱不盖章", "找村里盖章要给红包", "去盖章，要先给钱才办"},
		{"{v}给了{m}元", "{v}交了{m}块才办成", "收了{v}{m}元", "向{v}要了{m}"},
		{"收钱的是{c}", "是{n}收的", "{c}收了不开票", "钱给了{n}"},
		{"在{p}他家里给的", "{p}的人都被收过", "", ""},
	}},
	{"project", [][]string{
		{"{p}的人饮工程没有水", "{p}自来水修了不出水", "{p}那个水池是干的，水管没接", "给{p}修的抽水站成了摆设"},
		{"钱已经报完了", "{m}元早就拨了", "听说花了{m}", "上面拨下来{m}元"},
		{"{c}说验收过了", "是{c}找人做的", "{n}管的这个工程", "去问{n}，他叫我们自己接"},
		{"我们还在挑水喝", "到现在还喝井水", "天旱没水用", ""},
	}},
}

// details are what only those know who were there: every matter has three of its
// own, and everybody remembers some of them, in one way or another.
var details = [][2]string{
	{"那天下着大雨", "记得是下大雨的那一天"}, {"是在镇上的饭店里讲的", "在镇上吃饭的时候说的"}, {"写了一张白条没有盖章", "只打了白条，章都没盖"},
	{"有录音可以作证", "我手机里录了音"}, {"原来的老队长也在场", "老队长可以作证"}, {"开了一台旧挖机来做样子", "拉了部旧挖掘机摆在那里"},
	{"换了三次存折", "存折前后换了三本"}, {"说是县里的规定", "讲县里就是这样规定的"}, {"村委的墙上贴过一张又撕了", "公示贴出来第二天就没了"},
	{"是用我儿子的名字报的", "拿我小孩的名字去报"}, {"当时有五个人按了手印", "五户按过手印"}, {"他家门口新起了围墙", "他家刚砌了新围墙"},
	{"中秋节前后的事", "大概是中秋那阵子"}, {"清明回来才知道", "清明节扫墓时听说"}, {"用微信转的账", "钱是微信转过去的"}, {"学校的老师也晓得", "村小的老师知道这事"},
	{"砍了一棵百年的龙眼树", "把那棵老龙眼树砍掉了"}, {"一头母牛抵了钱", "拿母牛抵的账"}, {"请了外县的人来做", "做工的都是外县人"}, {"验收那天没有人到场", "验收的时候没见一个人"},
	{"电表也拆走了", "连电表都拿掉"}, {"水泥是从旧仓库拉的", "用的是仓库里的旧水泥"}, {"党员大会上吵过一次", "开党员会时吵起来"}, {"打过两次市长热线", "12345 也打过两回"},
	{"他说谁告都没用", "放话说告到哪里都不怕"}, {"名单上有三个不认识的人", "名册里有三个名字没人认得"}, {"用的是死人的手印", "手印按的是过世的人"}, {"拉到圩上卖了", "运到圩镇卖掉"},
	{"井边那块碑也推倒了", "把井边的石碑推了"}, {"旧祠堂那一段", "祠堂旁边那段"}, {"桥头的小卖部老板看见的", "小卖部的老板亲眼见"}, {"跟邻村共用一条渠", "渠是和邻村合用的"},
}

var (
	opens = []string{"领导您好！", "我要反映一件事。", "", "", "尊敬的县纪委领导：", "你们好，我是本村村民。", "说个事。", "我来讲讲我们村的情况，"}
	ends  = []string{"请你们查一查。", "希望领导重视，严肃处理！", "", "", "请保密。", "我说的都是真的。", "盼复。", "大家意见很大，就是没人敢讲。", "我年纪大了，写得不好，请多包涵。"}
	aside = []string{"", "", "", "今年收成也不好。", "这几年一直这样。", "我们老百姓不懂政策。", "以前也找镇里讲过，没有下文。", "我在外面打工，过年回来才听说。", "开会从来不叫我们。"}

	last   = []rune("王李张刘陈黄庞覃蓝莫农冼温苟")
	first  = []string{"大富", "二河", "三明", "小强", "有财", "国栋", "阿福", "秀英", "玉兰", "志远", "桂生", "天保"}
	spots  = []string{"六屯", "二屯", "大岭脚", "石角塘", "榕树头", "上坡屯", "老圩口", "沙梨冲", "塘肚屯", "旧村"}
	titles = []string{"支书", "村主任", "文书", "组长", "会计"}
	ways   = map[string][]string{
		"支书": {"村支书", "支书", "村支部书记", "书记"}, "村主任": {"村主任", "主任", "村长"}, "文书": {"文书", "村文书"}, "组长": {"组长", "队长", "村民小组长"}, "会计": {"会计", "村会计"},
	}
)

// matter is what happened: the facts that every telling shares.
type matter struct {
	id           int
	village      string
	story        int
	surname      string
	name, victim string
	title, place string
	money        int
	day          int
	details      [3]int
}

func invent(r *rand.Rand, id int) matter {
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	s := string(last[r.IntN(len(last))])
	return matter{
		id: id, village: fmt.Sprintf("4509231012%02d", 1+r.IntN(8)), details: [3]int(r.Perm(len(details))[:3]), story: r.IntN(len(stories)), surname: s, name: s + pick(first),
		victim: string(last[r.IntN(len(last))]) + pick([]string{"阿公", "阿婆", "老四", "六婶", "伯"}), title: pick(titles), place: pick(spots),
		money: 200 * (2 + r.IntN(300)), day: r.IntN(120),
	}
}

// tell has somebody tell a matter.
func (m matter) tell(r *rand.Rand) told {
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	var b strings.Builder
	b.WriteString(pick(opens))
	st := stories[m.story]
	skip := -1
	if r.IntN(2) == 0 {
		skip = 1 + r.IntN(len(st.parts)-1)
	}
	way := pick(ways[m.title])
	call := pick([]string{way, m.surname + way, way + m.name, m.name})
	for i, part := range st.parts {
		if i == skip {
			continue
		}
		says := pick(part)
		if says == "" {
			continue
		}
		b.WriteString(strings.NewReplacer("{n}", m.name, "{c}", call, "{p}", m.place, "{v}", m.victim, "{m}", spell(r, m.money)).Replace(says))
		b.WriteString(pick([]string{"，", "。", "，", "；"}))
	}
	for _, d := range m.details {
		if r.IntN(2) == 0 {
			b.WriteString(details[d][r.IntN(2)] + "。")
		}
	}
	b.WriteString(pick(aside) + pick(ends))
	who := pick([]string{"", m.name, m.title + m.name, m.surname + m.title, way})
	t := told{village: m.village, subject: st.subject, who: who, body: b.String(), day: m.day + r.IntN(45)}
	if r.IntN(3) == 0 {
		t.place = m.place
	}
	if r.IntN(6) == 0 { // the wrong box
		t.subject = "other"
	}
	if r.IntN(12) == 0 {
		t.village = town
	}
	return t
}

// spell writes a number one way or another.
func spell(r *rand.Rand, n int) string {
	if r.IntN(3) > 0 {
		return fmt.Sprint(n)
	}
	numerals := []rune("零一二三四五六七八九")
	var out []rune
	zero := false
	for _, u := range []struct {
		value int
		name  string
	}{{10000, "万"}, {1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / u.value
		n %= u.value
		switch {
		case d > 0:
			if zero {
				out = append(out, '零')
			}
			out, zero = append(append(out, numerals[d%10]), []rune(u.name)...), false
		case len(out) > 0 && n > 0:
			zero = true
		}
	}
	return string(out)
}

// others makes of a matter the ones it is most easily taken for: another matter
// of the same person, the same kind of thing done by somebody else in the same
// village, the same story in another village, and just anything of the village.
func (m matter) mistakenFor(r *rand.Rand) []matter {
	again := func(change func(n *matter)) matter {
		n := invent(r, -1)
		change(&n)
		return n
	}
	return []matter{
		again(func(n *matter) {
			n.village, n.name, n.surname, n.title, n.story = m.village, m.name, m.surname, m.title, (m.story+1+r.IntN(6))%len(stories)
		}),
		again(func(n *matter) { n.village, n.story = m.village, m.story }),
		again(func(n *matter) {
			n.story = m.story
			if n.village == m.village {
				n.village = "450923101299"
			}
		}),
		again(func(n *matter) { n.village = m.village }),
	}
}

// TestPrecisionAndRecall measures both on generated pairs of one town: for every
// pair that is one matter told by two people there are four that are not.
func TestPrecisionAndRecall(t *testing.T) {
	kinds := []string{"same person", "same kind in the village", "same story elsewhere", "same village"}
	var right, wrong, missed, rest int
	by, close := map[string]int{}, [2]int{}
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 2026))
		type pair struct {
			a, b int
			kind string // "" is one matter
		}
		var pairs []pair
		var tellings []told
		var profiles []similar.Profile
		tell := func(m matter) int {
			tellings = append(tellings, m.tell(r))
			profiles = append(profiles, similar.Prepare(tellings[len(tellings)-1].matter()))
			return len(profiles) - 1
		}
		for i := range 60 {
			m := invent(r, i)
			first := tell(m)
			pairs = append(pairs, pair{first, tell(m), ""})
			for k, o := range m.mistakenFor(r) {
				pairs = append(pairs, pair{first, tell(o), kinds[k]})
			}
		}
		c := similar.NewCorpus(profiles...)
		for _, p := range pairs {
			l := c.Compare(profiles[p.a], profiles[p.b])
			if l.Score >= similar.Close && p.kind == "" {
				close[0]++
			} else if l.Score >= similar.Close {
				close[1]++
			}
			switch suggested := l.Score >= similar.Suggest; {
			case suggested && p.kind == "":
				right++
			case suggested:
				wrong++
				by[p.kind]++
			case p.kind == "":
				missed++
			default:
				rest++
			}
			if testing.Verbose() && (l.Score >= similar.Suggest) != (p.kind == "") {
				t.Logf("%q %d words %d %v\n  %+v\n  %+v", p.kind, l.Score, l.Words, l.Reasons, tellings[p.a], tellings[p.b])
			}
		}
	}
	t.Logf("from %d on: %d right, %d wrong", similar.Close, close[0], close[1])
	precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("%d pairs: precision %.3f, recall %.3f (right %d, wrong %d %v, missed %d)", right+wrong+missed+rest, precision, recall, right, wrong, by, missed)
	if right+wrong+missed+rest < 300 || precision < 0.85 || recall < 0.85 {
		t.Errorf("precision %.3f, recall %.3f", precision, recall)
	}
}

// BenchmarkOneAgainst500 is the work of one petition page: everything in the
// town is made ready and compared.
func BenchmarkOneAgainst500(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	var ms []similar.Matter
	for i := range 501 {
		t := invent(r, i).tell(r)
		t.body = strings.Repeat(t.body, 4) // some 400 characters
		ms = append(ms, t.matter())
	}
	for b.Loop() {
		var all []similar.Profile
		for _, m := range ms {
			all = append(all, similar.Prepare(m))
		}
		c := similar.NewCorpus(all...)
		for _, p := range all[1:] {
			c.Compare(all[0], p)
		}
	}
}
