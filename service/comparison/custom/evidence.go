package custom

import (
	"fmt"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/period"
)

// registerEvidence shows a person's rows in registers.
func registerEvidence(s *dossier.Snapshot, p dossier.P, kinds []string) []rule.Evidence {
	var out []rule.Evidence
	add := func(kind string, src dossier.Ref, span period.Interval, name, value string) {
		out = append(out, rule.Evidence{Kind: kind, Src: src, Who: rule.Of(p), Fields: []rule.Field{{Name: name, Value: value}, {Name: "期间", Value: span.Chinese()}}})
	}
	for _, k := range kinds {
		switch k {
		case "residents":
			q := &s.People[p]
			if q.Status != 0 {
				out = append(out, rule.Evidence{Kind: k, Fields: []rule.Field{{Name: "户籍状态", Value: status(q.Status)}, {Name: "村代码", Value: villageOf(s, p)}}})
			}
		case "companies":
			for r := range s.RolesOf(p) {
				if r.Company >= 0 {
					c := &s.Companies[r.Company]
					add(k, c.Src, c.Span, "名称", c.Name+"（"+c.Status+"）")
				}
			}
		case "rosters":
			for r := range s.RostersOf(p) {
				add(k, r.Src, r.Span, "项目", s.Items[r.Item].Name)
			}
		case "deaths":
			for r := range s.DeathsOf(p) {
				out = append(out, rule.Evidence{Kind: k, Src: r.Src, Who: rule.Of(p), Fields: []rule.Field{{Name: "死亡日期", Value: r.On.Chinese()}, {Name: "来源", Value: r.Source}}})
			}
		case "officials":
			for r := range s.OfficialsOf(p) {
				add(k, r.Src, r.Span, "单位", r.Unit+"（"+r.Kind+"）")
			}
		case "relatives":
			for r := range s.DeclaredBy(p) {
				out = append(out, rule.Evidence{Kind: k, Src: r.Src, Who: rule.Of(p), Fields: []rule.Field{{Name: "关系", Value: r.Relation}}})
			}
		case "inmates":
			for r := range s.InmatesOf(p) {
				add(k, r.Src, r.Span, "类别", r.Kind)
			}
		case "vehicles":
			for r := range s.VehiclesOf(p) {
				add(k, r.Src, r.Span, "车辆", r.Class+" "+r.Plate)
			}
		case "properties":
			for r := range s.PropertiesOf(p) {
				add(k, r.Src, r.Span, "房产", r.Use+" "+r.Address)
			}
		case "company_roles":
			for r := range s.RolesOf(p) {
				name := ""
				if r.Company >= 0 {
					name = s.Companies[r.Company].Name
				}
				add(k, r.Src, r.Span, "企业", name+"（"+r.Kind+"）")
			}
		case "employment":
			for r := range s.EmploymentOf(p) {
				add(k, r.Src, r.Span, "参保单位", r.Employer)
			}
		case "pensions":
			for r := range s.PensionsOf(p) {
				add(k, r.Src, r.Span, "险种", r.Scheme)
			}
		case "disabilities":
			for r := range s.DisabilitiesOf(p) {
				add(k, r.Src, r.Span, "残疾", fmt.Sprintf("%s %d 级", r.Category, r.Grade))
			}
		case "assessments":
			for r := range s.AssessmentsOf(p) {
				out = append(out, rule.Evidence{Kind: k, Src: r.Src, Who: rule.Of(p), Fields: []rule.Field{{Name: "核对事项", Value: r.Matter}, {Name: "结论", Value: over(r.Over)}, {Name: "核对日期", Value: r.On.Chinese()}}})
			}
		case "parcels":
			for r := range s.ParcelsOf(p) {
				out = append(out, rule.Evidence{Kind: k, Src: r.Src, Who: rule.Of(p), Fields: []rule.Field{{Name: "地块", Value: r.No + "（" + r.Kind + "）"}, {Name: "面积", Value: fmt.Sprintf("%.2f 亩", float64(r.AreaMilli)/1000)}}})
			}
		case "households":
			for r := range s.AidedOf(p) {
				add(k, r.Src, period.Interval{From: r.Identified, To: r.Exited}, "类型", r.Kind)
			}
		case "insurance":
			for r := range s.InsuranceOf(p) {
				out = append(out, rule.Evidence{Kind: k, Src: r.Src, Who: rule.Of(p), Fields: []rule.Field{{Name: "年度", Value: fmt.Sprint(r.Year)}, {Name: "险种", Value: r.Scheme}}})
			}
		case "enrolments":
			for r := range s.EnrolmentsOf(p) {
				add(k, r.Src, r.Span, "学校", r.School+"（"+r.Level+"）")
			}
		}
	}
	return out
}

func over(yes bool) string {
	if yes {
		return "超标"
	}
	return "未超标"
}
