package parameter

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"yangguang/service/kernel/fault"
)

// The headings of how often bureaus hand their data in.
const (
	groupCadence   = "数据更新周期"
	groupAgreement = "数据更新周期：部门另外约定的"
)

// longest is the longest cadence in days.
const longest = 3660

// kinds are those of data, with how many days old each may be.
func kinds() []kindOf {
	return []kindOf{
		{"divisions", "行政区划", 366}, {"residents", "户籍人口", 31}, {"subsidies", "补贴项目目录", 366}, {"policies", "政策", 366},
		{"payouts", "一卡通发放明细", 31}, {"prepayouts", "拟发放名单", 31}, {"rosters", "享受对象名册", 31}, {"officials", "财政供养人员", 92},
		{"relatives", "公职人员家属", 366}, {"deaths", "死亡人口", 31}, {"inmates", "服刑和强制隔离戒毒人员", 31}, {"vehicles", "机动车", 92},
		{"companies", "市场主体", 92}, {"company_roles", "市场主体人员", 92}, {"properties", "不动产", 92}, {"employment", "社保缴费", 31},
		{"pensions", "养老待遇", 31}, {"disabilities", "残疾人证", 92}, {"enrolments", "学籍", 184}, {"assessments", "经济状况核对结论", 184}, {"parcels", "承包地、公益林和退耕地块", 366},
		{"households", "脱贫户和监测户", 92}, {"indicators", "两不愁三保障指标", 366}, {"insurance", "医保参保", 366}, {"projects", "项目库", 31},
		{"funds", "资金指标与到位", 31}, {"project_funds", "项目资金拨付", 31}, {"project_progress", "项目进度", 31}, {"bids", "投标", 31}, {"field_checks", "现场核查结果", 366},
	}
}

type kindOf struct {
	key, title string
	days       int
}

// cadences declares for every kind of data how many days old it may be: the
// page on coverage calls older data late.
func cadences() []Definition {
	var out []Definition
	for _, k := range kinds() {
		out = append(out, Definition{cadenceName(k.key), groupCadence, k.title + "：多少天更新一次", strconv.Itoa(k.days), Days, 1, longest, "平台默认，待县里确认"})
	}
	return out
}

// agreements declares for every kind what was agreed with single bureaus.
func agreements() []Definition {
	var out []Definition
	for _, k := range kinds() {
		out = append(out, Definition{agreementName(k.key), groupAgreement, k.title + "：和哪些部门另外约定了周期（天）", "", Each, 1, longest, "没有另外约定的，按这一种数据的周期"})
	}
	return out
}

func cadenceName(kind string) string   { return "coverage." + kind + ".days" }
func agreementName(kind string) string { return "coverage." + kind + ".bureaus" }

// AgreementName names the parameter with what was agreed with single bureaus
// about a kind of data.
func AgreementName(kind string) string { return agreementName(kind) }

// Cadence gives how many days old data of a kind may be today, and what was
// agreed with single bureaus instead.
func (s *Service) Cadence(ctx context.Context, kind string) (days int, bureaus map[string]int, err error) {
	if days, err = s.Current(ctx, cadenceName(kind)); err != nil {
		return 0, nil, err
	}
	text, err := s.Text(ctx, agreementName(kind), s.today())
	if err != nil || text == "" {
		return days, nil, err
	}
	list, err := parseEach(text)
	if err != nil {
		return 0, nil, fmt.Errorf("parameter %s: %w", agreementName(kind), err)
	}
	bureaus = map[string]int{}
	for _, e := range list {
		bureaus[e.name] = e.days
	}
	return days, bureaus, nil
}

// each is a bureau and its days.
type each struct {
	name string
	days int
}

func badEach(why string) error {
	return fault.Fields(map[string]string{"value": why + "，请写成“民政局:31、教育局:184”这样的形式，没有另外约定的留空"})
}

// parseEach reads 民政局:31、教育局:184.
func parseEach(text string) ([]each, error) {
	var out []each
	seen := map[string]bool{}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、,，;；\r\n", r) }) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, number, _ := strings.Cut(strings.ReplaceAll(part, "：", ":"), ":")
		name = strings.TrimSpace(name)
		days, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(number), "天"))
		switch n := utf8.RuneCountInString(name); {
		case n < 2 || n > maxOneName:
			return nil, badEach("部门名称要有 2 到 30 个字")
		case err != nil || days < 1 || days > longest:
			return nil, badEach("“" + name + "”的天数要在 1 到 3660 之间")
		case seen[name]:
			return nil, badEach("“" + name + "”写了两次")
		}
		seen[name] = true
		out = append(out, each{name, days})
	}
	return out, nil
}

// cleanEach gives a list of bureaus as it is kept.
func (d Definition) cleanEach(text string) (string, error) {
	list, err := parseEach(text)
	if err != nil {
		return "", err
	}
	parts := make([]string, len(list))
	for i, e := range list {
		parts[i] = e.name + ":" + strconv.Itoa(e.days)
	}
	text = strings.Join(parts, "、")
	if utf8.RuneCountInString(text) > maxValue {
		return "", badEach("写不下这么多部门")
	}
	return text, nil
}
