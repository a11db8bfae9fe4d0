package sample

import (
	"fmt"
	"time"
)

// Villager is one of the people a visitor may play on the demonstration phone.
type Villager struct {
	Key         string // a stable word for this villager
	Name        string
	ID          string // resident ID
	AccountTail string // last four digits of the 一卡通 account
	Phone       string // registered with the household register
	Village     string // village code
	VillageName string // with the town before it
	Household   string // 户编号
	About       string // one sentence for the visitor
}

// Villagers returns the six sample villagers, the same in every version: the
// families below are settled before all others, and new ones are only appended.
func Villagers(asOf time.Time) []Villager {
	c := &county{divisions: divisions(), names: map[string]string{}, born: map[string]int{}, today: asOf.In(china)}
	for _, d := range c.divisions {
		c.names[d.code] = d.name
	}
	players := c.settleByHand()
	out := make([]Villager, 0, len(players))
	for i, p := range players {
		f := families[i]
		age := c.today.Year() - p.birth.Year()
		if c.today.YearDay() < p.birth.YearDay() {
			age--
		}
		out = append(out, Villager{
			Key: f.key, Name: p.name, ID: p.id, AccountTail: p.account[len(p.account)-4:], Phone: p.phone,
			Village: f.village, VillageName: c.names[f.village[:9]+"000"] + c.names[f.village],
			Household: p.home.code, About: fmt.Sprintf(f.about, age),
		})
	}
	return out
}

// family is a household made by hand for a sample villager.
type family struct {
	key, village, about string
	player              int // which member the visitor plays
	members             []relative
	endow               func(h *household)
}

type relative struct {
	relation, name string
	y, m, d        int
	female         bool
}

var families = []family{
	{
		key: "elder", village: "450923108210",
		about:   "独居老人，%d岁，一个人过日子，领农村低保和高龄津贴",
		members: []relative{{"户主", "陈演福", 1943, 3, 12, false}},
		endow: func(h *household) {
			h.shape, h.land = alone, 12
			h.allowance = allowance{class: "B", from: ym(2017, 4)}
		},
	},
	{
		key: "relieved", village: "450923109207",
		about: "脱贫户户主，%d岁，一家五口，当护林员，是库区移民，住的是危房改造后的新房",
		members: []relative{
			{"户主", "覃样田", 1979, 8, 21, false},
			{"配偶", "黄演秀", 1981, 2, 3, true},
			{"母亲", "李样珍", 1952, 11, 9, true},
			{"女", "覃演欣", 2007, 5, 17, true},
			{"子", "覃样晨", 2013, 9, 28, false},
		},
		endow: func(h *household) {
			h.shape, h.relieved, h.reservoir = threeGenerations, true, true
			h.land, h.rice, h.forest = 46, 28, 120
		},
	},
	{
		key: "cadre-family", village: "450923112205", player: 1,
		about: "村干部家属，%d岁，丈夫在村里当干部，家里领耕地补贴和公益林补偿",
		members: []relative{
			{"户主", "庞演光", 1977, 6, 6, false},
			{"配偶", "梁样兰", 1980, 10, 15, true},
			{"子", "庞样宇", 2009, 1, 24, false},
		},
		endow: func(h *household) { h.shape, h.land, h.rice, h.forest = parents, 38, 20, 85 },
	},
	{
		key: "parent", village: "450923121205",
		about: "学生家长，%d岁，女儿读中职、领雨露计划补助，儿子还小",
		members: []relative{
			{"户主", "冯样梅", 1984, 7, 2, true},
			{"配偶", "刘演松", 1982, 4, 18, false},
			{"女", "刘样悦", 2009, 3, 11, true},
			{"子", "刘演星", 2016, 12, 5, false},
		},
		endow: func(h *household) {
			h.shape, h.relieved, h.land, h.rice, h.cane = parents, true, 35, 22, 12
		},
	},
	{
		key: "disabled", village: "450923108210",
		about: "残疾人，%d岁，肢体二级残疾，和老母亲一起生活，领低保和两项残疾人补贴",
		members: []relative{
			{"户主", "宁样平", 1974, 9, 30, false},
			{"母亲", "苏演莲", 1948, 1, 8, true},
		},
		endow: func(h *household) {
			h.shape, h.land = bachelor, 18
			h.members[0].disability = 2
			h.allowance = allowance{class: "A", from: ym(2016, 10)}
		},
	},
	{
		key: "away", village: "450923107202",
		about: "外出务工，%d岁，在广东做工，家里有老人和孩子，靠手机看补贴到账没有",
		members: []relative{
			{"户主", "秦演山", 1988, 5, 25, false},
			{"配偶", "莫样燕", 1990, 8, 14, true},
			{"父亲", "秦样海", 1958, 2, 20, false},
			{"母亲", "周演桂", 1960, 6, 1, true},
			{"子", "秦演航", 2014, 7, 19, false},
		},
		endow: func(h *household) {
			h.shape, h.relieved, h.reservoir, h.land, h.rice = threeGenerations, true, true, 41, 25
		},
	},
}

// settleByHand settles the families of the sample villagers and returns the
// member of each that a visitor plays.
func (c *county) settleByHand() []*person {
	var players []*person
	number := map[string]int{}
	for _, f := range families {
		number[f.village]++
		h := c.found(f.village, number[f.village])
		h.key = f.key
		for _, r := range f.members {
			c.add(h, r.relation, r.name, date(r.y, r.m, r.d), r.female)
		}
		f.endow(h)
		players = append(players, h.members[f.player])
	}
	return players
}
