package rule

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// Parameters about buildings, shared by S08 and S15.
var (
	houseUnits    = Parameter{Key: "S08.max_units", Label: "住宅不超过几套", Unit: "套", Sort: Number, Default: "1", Basis: "两套及以上为超标"}
	houseResettle = Parameter{Key: "S08.max_units_resettled", Label: "有拆迁安置房时不超过几套", Unit: "套", Sort: Number, Default: "2", Basis: "拆迁安置的放宽到三套为超标"}
	housePerHead  = Parameter{Key: "S08.area_per_head", Label: "人均面积不超过此数的不算", Unit: "平方米", Sort: Decimal, Default: "0", Basis: "当地住房标准的两倍；填 0 为不看面积，由县里确认后填写"}
	houseShare    = Parameter{Key: "S08.min_share_pct", Label: "继承、受赠份额低于此数的不算", Unit: "%", Sort: Decimal, Default: "50", Basis: "几兄弟姐妹共同继承的老房子"}
	houseWindow   = Parameter{Key: "S08.buy_window_months", Label: "批准前后购房的时间窗", Unit: "个月", Sort: Number, Default: "12", Basis: "批准前后十二个月内购买商品房"}
)

// houses tells which buildings are looked at.
type houses struct {
	units, resettled, window int
	perHeadMilli             int64
	sharePct                 float64
}

func housesOf(v Values) houses {
	return houses{v.Int(houseUnits.Key), v.Int(houseResettle.Key), v.Int(houseWindow.Key), int64(v.Float(housePerHead.Key)*1000 + 0.5), v.Float(houseShare.Key)}
}

// shop reports a commercial unit of any size.
func shop(p *dossier.Property) bool { return p.Use == "商业" }

// bought reports a flat that was bought.
func bought(p *dossier.Property) bool {
	return p.Use == "住宅" && !resettled(p) && containsAny(p.How, []string{"购", "买", "商品房"})
}

// resettled reports a flat given for one that was pulled down or left.
func resettled(p *dossier.Property) bool {
	return containsAny(p.How, []string{"拆迁", "安置", "征收", "回迁", "搬迁", "置换"})
}

// counts reports a unit that counts at all: no plot with a farm house, no
// house built by its owner, no parking place, nothing that is not yet handed
// over, and no small share of what a family inherited.
func (h *houses) counts(p *dossier.Property) bool {
	if p.Use != "住宅" && p.Use != "商业" || strings.Contains(p.How, "自建") || containsAny(p.How, []string{"网签", "预告", "预售"}) {
		return false
	}
	if pct, ok := sharePct(p.Share); ok && pct < h.sharePct && containsAny(p.How, []string{"继承", "赠"}) {
		return false
	}
	return true
}

// sharePct reads a share: 1/6, 50%, 0.5, 16.67.
func sharePct(text string) (float64, bool) {
	text = strings.TrimSpace(text)
	if a, b, ok := strings.Cut(text, "/"); ok {
		x, err1 := strconv.ParseFloat(a, 64)
		y, err2 := strconv.ParseFloat(b, 64)
		return x / y * 100, err1 == nil && err2 == nil && y > 0
	}
	text, pct := strings.CutSuffix(strings.TrimSuffix(text, "％"), "%")
	x, err := strconv.ParseFloat(text, 64)
	if err == nil && !pct && x <= 1 {
		x *= 100
	}
	return x, err == nil
}

// holding is a unit and the time a member held it.
type holding struct {
	unit   *dossier.Property
	person dossier.P
	span   period.Interval
}

// holdings lists what members hold, each unit once: spouses hold theirs together.
func (h *houses) holdings(s *dossier.Snapshot, members []member) (out []holding) {
	for _, who := range members {
		for p := range s.PropertiesOf(who.person) {
			span := p.Span.Intersect(who.span)
			if span.Empty() || !h.counts(p) || slices.ContainsFunc(out, func(x holding) bool { return x.unit.Unit == p.Unit && x.span.Overlaps(span) }) {
				continue
			}
			out = append(out, holding{p, who.person, span})
		}
	}
	slices.SortStableFunc(out, func(a, b holding) int { return cmp.Compare(a.span.From, b.span.From) })
	return out
}

// tooMany adds the times in which members held more dwellings than they may.
func (h *houses) tooMany(held []holding, heads int, strong bool, out []state) []state {
	var homes []holding
	allowed := h.units
	for _, x := range held {
		if x.unit.Use != "住宅" {
			continue
		}
		homes = append(homes, x)
		if resettled(x.unit) {
			allowed = h.resettled
		}
	}
	if len(homes) <= allowed {
		return out
	}
	var days []period.Day
	for _, x := range homes {
		days = append(days, x.span.From, x.span.To)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	for i := 0; i+1 < len(days); i++ {
		var in []holding
		area := int64(0)
		for _, x := range homes {
			if x.span.Contains(days[i]) {
				in, area = append(in, x), area+x.unit.AreaMilli
			}
		}
		if len(in) <= allowed || (h.perHeadMilli > 0 && area <= h.perHeadMilli*int64(max(heads, 1))) {
			continue
		}
		last := in[len(in)-1]
		st := state{person: last.person, span: period.Interval{From: days[i], To: days[i+1]}, strong: strong,
			what: days[i].Chinese() + "起家中有" + strconv.Itoa(len(in)) + "套住宅"}
		for _, x := range in {
			st.show = append(st.show, propertyEvidence(x.unit))
		}
		out = append(out, st)
	}
	return out
}

// shops adds commercial units of any size.
func (h *houses) shops(held []holding, strong bool, out []state) []state {
	for _, x := range held {
		if shop(x.unit) {
			out = append(out, state{person: x.person, span: x.span, strong: strong, what: x.unit.Span.From.Chinese() + "起名下有商业用房", show: []Evidence{propertyEvidence(x.unit)}})
		}
	}
	return out
}

// near adds flats bought shortly before or after a benefit was approved.
func (h *houses) near(held []holding, approved period.Day, strong bool, out []state) []state {
	if approved == period.Past {
		return out
	}
	for _, x := range held {
		on := x.unit.Span.From
		if !bought(x.unit) || on < approved.AddMonths(-h.window) || on > approved.AddMonths(h.window) {
			continue
		}
		out = append(out, state{person: x.person, span: x.span, strong: strong, show: []Evidence{propertyEvidence(x.unit)},
			what: on.Chinese() + "登记了购买的住宅，批准日期是" + approved.Chinese()})
	}
	return out
}

func propertyEvidence(p *dossier.Property) Evidence {
	f := []Field{{"不动产单元号", p.Unit}, {"用途", p.Use}, {"面积", strings.TrimSuffix(strings.TrimRight(thousandths(p.AreaMilli), "0"), ".") + "平方米"}, {"登记日期", p.Span.From.Chinese()}, {"注销日期", dayOr(p.Span.To, "未注销")}}
	for _, x := range []Field{{"坐落", p.Address}, {"份额", p.Share}, {"取得方式", p.How}} {
		if x.Value != "" {
			f = append(f, x)
		}
	}
	return Evidence{Kind: "properties", Src: p.Src, Who: Of(p.Person), Fields: f}
}

// thousandths writes a number that is kept in thousandths: 12.500.
func thousandths(milli int64) string { return strconv.FormatFloat(float64(milli)/1000, 'f', 3, 64) }
