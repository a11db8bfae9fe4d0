package county

import (
	"slices"
	"strings"
	"testing"

	"yangguang/service/comparison/rule"
)

// near are the traps of the models' description by the trap of a model under
// which its cases show them, where that has another name than the plant.
var near = map[string]string{
	"S01 误报死亡": "cancelled-death", "S01 宣告死亡撤销": "cancelled-death", "S01 错号": "reused-number", "S01 耕地林补属于农户": "household-land",
	"S02 刚入职": "just-hired", "S02 临聘、公益岗在工资表": "contract", "S02 遗属生活补助": "survivor-kin", "S02 同名": "other-name", "S02 退休人员配偶分开生活": "apart",
	"S03 离婚": "divorce", "S03 成年兄弟各自成户": "own-household", "S03 远房宗亲": "clan", "S04 护林员": "errand", "S04 信息员": "errand",
	"S05 缓刑": "at-large", "S05 管制": "at-large", "S05 假释": "at-large", "S05 社区矫正": "at-large", "S05 取保": "at-large", "S05 行政拘留": "short-arrest", "S05 家庭保留待遇": "family",
	"S06 摩托车": "small", "S06 三轮车": "small", "S06 残疾人代步车": "small", "S06 出嫁女儿的车": "married-out", "S07 农家小卖部": "small-shop", "S07 歇业": "closed",
	"S08 拆迁安置": "resettled", "S08 继承六分之一": "inherited", "S08 旧泥房未拆": "old-house", "S08 宅基地": "homestead",
	"S09 拆迁补偿": "resettled", "S09 工伤款": "injured", "S09 大病资金": "illness", "S09 共同账户": "joint", "S10 学生补助": "not-income", "S10 渐退期": "fading",
	"S11 名册没关但已停发": "not-closed", "S11 过渡当月": "transition", "S11 孤儿可领护理补贴": "orphan-care", "S12 户口迁移当月": "moving", "S12 出嫁女": "married-in",
	"S12 同一批次两镇重复上报": "same-batch", "S13 项目扶持村": "village-fund", "S13 季度截止": "year-of-death", "S14 父子分户": "split", "S14 同址两房": "two-houses", "S14 先加固后拆除": "staged",
	"S15 审核以后身份变化": "later", "S16 户主与做工人姓名不同": "worker", "S17 合并户": "household", "S17 确权大于二轮": "registered-twice",
	"S19 户口迁到学校": "household-moved", "S19 改名": "reused-number", "S21 前后衔接": "hand-over", "S22 换证空档": "renewal", "S22 新一代证号": "reissued", "S22 重新评残": "re-graded",
	"S23 生日当月": "birthday-month", "S24 差额低保": "approved", "S24 年末调整": "registered-correction", "S25 老人用子女的卡": "elder", "S25 合作社": "collective",
	"S26 生僻字": "missing-glyph", "S28 退票": "bounced", "S29 退票重发": "bounced", "S30 只漏一期": "one-period", "P01 村民自建、以工代赈": "exempt",
	"P02 各村资金文件不同": "own-money", "P02 真实分期": "tendered", "P02 不同季节": "outside-window", "P05 经批准的变更": "adjusted", "P07 共用代办机构": "agent",
	"P08 同名": "other-name", "P08 已转让": "sold-share", "P08 家属在别处经商": "not-official", "Q01 高于监测线": "at-line", "Q02 已改造验收": "rebuilt", "Q03 达标": "rechecked",
	"Q04 在广东上学": "enrolled", "Q04 送教上门": "enrolled", "Q04 已完成九年级": "finished", "Q05 职工医保": "employed", "Q06 搬迁安置房": "resettled", "Q07 已纳入": "on-roster",
	"Q08 早已分户":  "moved-long-ago",
	"S08 网签未交付": "not-handed-over", "S10 挂靠社保": "agency", "S15 赡养子女有好房要入户看": "child", "S16 代养": "entrusted", "S18 村里统一领取再分": "collective", "S21 遗属待遇、退役军人、被征地补贴": "survivor", "S21 一次性结算": "one-off", "S24 临时价格补贴": "price-subsidy", "S26 缺字打成问号": "missing-glyph", "S27 渐退期": "gradual-exit", "S28 年初封库": "freeze",
}

// TestCasesShowTheTraps: every trap that the description of the models names has
// a case which is no hit, or the cases say why the data cannot show it.
func TestCasesShowTheTraps(t *testing.T) {
	t.Parallel()
	for _, tr := range traps {
		text, err := rule.CaseText(tr.model)
		if err != nil {
			t.Fatal(err)
		}
		key := near[tr.model+" "+tr.says]
		if key == "" {
			key = strings.ReplaceAll(tr.plant, "_", "-")
		}
		m, _ := rule.Lookup(tr.model)
		shown := key != "" && slices.ContainsFunc(m.Traps, func(x rule.Trap) bool { return x.Key == key }) && strings.Contains(text, "陷阱 "+key+"\n")
		if !shown && !strings.Contains(text, "# 数据看不出的："+tr.says) {
			t.Errorf("%s: no case for %s, and no word why there is none", tr.model, tr.says)
		}
	}
}
