package sample

import (
	"strconv"
	"time"
)

var (
	disabilityHeader = []string{"身份证号", "姓名", "残疾证号", "类别", "等级", "发证日期", "有效期止", "状态"}
	enrolmentHeader  = []string{"身份证号", "姓名", "学校", "学段", "全日制", "状态", "开始年月", "终止年月"}
	parcelHeader     = []string{"户编号", "身份证号", "地块号", "类别", "面积", "依据"}
)

// holdingParts are the registers that the county's payments rest on: what they
// say agrees with what is paid.
func holdingParts(c *county, today time.Time) []Part {
	return []Part{
		{Kind: "disabilities", Name: "残疾人证.csv", Write: table(disabilityHeader, func() [][]string { return disabilityRows(c) })},
		{Kind: "enrolments", Name: "学籍.csv", Write: table(enrolmentHeader, func() [][]string { return append(enrolmentRows(c, monthOf(today)), pupilRows(c, monthOf(today))...) })},
		{Kind: "parcels", Name: "承包地和林地地块.csv", Write: table(parcelHeader, func() [][]string { return parcelRows(c) })},
	}
}

func disabilityRows(c *county) (rows [][]string) {
	for _, h := range c.households {
		for _, p := range h.members {
			if p.disability > 0 {
				issued := max(ym(2015, 6), p.turns(2)).day(1)
				rows = append(rows, []string{p.id, p.name, p.id + "4" + strconv.Itoa(p.disability), "肢体", strconv.Itoa(p.disability), iso(issued), "", "正常"})
			}
		}
	}
	return rows
}

func enrolmentRows(c *county, now month) (rows [][]string) {
	grants := entitle(c, now-1)
	for i := range grants {
		g := &grants[i]
		school, stage, from, to := "博白县样例职业技术学校", "中职", g.from, g.to
		switch g.item.code {
		case "NY01":
			if g.payee.turns(18) <= from {
				school, stage = "玉林样例职业技术学院", "高职"
			}
		case "NY02":
			school, stage, from, to = "广西样例学院", "本科", ym(g.from.year(), 9), ym(g.from.year()+4, 7)
		default:
			continue
		}
		state := "毕业"
		if to >= now {
			state = "在读"
		}
		rows = append(rows, []string{g.payee.id, g.payee.name, school, stage, "是", state, from.String(), to.String()})
	}
	return rows
}

func parcelRows(c *county) (rows [][]string) {
	for _, h := range c.households {
		for i, land := range []struct {
			kind, basis string
			tenths      int
		}{{"承包地", "确权", h.land}, {"公益林", "林权证", h.forest}, {"退耕", "退耕合同", h.retired}} {
			if land.tenths > 0 {
				rows = append(rows, []string{h.code, h.head().id, "P" + h.village + h.code[len(h.code)-4:] + strconv.Itoa(i+1), land.kind,
					strconv.Itoa(land.tenths/10) + "." + strconv.Itoa(land.tenths%10), land.basis})
			}
		}
	}
	return rows
}
