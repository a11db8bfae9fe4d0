package rule

import (
	"strings"

	"yangguang/service/comparison/dossier"
)

// Parameters about market entities, shared by S07 and S15.
var (
	companyShare = Parameter{Key: "S07.min_share_pct", Label: "股东持股比例的起点", Unit: "%", Sort: Decimal, Default: "5", Basis: "小股东不算经营"}
	companySmall = Parameter{Key: "S07.small_yuan", Label: "个体户注册资本不超过此数的不算", Unit: "元", Sort: Yuan, Default: "10000", Basis: "无雇工的小店不算，由县里确认"}
	companyShops = Parameter{Key: "S07.small_shops", Label: "不算的小店字号", Sort: List, Default: "小卖部、小卖店、代销店、代销点、家庭农场", Basis: "农家小卖部；为领补贴登记的家庭农场"}
	companyDead  = Parameter{Key: "S07.dead_status", Label: "不再经营的登记状态", Sort: List, Default: "吊销、歇业、停业、清算", Basis: "吊销未注销、歇业的不算"}
)

// businesses tells which market entities are looked at.
type businesses struct {
	shareMilli  int32 // thousandths of a percent
	small       int64
	shops, dead []string
}

func businessesOf(v Values) businesses {
	return businesses{int32(v.Float(companyShare.Key)*1000 + 0.5), v.Fen(companySmall.Key), v.List(companyShops.Key), v.List(companyDead.Key)} //nolint:gosec // percent
}

// run adds the market entities a member runs or owns, while both the entity and
// the role last.
func (b *businesses) run(s *dossier.Snapshot, who member, strong bool, out []state) []state {
	for r := range s.RolesOf(who.person) {
		if r.Company == dossier.None {
			continue
		}
		c := &s.Companies[r.Company]
		owned := c.Span.Intersect(r.Span)
		span := owned.Intersect(who.span)
		if span.Empty() || !b.owns(r, c) || b.passes(c) {
			continue
		}
		what := "从" + owned.From.Chinese() + "起是" + c.Name + "（" + c.Type + "）的" + r.Kind
		out = append(out, state{person: who.person, span: span, strong: strong, what: what, show: []Evidence{roleEvidence(r), companyEvidence(c)}})
	}
	return out
}

// owns reports a role that makes an entity somebody's own: its head, whoever
// runs it, a shareholder of more than a trifle; a member of a cooperative not.
func (b *businesses) owns(r *dossier.Role, c *dossier.Company) bool {
	switch r.Kind {
	case "法定代表人", "经营者":
		return true
	case "股东":
		return !cooperative(c) && (r.ShareMilli < 0 || r.ShareMilli >= b.shareMilli)
	}
	return false
}

func cooperative(c *dossier.Company) bool {
	return strings.Contains(c.Type, "合作社") || strings.Contains(c.Name, "合作社")
}

// passes reports an entity that does not count: no longer in business, or a
// small shop.
func (b *businesses) passes(c *dossier.Company) bool {
	return containsAny(c.Status, b.dead) || containsAny(c.Name, b.shops) || containsAny(c.Type, b.shops) ||
		(strings.Contains(c.Type, "个体") && c.CapitalFen > 0 && c.CapitalFen <= b.small)
}

func roleEvidence(r *dossier.Role) Evidence {
	f := []Field{{"角色", r.Kind}}
	if r.ShareMilli >= 0 {
		f = append(f, Field{"持股比例", strings.TrimSuffix(strings.TrimRight(thousandths(int64(r.ShareMilli)), "0"), ".") + "%"})
	}
	if r.Span.From.String() != "" {
		f = append(f, Field{"任职起止", lasting(r.Span)})
	}
	return Evidence{Kind: "company_roles", Src: r.Src, Who: Of(r.Person), Fields: f}
}

func companyEvidence(c *dossier.Company) Evidence {
	f := []Field{{"名称", c.Name}, {"统一社会信用代码", c.Code}, {"类型", c.Type}, {"成立日期", c.Span.From.Chinese()}, {"注销日期", dayOr(c.Span.To, "未注销")}, {"登记状态（提取当日）", c.Status}}
	if c.CapitalFen > 0 {
		f = append(f, Field{"注册资本", yuan(c.CapitalFen)})
	}
	return Evidence{Kind: "companies", Src: c.Src, Fields: f}
}
