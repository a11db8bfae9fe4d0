package livelihood

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/workday"
)

// Definition is a parameter of this package, for the registry of parameters.
type Definition struct {
	Name, Group, Label, Unit, Default, Basis, Hint string
	// Clean checks a value and gives it as it is kept.
	Clean func(text string) (string, error)
}

const (
	group     = "保障监督"
	byDefault = "平台默认，待县里确认"

	// ParamLines names the parameter with the income line of each year; it is
	// the one that model Q01 compares with.
	ParamLines = "Q01.lines"
	// ParamNational names the parameter with the national line of each year.
	ParamNational = "livelihood.national"
)

func ownerName(kind string) string { return "livelihood.owner." + kind }

func daysName(kind string) string { return "livelihood.days." + kind }

// Definitions lists the parameters: who puts what right and in how many working
// days, and the national line. Each holds from its day.
func Definitions() []Definition {
	var out []Definition
	for _, k := range kinds {
		out = append(out,
			Definition{ownerName(k.value), group, k.text + "：由哪个部门办理", "", k.bureau, byDefault, "部门的名称，与账号上的一样", bureauName},
			Definition{daysName(k.value), group, k.text + "：多少个工作日办完", "个工作日", strconv.Itoa(k.days), byDefault, "1 到 250 的整数", workdays})
	}
	return append(out, Definition{ParamNational, group, "各年的国家扶贫标准（人均纯收入），只在户情图上画出来比较", "元",
		"2010:2300、2011:2536、2012:2625、2013:2736、2014:2800、2015:2855、2016:2952、2017:2952、2018:2995、2019:3218、2020:4000",
		"2011—2020年农村扶贫标准；2017、2018年未经核实，2020年约数；2021年起没有国家标准", "例如 2015:2855、2016:2952", func(v string) (string, error) {
			if len(years(v)) == 0 {
				return "", fault.Fields(map[string]string{"value": "请写成 2015:2855、2016:2952 这样"})
			}
			return strings.TrimSpace(v), nil
		}})
}

func bureauName(v string) (string, error) {
	v = strings.TrimSpace(v)
	if n := utf8.RuneCountInString(v); n < 2 || n > 30 || strings.ContainsAny(v, "、，,;；") {
		return "", fault.Fields(map[string]string{"value": "请写一个部门的名称，2 到 30 个字"})
	}
	return v, nil
}

func workdays(v string) (string, error) {
	n, err := strconv.Atoi(strings.TrimSpace(v))
	if err != nil || n < 1 || n > 250 {
		return "", fault.Fields(map[string]string{"value": "请填 1 到 250 之间的整数"})
	}
	return strconv.Itoa(n), nil
}

// years reads 2015:2855、2016:2952 as 分 by year; what is no such pair is left out.
func years(v string) map[int]int64 {
	out := map[int]int64{}
	for _, part := range strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune("、,\uFF0C;\uFF1B ", r) }) {
		year, yuan, ok := strings.Cut(part, ":")
		y, err := strconv.Atoi(strings.TrimSpace(year))
		n, err2 := strconv.ParseInt(strings.TrimSpace(yuan), 10, 64)
		if ok && err == nil && err2 == nil && n > 0 {
			out[y] = n * 100
		}
	}
	return out
}

// order is who puts a kind right and by when, as the parameters say today.
type order struct {
	bureau string
	due    workday.Due
}

// orders gives the order of every kind.
func (s *Service) orders(ctx context.Context) (map[string]order, error) {
	cal, err := s.Calendar(ctx)
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	out := map[string]order{}
	for _, k := range kinds {
		bureau, err := s.Text(ctx, ownerName(k.value), s.today())
		if err != nil {
			return nil, fmt.Errorf("parameter: %w", err)
		}
		days, err := s.Text(ctx, daysName(k.value), s.today())
		if err != nil {
			return nil, fmt.Errorf("parameter: %w", err)
		}
		n, err := strconv.Atoi(days)
		if err != nil {
			return nil, fmt.Errorf("parameter %s is not a number", daysName(k.value))
		}
		out[k.value] = order{bureau, cal.Add(period.Here(s.Now()), n)}
	}
	return out, nil
}
