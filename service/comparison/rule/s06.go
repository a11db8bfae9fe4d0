package rule

import "yangguang/service/comparison/dossier"

var s06 = Model{
	Key:   "S06",
	Title: "低保、特困家庭有机动车",
	Says:  "领低保或特困供养的家庭里，有人名下登记着汽车、大型农机或船，价值超过豁免线。",
	Basis: []string{
		"互斥矩阵（有车一列），由县里确认",
		"厅发〔2015〕28号一票否决第四项：现值3万元以上的车辆",
		"社会救助暂行办法第十一条：按家庭财产状况认定",
	},
	Default:    true,
	Registers:  []string{"vehicles"},
	Also:       []string{"rosters"},
	Parameters: []Parameter{carExemptValue, carExemptClass, redYuan, orangeYuan},
	Traps: []Trap{
		{"small", "摩托车、三轮车、残疾人代步车"},
		{"cheap", "现值不超过豁免线的旧车"},
		{"livelihood", "唯一的小型营运车辆，靠它谋生"},
		{"sold", "车已转出，转出以后领取的"},
		{"scrapped", "已报废，只是没有注销登记"},
		{"before", "买车以前领取的"},
		{"married-out", "嫁出去的女儿买车：家庭以名册为准"},
		{"not-hardship", "移民、耕地等补贴与有没有车无关"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"机动车登记信息", "交强险投保人", "车辆照片和估值", "本人说明"},
	Questions: []string{"车现在在谁手里？谁在投保、谁在用？", "是否已经卖掉、报废而没有办手续？是否替单位或亲戚登记？", "买车的钱从哪里来？现值多少？", "申请补贴时是否如实申报？"},
	Ask:       true,
	Needs:     dossier.HasVehicle | dossier.HasPayout,
	Bind: func(v Values) Check {
		m, own := v.Matrix(), carsOf(v)
		c := clash{has: dossier.HasVehicle, looks: looksBy(m, HasCar)}
		c.states = func(s *dossier.Snapshot, b *benefit) (out []state) {
			strong := m.At(s.Items[b.item].Category, HasCar) == Conflict
			for _, who := range b.members {
				out = own.owned(s, who, strong, out)
			}
			return out
		}
		c.tell = func(s *dossier.Snapshot, _ *benefit, st *Stretch, held []state) Hit {
			return Hit{Severity: v.grade(Orange, st.AmountFen), Sentence: drew(s, held, st)}
		}
		return c.check()
	},
}
