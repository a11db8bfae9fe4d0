package rule

import (
	"slices"

	"yangguang/service/comparison/dossier"
)

var s03 = Model{
	Key:   "S03",
	Title: "公职人员亲属享受、疑似优亲厚友",
	Says:  "公职人员或村干部的亲属在领由人审批的补贴，而没有近亲属备案，或者就是这名干部经办的。是亲属并不等于不符合条件。",
	Basis: []string{
		"中国共产党纪律处分条例（2023年）第一百二十四条：优亲厚友",
		"最低生活保障审核确认办法：经办人员和村干部近亲属申请低保单独登记、全部入户",
	},
	Default:   true,
	Registers: []string{"relatives", "officials"},
	Also:      []string{"rosters"},
	Parameters: []Parameter{
		{Key: "relations", Label: "算作亲属的关系", Sort: List, Default: "配偶、丈夫、妻、父、母、子、女、兄、弟、姐、妹、祖、孙、岳、公公、婆婆、媳、婿、伯、叔、姑、舅、姨、侄、甥", Basis: "近亲属、其他直系血亲、三代以内旁系血亲和近姻亲"},
		{Key: "not_relations", Label: "不算亲属的关系", Sort: List, Default: "族、宗、远房、远亲、同村、前妻、前夫、前配偶、离异、离婚", Basis: "同村远房宗亲不算；离婚后不算"},
		{Key: "kinds", Label: "算作公职人员的人员类别", Sort: List, Default: "公务员、参公、事业、国企、村干部", Basis: "在职的公职人员和村干部", Words: officialKinds},
	},
	Traps: []Trap{
		{"filed", "已做近亲属备案、又不是本人经办：很多亲属确实符合条件"},
		{"clan", "同村远房宗亲不算亲属"},
		{"divorce", "离婚以后不再是亲属"},
		{"left", "干部任职以前、离任以后领取的"},
		{"not-discretionary", "养老、耕地这类人人按标准发的补贴，谈不上优亲"},
		{"own-household", "亲属另有家庭：只看名册上共同生活的成员"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence: []string{"近亲属备案表", "受理、入户核查、审批的经办人签字", "民主评议记录", "同村未获批的相近家庭的对比", "亲属申报表（由本人申报，可能不全）"},
	Questions: []string{"亲属家庭是否确实符合条件？与同村未获批的家庭相比如何？", "谁受理、谁入户核查、谁审批？干部本人是否回避？", "为什么没有做近亲属备案？",
		"兄弟姐妹等是否早已分家、各自生活？"},
	Needs: dossier.HasOfficialKin | dossier.HasPayout,
	Bind: func(v Values) Check {
		c := clash{has: dossier.HasOfficialKin}
		for _, k := range dossier.Categories() {
			c.looks[k] = k.Discretionary()
		}
		kin := kinship{v.List("relations"), v.List("not_relations"), v.List("kinds")}
		c.states = func(s *dossier.Snapshot, b *benefit) (out []state) {
			for _, who := range b.members {
				out = kin.states(s, b, who, out)
			}
			return out
		}
		c.tell = func(s *dossier.Snapshot, _ *benefit, st *Stretch, held []state) Hit {
			return Hit{Severity: Yellow, RedWith: true, Sentence: drew(s, held, st)}
		}
		return c.check()
	},
}

// kinship tells whose relatives are looked at.
type kinship struct{ relations, not, kinds []string }

// near reports whether a relation is near enough to be looked at.
func (k *kinship) near(relation string) bool {
	return containsAny(relation, k.relations) && !containsAny(relation, k.not)
}

// states adds the officials who declared a member as their relative, while they
// were in office.
func (k *kinship) states(s *dossier.Snapshot, b *benefit, who member, out []state) []state {
	for d := range s.DeclaredBy(who.person) {
		if !k.near(d.Relation) {
			continue
		}
		handled := handledBy(s, b, d.Official)
		for o := range s.OfficialsOf(d.Official) {
			span := o.Span.Intersect(who.span)
			if span.Empty() || !slices.Contains(k.kinds, o.Kind) {
				continue
			}
			what := "受益人是一名公职人员（" + o.Unit + "，" + o.Kind + "）申报的亲属，关系是" + d.Relation
			strong := true
			switch {
			case handled:
				what += "，而且由这名公职人员经办"
			case filed(s, d):
				what, strong = what+"，已做近亲属备案", false
			default:
				what += "，没有近亲属备案"
			}
			out = append(out, state{person: who.person, span: span, strong: strong, what: what, show: []Evidence{relativeEvidence(d), officialEvidence(o)}})
		}
	}
	return out
}

// filed reports whether the pair is on file in any of the official's declarations.
func filed(s *dossier.Snapshot, d *dossier.Relative) bool {
	for e := range s.DeclaredBy(d.Relative) {
		if e.Official == d.Official && e.Filed {
			return true
		}
	}
	return false
}

// handledBy reports whether an official handled the benefit's approval: 经办人
// on the roster.
func handledBy(s *dossier.Snapshot, b *benefit, official dossier.P) bool {
	if b.household == dossier.None {
		return false
	}
	for m := range s.MembersOf(b.household) {
		if m.Handler == official {
			return true
		}
	}
	return false
}

func relativeEvidence(d *dossier.Relative) Evidence {
	f := []Field{{"与公职人员的关系", d.Relation}, {"近亲属备案", yesNo(d.Filed)}}
	if d.DeclaredOn.String() != "" {
		f = append(f, Field{"申报日期", d.DeclaredOn.Chinese()})
	}
	return Evidence{Kind: "relatives", Src: d.Src, Who: Of(d.Relative), Fields: f}
}

func yesNo(yes bool) string {
	if yes {
		return "是"
	}
	return "否"
}
