package main

import (
	"context"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/seal"
)

// procedureMatters are those with a procedure of their own: handed over and
// asked back, a suggestion, an appeal, a result still to be told by a person, a
// reporter who is not content.
func procedureMatters() []matter {
	handed := func(days int, unit, why string) step {
		return decides(days, "xinfang", complaint.Decision{Action: complaint.ActHandOver, Unit: unit, Note: seal.NewSecret(why)})
	}
	closed := func(days int, words string) step {
		return decides(days, "xinfang", complaint.Decision{Action: complaint.ActClose, Text: words})
	}
	return []matter{
		{key: "handed", days: 9, draft: anonymous("project", daWang, "二队", "今年七月", "村道硬化的水泥用量对不上，剩下的水泥不知道去了哪里。"),
			steps: []step{claimed(8), accepted(8), handed(7, firstUnit, "请依规办理，注意保密。")}},
		{key: "askedback", days: 11, draft: anonymous("village_cadre", leMin, "", "", "村干部作风不好，办事拖拉。"),
			steps: []step{claimed(10), accepted(10), handed(9, firstUnit, "请了解核实。"),
				decides(3, "jiandu", complaint.Decision{Action: complaint.ActReturnAsk, Note: seal.NewSecret("没有写明具体的人和事，没有实质内容，建议退回信访室。")})}},
		{key: "suggestion", days: 13, draft: anonymous("collective", siLian, "", "", "建议村务公开栏每个月换一次，把补贴名单的电话也写上。"),
			steps: []step{claimed(12), decides(12, "xinfang", complaint.Decision{Action: complaint.ActSuggestion}),
				decides(4, "xinfang", complaint.Decision{Action: complaint.ActSuggestionAnswer, Text: "您的建议很好，已经转给镇里，从下个月起每月更换一次公开栏。"})}},
		{key: "appeal", days: 15, channel: "letter", draft: named("宁样德", "13800000012", "other", fuYi, "", "今年三月", "对县纪委给予的党内警告处分不服，请求复查。"),
			steps: []step{claimed(14), decides(14, "xinfang", complaint.Decision{Action: complaint.ActAppeal, Kind: "party"}),
				decides(2, "xinfang", complaint.Decision{Action: complaint.ActAppealAsk, Outcome: "upheld", Clear: true, Text: "经复查，原处分事实清楚、证据确凿、定性准确，予以维持。"})}},
		{key: "totell", days: 17, channel: "letter", draft: named("庞样花", "13800000013", "collective", liuTian, "", "2024年", "集体山林的租金没有分到户。"),
			steps: []step{claimed(16), accepted(15), closed(4, "经核对，租金按村民会议的决定用于修渠，账目已经张榜。")}},
		{key: "unhappy", days: 21, draft: named("秦样水", "13800000014", "lowincome_unfair", siLian, "", "今年", "评低保没有通知我家开会。"),
			steps: []step{claimed(20), accepted(20), closed(7, "经核查，评议会的通知贴在公开栏，程序符合规定。"), rates(5, "bad", "没有人来问过我。")}},
		{key: "red", days: 32, draft: named("谭样明", "13800000015", "housing", fuYi, "", "2024年", "危房改造的补助少了两千元。"),
			steps: []step{claimed(31), accepted(30), closed(20, "经核对，补助按公示的标准发放。"), rates(18, "bad", "标准不对。"),
				decides(14, "xinfang", complaint.Decision{Action: complaint.ActExplain, Text: "我们又核对了验收表：您家的房子按一般危房验收，补助标准是一万八千元，已经足额发放。"}),
				rates(12, "bad", "还是不明白。")}},
		{key: "object", days: 28, draft: anonymous("subsidy_missing", leMin, "", "今年春天", "农机补贴的名单里没有我，可是我交了材料。"),
			steps: []step{claimed(27), accepted(26), closed(16, "经核对，材料里缺购机发票，可以补交。"),
				reporterDoes(10, func(ctx context.Context, m *matters, h complaint.Handle) error {
					return m.complaints.Object(ctx, guestActor, h, "demo/object", seal.NewSecret("发票我交了，村里有登记。"))
				}),
				decides(8, "xinfang", complaint.Decision{Action: complaint.ActReopen, Note: seal.NewSecret("来信人说有登记，重新核对。"), Again: model.PetitionAccepted})}},
	}
}

func rates(days int, grade, words string) step {
	return reporterDoes(days, func(ctx context.Context, m *matters, h complaint.Handle) error {
		return m.complaints.Rate(ctx, guestActor, h, grade, seal.NewSecret(words))
	})
}
