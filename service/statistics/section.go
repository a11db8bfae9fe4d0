package statistics

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
)

// Choice is a value with its words.
type Choice struct{ Value, Text string }

// Words are the values of each group in the trade's words, in the order of the
// form. They belong to the capabilities that set them, which are not known here.
type Words map[string][]Choice

// Row is one line of the form.
type Row struct {
	Key, Text string
	N         int64 // as submitted, when it was; 分 in the section on money
	Now       int64 // as it is now
	Before    int64 // in the span before
	YearAgo   int64
}

// Section is the lines of one group.
type Section struct {
	Group, Title string
	Unit         string // 件, 人 or 元
	Whole        bool   // its lines share out one number, Total; shares of it mean something
	Total        int64
	Rows         []Row
}

// sections is the form: every group with its title, in order.
var sections = []struct {
	group, title, unit string
	whole              bool
	scope              func(scope) bool
}{
	{GroupPetitions, "接收信访举报", "件次", false, func(s scope) bool { return s.petitions }},
	{GroupCategory, "信访举报：业务类别", "件次", true, func(s scope) bool { return s.petitions }},
	{GroupChannel, "信访举报：来源渠道", "件次", true, func(s scope) bool { return s.petitions }},
	{GroupSubject, "信访举报：反映的问题", "件次", true, func(s scope) bool { return s.petitions }},
	{GroupTown, "信访举报：乡镇", "件次", true, func(s scope) bool { return s.petitions }},
	{GroupClues, "问题线索", "件", false, func(s scope) bool { return s.clues }},
	{GroupSource, "问题线索：来源", "件", true, func(s scope) bool { return s.clues }},
	{GroupDisposal, "问题线索：四类处置方式", "件", true, func(s scope) bool { return s.clues }},
	{GroupCases, "立案和处分", "件", false, func(s scope) bool { return s.cases }},
	{GroupParty, "党纪处分", "人", true, func(s scope) bool { return s.cases }},
	{GroupAdmin, "政务处分", "人", true, func(s scope) bool { return s.cases }},
	{GroupRank, "受处分人员：职级", "人", true, func(s scope) bool { return s.cases }},
	{GroupOther, "组织处理和其他处理", "人", true, func(s scope) bool { return s.cases }},
	{GroupForm, "四种形态", "人", true, func(s scope) bool { return s.cases }},
	{GroupMoney, "涉案金额", "元", false, func(s scope) bool { return s.cases }},
}

// placeOf is where a line stands in the form; lines whose words belong to
// others stand together, after those of their group that are named here.
func placeOf(group, key string) int {
	const most = 1000 // lines of one group
	line := slices.IndexFunc(lines[group], func(c Choice) bool { return c.Value == key })
	if line < 0 {
		line = most - 1
	}
	for n, one := range sections {
		if one.group == group {
			return n*most + line
		}
	}
	return len(sections) * most
}

// lines are the keys of the groups that are counted here and named nowhere else.
var lines = Words{
	GroupPetitions: {{"received", "接收信访举报"}, {"first", "其中：初次举报"}, {"repeat", "其中：重复举报"}, {"real", "其中：实名举报"}, {"anonymous", "其中：匿名举报"}},
	GroupClues:     {{"registered", "新登记问题线索"}, {"disposed", "处置问题线索"}},
	GroupCases:     {{"filed", "立案"}, {"concluded", "作出决定"}, {"punished", "给予党纪政务处分"}, {"transferred", "移送检察机关"}},
	GroupMoney:     {{"found", "查实金额"}, {"ordered", "责令上缴、退赔"}, {"recovered", "已追缴、挽回"}, {"returned", "已退还群众"}},
}

// unknown are words of values that no list has.
var unknown = map[string]string{GroupCategory: "尚未分流", GroupTown: "地点不明"}

// compared are the figures that a section shows side by side.
type compared struct{ shown, now, before, yearAgo Figures }

// build is the form for a reader: every line of every section they may see, also
// those that count nothing.
func (w Words) build(sc scope, c compared) []Section {
	var out []Section
	for _, d := range sections {
		if !d.scope(sc) {
			continue
		}
		s := Section{Group: d.group, Title: d.title, Unit: d.unit, Whole: d.whole}
		for _, choice := range w.of(d.group, c) {
			r := Row{
				Key: choice.Value, Text: choice.Text, N: c.shown.Get(d.group, choice.Value), Now: c.now.Get(d.group, choice.Value),
				Before: c.before.Get(d.group, choice.Value), YearAgo: c.yearAgo.Get(d.group, choice.Value),
			}
			s.Rows = append(s.Rows, r)
			if d.whole {
				s.Total += r.N
			}
		}
		out = append(out, s)
	}
	return out
}

// of are the lines of a group: the known ones, and whatever else was counted.
func (w Words) of(group string, c compared) []Choice {
	out := slices.Concat(lines[group], w[group])
	for _, f := range []Figures{c.shown, c.now, c.before, c.yearAgo} {
		for _, l := range f.Of(group) {
			if l.N == 0 || slices.ContainsFunc(out, func(c Choice) bool { return c.Value == l.Key }) {
				continue
			}
			text := l.Key
			if l.Key == "" || l.Key == unknownTown {
				text = unknown[group]
			}
			if text == "" {
				text = "没有填写"
			}
			out = append(out, Choice{l.Key, text})
		}
	}
	return out
}

// Text is the line of a figure in words, with the title of its section.
func (w Words) Text(group, key string) string {
	for _, d := range sections {
		if d.group != group {
			continue
		}
		for _, c := range w.of(group, compared{now: Figures{{group, key, 1}}}) {
			if c.Value == key {
				return d.title + " · " + c.Text
			}
		}
	}
	return ""
}

// withTowns adds the county's towns, and the county itself for what names no
// town, to the words.
func (s *Service) withTowns(ctx context.Context) (Words, error) {
	found, err := gorm.G[model.Division](s.DB).Select("code", "name", "level").
		Where("level IN ? AND (valid_to IS NULL OR valid_to > ?)", []string{"town", "county"}, period.Here(s.Now()).Time()).Order("level DESC, code").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("statistics: %w", err)
	}
	out := Words{}
	for group, list := range s.Words {
		out[group] = list
	}
	for _, d := range found {
		if len(d.Code) < lengthOfTownCode {
			continue
		}
		c := Choice{d.Code[:lengthOfTownCode], d.Name}
		if d.Level == "county" {
			c.Text += "（未写明乡镇）"
		}
		out[GroupTown] = append(out[GroupTown], c)
	}
	return out, nil
}

// Point is one span of the drawing of how things went.
type Point struct {
	Span                        Span
	Received, Registered, Filed int64
}

func points(r row, all []Figures) []Point {
	out := make([]Point, len(r))
	for i, p := range r {
		out[i] = Point{p, all[i].Get(GroupPetitions, "received"), all[i].Get(GroupClues, "registered"), all[i].Get(GroupCases, "filed")}
	}
	return out
}

// Version is one time that a form was submitted.
type Version struct {
	Number  int // 1 is the first
	By      string
	At      time.Time
	Reason  string // of a correction, in words
	Digest  string
	Changes []Correction // against the version before; nil to whom they would betray something
}
