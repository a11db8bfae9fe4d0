package rule

import (
	"strings"

	"yangguang/service/comparison/dossier"
)

// Parameters about vehicles, shared by S06 and S15.
var (
	carExemptValue = Parameter{Key: "S06.exempt_value_yuan", Label: "现值不超过此数的车不算", Unit: "元", Sort: Yuan, Default: "30000", Basis: "广西2015年否决项：现值3万元以上"}
	carExemptClass = Parameter{Key: "S06.exempt_class", Label: "不算的车辆类型", Sort: List, Default: "摩托、三轮、残疾、代步、电动自行车、电动两轮、手扶", Basis: "摩托车、三轮车、残疾人代步车、手扶拖拉机"}
)

// cars tells which vehicles are looked at.
type cars struct {
	worthless int64 // 分: not more than this is let pass
	exempt    []string
}

func carsOf(v Values) cars { return cars{v.Fen(carExemptValue.Key), v.List(carExemptClass.Key)} }

// owned adds a member's vehicles, each with the time it was theirs.
func (c *cars) owned(s *dossier.Snapshot, who member, strong bool, out []state) []state {
	n := 0
	for range s.VehiclesOf(who.person) {
		n++
	}
	for car := range s.VehiclesOf(who.person) {
		span := car.Span.Intersect(who.span)
		if span.Empty() || c.passes(car, n) {
			continue
		}
		what := car.Span.From.Chinese() + "起名下有" + car.Class + "（" + car.Plate + "）"
		out = append(out, state{person: who.person, span: span, strong: strong, what: what, show: []Evidence{vehicleEvidence(car)}})
	}
	return out
}

// passes reports a vehicle that does not count: of an exempt class, worth
// little, scrapped without a day of it, or the one small vehicle somebody
// makes a living with.
func (c *cars) passes(car *dossier.Vehicle, owned int) bool {
	switch {
	case containsAny(car.Class, c.exempt) || containsAny(car.Use, []string{"残疾"}):
		return true
	case car.ValueFen >= 0 && car.ValueFen <= c.worthless:
		return true
	case car.Span.Open() && strings.Contains(car.Status, "报废"):
		return true
	}
	return owned == 1 && forHire(car.Use) && containsAny(car.Class, []string{"小型", "微型", "轻型"})
}

// forHire reports a use that earns money: 营运, 出租, 货运 and not 非营运.
func forHire(use string) bool {
	return !strings.Contains(use, "非营运") && containsAny(use, []string{"营运", "出租", "客运", "货运"})
}

func vehicleEvidence(c *dossier.Vehicle) Evidence {
	f := []Field{{"号牌号码", c.Plate}, {"车辆类型", c.Class}, {"初次登记日期", c.Span.From.Chinese()}, {"转出日期", dayOr(c.Span.To, "未转出")}}
	if c.Use != "" {
		f = append(f, Field{"使用性质", c.Use})
	}
	if c.ValueFen >= 0 {
		f = append(f, Field{"估值", yuan(c.ValueFen)})
	}
	return Evidence{Kind: "vehicles", Src: c.Src, Who: Of(c.Person), Fields: append(f, Field{"登记状态（提取当日）", c.Status})}
}
