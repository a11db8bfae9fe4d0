package question

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"yangguang/service/kernel/idnumber"
)

// Lengths, in characters.
const (
	ShortestQuestion = 5
	LongestQuestion  = 300
	shortestAnswer   = 8
	longestAnswer    = 1000
)

// checkQuestion says what has to be mended in a question; "" when nothing.
func checkQuestion(text string) string {
	switch n := utf8.RuneCountInString(text); {
	case n < ShortestQuestion:
		return "请写清楚想问什么，至少5个字"
	case n > LongestQuestion:
		return fmt.Sprintf("太长了，请不要超过%d个字，现在是%d个字", LongestQuestion, n)
	}
	if found := idnumber.Found(text); len(found) > 0 {
		return "里面有" + numberWords(found[0]) + "。问题会公开，请去掉"
	}
	return ""
}

// checkAnswer is checkQuestion of an answer; an office's telephone may stand in it.
func checkAnswer(text string) string {
	switch n := utf8.RuneCountInString(text); {
	case n < shortestAnswer:
		return "请写明情况，至少8个字"
	case n > longestAnswer:
		return fmt.Sprintf("太长了，请不要超过%d个字，现在是%d个字", longestAnswer, n)
	}
	for _, sort := range idnumber.Found(text) {
		if sort != idnumber.SortLandline {
			return "里面有" + numberWords(sort) + "。答复会公开，请去掉"
		}
	}
	return ""
}

func numberWords(sort idnumber.Sort) string {
	switch sort {
	case idnumber.SortResident:
		return "身份证号码"
	case idnumber.SortMobile:
		return "手机号码"
	case idnumber.SortLandline:
		return "电话号码"
	case idnumber.SortBank:
	}
	return "一长串数字，像银行账号"
}

// reporting are words of somebody who reports rather than asks. The owner reads
// what is asked: whoever reports them must not do it here by mistake.
var reporting = []string{
	"举报", "检举", "揭发", "贪污", "受贿", "行贿", "回扣", "好处费", "送礼", "收钱", "吃拿卡要", "挪用", "侵吞", "私分", "套取", "冒领", "截留", "克扣", "围标", "串标", "偷工减料", "亲戚", "腐败", "黑幕", "中饱私囊", "私吞",
}

// Reports reports whether a text looks like a report and not like a question.
func Reports(text string) bool {
	for _, w := range reporting {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
