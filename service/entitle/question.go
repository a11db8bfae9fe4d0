package entitle

import (
	"slices"
	"strconv"
)

// Choice is one answer and its words.
type Choice struct{ Value, Text string }

// Question is one question in plain words.
type Question struct {
	Name    string // of the form's field
	Text    string
	Hint    string
	Choices []Choice
	field   string // as conditions call it
}

// Questions lists what is asked, in the order of the form.
func Questions() []Question {
	yes := []Choice{{"是", "有"}, {"否", "没有"}}
	return []Question{
		{"age", "多大年纪？", "", []Choice{{"3", "不到6岁"}, {"10", "6到15岁"}, {"16", "16到17岁"}, {"40", "18到59岁"}, {"65", "60到79岁"}, {"80", "80岁以上"}}, "年龄"},
		{"school", "在上学吗？", "", []Choice{{"没有", "没有上学"}, {"中小学", "小学、初中、高中"}, {"中职", "中职、高职、技校"}, {"大学", "大学"}}, "上学"},
		{"sick", "身体怎么样？", "", []Choice{{"没有", "没有大病"}, {"大病", "得了大病，或者出了意外，花钱很多"}, {"慢病", "有慢性病，长期吃药"}}, "看病"},
		{"disability", "有残疾证吗？", "看残疾证上写的几级", []Choice{{"0", "没有残疾证"}, {"1", "一级"}, {"2", "二级"}, {"3", "三级"}, {"4", "四级"}}, "残疾"},
		{"house", "住的房子怎么样？", "只说唯一的住房", []Choice{{"安全", "好的，不漏不裂"}, {"危房", "危房，鉴定过是 C 级、D 级，或者裂了、要倒了"}, {"没有", "没有自己的房子"}}, "住房"},
		{"land", "家里有承包的田地在种吗？", "", yes, "种地"},
		{"forest", "家里有山林吗？", "", yes, "林地"},
		{"hardship", "家里是哪一种？", "", []Choice{{"低保", "正在领低保"}, {"特困", "特困（五保）"}, {"脱贫", "脱贫户、监测户"}, {"很难", "都不是，可是日子很难过"}, {"都不是", "都不是，过得去"}}, "困难"},
	}
}

// known reports whether a condition may name a value of a field.
func known(field, value string) bool {
	return slices.ContainsFunc(Questions(), func(q Question) bool {
		return q.field == field && slices.ContainsFunc(q.Choices, func(c Choice) bool { return c.Value == value })
	})
}

// Answered makes facts of a form; what was left out or is no answer is not known.
func Answered(said func(name string) string) Facts {
	of := func(name string) string {
		v := said(name)
		for _, q := range Questions() {
			if q.Name == name && slices.ContainsFunc(q.Choices, func(c Choice) bool { return c.Value == v }) {
				return v
			}
		}
		return ""
	}
	number := func(name string) int {
		n, err := strconv.Atoi(of(name))
		if err != nil {
			return Unknown
		}
		return n
	}
	return Facts{Age: number("age"), School: of("school"), Sick: of("sick"), Disability: number("disability"), House: of("house"), Land: of("land"), Forest: of("forest"), Hardship: of("hardship")}
}
