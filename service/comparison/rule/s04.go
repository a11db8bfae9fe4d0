package rule

import "yangguang/service/comparison/dossier"

// twoCommittees are words in a post of 村两委, whatever else the post says.
var twoCommittees = []string{"书记", "主任", "委员", "文书", "会计"}

var s04 = Model{
	Key:   "S04",
	Title: "村干部本人享受困难类补贴",
	Says:  "村“两委”干部在任期间，本人或所在的保障家庭领着困难类补贴。低收入的村干部可以符合条件，要看名单是不是自己经办的。",
	Basis: []string{
		"互斥矩阵（村干部一列），由县里确认；广西的否决清单没有把村干部排除在外",
		"最低生活保障审核确认办法：村干部及其近亲属申请低保单独登记、全部入户",
	},
	Default:   true,
	Registers: []string{"officials"},
	Also:      []string{"rosters"},
	Parameters: []Parameter{
		{Key: "alone", Label: "单独成为疑点的补贴类别", Sort: List, Default: "农村低保、城市低保、特困供养", Basis: "本人审批本人的风险；其他类别按互斥矩阵，存疑的只在与别的疑点同时出现时报告", Words: categoryWords()},
		{Key: "exempt_posts", Label: "不是村“两委”的职务", Sort: List, Default: "组长、护林员、信息员、网格员、保洁员、协管员、监测员", Basis: "村民小组长、护林员、信息员不是村“两委”"},
	},
	Traps: []Trap{
		{"group-leader", "村民小组长不是村“两委”干部"},
		{"errand", "护林员、信息员不是村“两委”干部"},
		{"out-of-term", "任职以前、离任以后领取的"},
		{"by-right", "养老、耕地、移民这类与职务无关的补贴"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"任职文件", "村干部报酬和家庭收入", "申请、入户核查、民主评议记录，是否回避", "公示照片"},
	Questions: []string{"任职起止以哪份文件为准？", "本人是否经办、参与评议这份名单？有没有回避？", "扣除村干部报酬后，家庭收入是否确实在标准以下？", "申报的面积、头数等是否真实？"},
	Needs:     dossier.HasOfficial | dossier.HasPayout,
	Bind: func(v Values) Check {
		m := v.Matrix()
		c := clash{has: dossier.HasOfficial, looks: looksBy(m, VillageCadre)}
		var alone [32]bool
		for _, k := range dossier.Categories() {
			alone[k] = v.Listed("alone", k.String()) || m.At(k, VillageCadre) == Conflict
			c.looks[k] = c.looks[k] || alone[k]
		}
		exempt := v.List("exempt_posts")
		c.states = func(s *dossier.Snapshot, b *benefit) (out []state) {
			for _, who := range b.members {
				for o := range s.OfficialsOf(who.person) {
					span := o.Span.Intersect(who.span)
					if span.Empty() || !villageCadre(o, exempt) {
						continue
					}
					handled := handledBy(s, b, who.person)
					what := o.Span.From.Chinese() + "起任村干部"
					if o.Post != "" {
						what += "（" + o.Post + "）"
					}
					if handled {
						what += "，名单由本人经办"
					}
					out = append(out, state{person: who.person, span: span, strong: handled || alone[s.Items[b.item].Category], grave: handled, what: what, show: []Evidence{officialEvidence(o)}})
				}
			}
			return out
		}
		c.tell = func(s *dossier.Snapshot, _ *benefit, st *Stretch, held []state) Hit {
			severity := Yellow
			for i := range held {
				if held[i].grave {
					severity = Orange
				}
			}
			return Hit{Severity: severity, Sentence: drew(s, held, st)}
		}
		return c.check()
	},
}

// villageCadre reports whether an employment is in 村“两委”.
func villageCadre(o *dossier.Official, exempt []string) bool {
	return o.Kind == "村干部" && (containsAny(o.Post, twoCommittees) || !containsAny(o.Post, exempt))
}
