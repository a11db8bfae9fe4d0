package rule

import "yangguang/service/comparison/dossier"

var s07 = Model{
	Key:   "S07",
	Title: "低保、特困家庭有市场主体",
	Says:  "领低保或特困供养的家庭里，有人名下登记着存续的企业、个体工商户，或者持有股份。",
	Basis: []string{
		"互斥矩阵（有企业一列），由县里确认",
		"厅发〔2015〕28号一票否决第三项：家庭成员经营企业或其他经济实体",
		"社会救助暂行办法第十一条：按家庭收入和财产状况认定",
	},
	Default:    true,
	Registers:  []string{"companies", "company_roles"},
	Also:       []string{"rosters"},
	Parameters: []Parameter{companyShare, companySmall, companyShops, companyDead, redYuan, orangeYuan},
	Traps: []Trap{
		{"cooperative", "扶贫时安排加入的合作社社员"},
		{"small-shop", "没有雇工的农家小卖部、小个体户"},
		{"family-farm", "为领补贴登记的家庭农场"},
		{"revoked", "吊销未注销、歇业"},
		{"closed", "注销以后、成立以前领取的"},
		{"left", "股份已转出、不再担任"},
		{"small-share", "持股比例很低"},
		{"manager", "高管是打工，不是自己的企业"},
		{"apart", "不在保障家庭名册上的亲属开的店"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"市场主体登记档案", "税务申报（是否零申报）和开票记录", "经营场所照片", "本人说明（是否冒名登记）"},
	Questions: []string{"是不是本人登记？有没有被冒名登记？", "现在还在经营吗？有没有税务申报、开票和雇工？", "经营收入有多少，申请时是否申报？", "登记是不是为了领取家庭农场、合作社补贴？"},
	Ask:       true,
	Needs:     dossier.HasRole | dossier.HasPayout,
	Bind: func(v Values) Check {
		m, own := v.Matrix(), businessesOf(v)
		c := clash{has: dossier.HasRole, looks: looksBy(m, HasCompany)}
		c.states = func(s *dossier.Snapshot, b *benefit) (out []state) {
			strong := m.At(s.Items[b.item].Category, HasCompany) == Conflict
			for _, who := range b.members {
				out = own.run(s, who, strong, out)
			}
			return out
		}
		c.tell = func(s *dossier.Snapshot, _ *benefit, st *Stretch, held []state) Hit {
			return Hit{Severity: v.grade(Yellow, st.AmountFen), Sentence: drew(s, held, st)}
		}
		return c.check()
	},
}
