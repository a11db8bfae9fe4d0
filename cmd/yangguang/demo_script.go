package main

import (
	"context"
	"slices"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/complaint"
	"yangguang/service/kernel/seal"
)

// Villages of the sample matters; the town inspector of the demonstration is
// the first one's.
const (
	siLian     = "450923108210"
	daWang     = "450923109207"
	liuTian    = "450923112205"
	fuYi       = "450923121205"
	leMin      = "450923107202"
	jiangNing  = "450923108000"
	firstUnit  = "第一监督检查室"
	secondUnit = "第二监督检查室"
)

// anonymous is a report without a name.
func anonymous(subject, village, place, when, body string) complaint.Draft {
	return complaint.Draft{Named: "anonymous", Subject: subject, Village: village, Place: place, When: when, Body: seal.NewSecret("【演示】" + body)}
}

// named is a report by somebody invented.
func named(name, phone, subject, village, place, when, body string) complaint.Draft {
	d := anonymous(subject, village, place, when, body)
	d.Named, d.Name, d.Phone = "named", seal.NewSecret(name), seal.NewSecret(phone)
	return d
}

// accusation is the category of most reports.
const accusation = "accusation"

func accepted(days int) step {
	return decides(days, "xinfang", complaint.Decision{Action: complaint.ActAccept, Category: accusation})
}

// sampleMatters are the demonstration's petitions, one in each state and some
// more: a queue that looks like one.
func sampleMatters() []matter {
	return slices.Concat(waitingMatters(), handledMatters(), procedureMatters(), outsideMatters(), clueMatters())
}

// waitingMatters are those that the petition office has not decided about.
func waitingMatters() []matter {
	return []matter{
		{key: "overdue", days: 14, draft: anonymous("subsidy_taken", liuTian, "样板屯", "去年冬天",
			"我们屯好几户的耕地地力保护补贴，存折放在屯长那里，发了多少钱谁也不知道。请查一查钱到底发到哪里去了。")},
		{key: "lowincome", days: 4, draft: named("陆演禾", "13800000001", "lowincome_unfair", daWang, "三队", "今年评低保的时候",
			"评低保没有开会，也没有张榜。我家有残疾人没评上，有小车的人家评上了。希望按规定重新评。")},
		{key: "fresh", days: 1, draft: anonymous("project", leMin, "村口到小学的路", "今年九月",
			"新修的路才两个月就裂了好多口子，路面比牌子上写的窄。请来量一量厚度和宽度。")},
		{key: "housing", days: 3, channel: "letter", draft: named("黄样田", "13800000002", "housing", fuYi, "样山屯", "2025年",
			"申请危房改造时被要求先交三千元“押金”，房子建好验收了，押金到现在没有退，补助也少发了一部分。"),
			steps: []step{claimed(2), verified(1, "电话联系本人，姓名、事由一致。")}},
		{key: "extortion", days: 10, told: "匿名，正在补充情况，可以接着对话",
			draft: anonymous("extortion", siLian, "", "今年八月", "办临时救助的时候，经手的人说要“辛苦费”五百元，给了才往上报。好几家都给了。"),
			steps: []step{
				claimed(9),
				decides(9, "xinfang", complaint.Decision{Action: complaint.ActNeedInfo, Category: accusation, Text: "您好。请问钱是怎样给的、大约哪一天、还有谁知道？不用写您的姓名。"}),
				adds(6, "是八月中旬赶圩那天，给的现金，在村委会门口。同一天还有两家也给了。"),
				decides(5, "xinfang", complaint.Decision{Action: complaint.ActAnswer, Text: "收到，谢谢。有收条、照片或者聊天记录的话，也可以在本页补充。"}),
				adds(2, "没有收条。我问了那两家，他们愿意说，但是怕被知道。"),
			}},
		{key: "call", days: 6, channel: "call", draft: named("覃样水", "0775-8300001", "subsidy_missing", daWang, "", "2026年上半年",
			"来电反映今年的农机购置补贴没有到账，不清楚是没有批还是没有发。"),
			steps: []step{claimed(6), decides(5, "xinfang", complaint.Decision{Action: complaint.ActNeedInfo, Category: "suggestion", Text: "请补充购机的发票日期和农机的型号，方便我们核对。"})}},
		{key: "withdrawn", days: 8, draft: named("李演明", "13800000003", "village_cadre", leMin, "", "今年十月", "村里安排公益岗的时候没有公示，觉得不公平，想问个清楚。"),
			steps: []step{reporterDoes(7, func(ctx context.Context, m *matters, h complaint.Handle) error {
				return m.complaints.Withdraw(ctx, guestActor, h, seal.NewSecret("村里已经补了公示，说清楚了。"))
			})}},
	}
}

// handledMatters are those that were decided and did not become clues.
func handledMatters() []matter {
	return []matter{
		{key: "accepted", days: 12, draft: named("陈样珍", "13800000004", "collective", fuYi, "后背岭", "2024年到现在",
			"集体的林地租出去三年，租金每年多少、用到哪里，从来没有公布过。问了几次都说账在镇里。"),
			steps: []step{claimed(11), accepted(10)}},
		{key: "court", days: 20, channel: "visit", draft: named("梁样和", "13800000005", "other", siLian, "", "今年",
			"与邻居的宅基地界线有纠纷，法院已经开庭，要求纪委出面改判。"),
			steps: []step{claimed(20), decides(18, "xinfang", complaint.Decision{Action: complaint.ActReject, Category: "out_of_scope",
				Text: "您反映的事法院正在审理，按规定不归纪检监察机关受理。请在诉讼中向法院提出，法律援助可以找县司法局。"})}},
		{key: "again", days: 5, channel: "letter", draft: anonymous("extortion", siLian, "村委会", "八月", "有人办救助要收“辛苦费”，希望纪委管一管。"),
			steps: []step{claimed(4), decides(3, "xinfang", complaint.Decision{Action: complaint.ActDuplicate, Category: accusation, Duplicate: "extortion"})}},
		{key: "town", days: 16, channel: "visit", draft: named("蒙样花", "13800000006", "village_cadre", siLian, "二队", "今年夏天",
			"村里发救灾大米不按名单发，领的人签的都是同一个笔迹。想要看名单。"),
			steps: []step{
				claimed(15),
				decides(14, "xinfang", complaint.Decision{Action: complaint.ActTransfer, Category: accusation, Town: jiangNing, Clear: true}),
				decides(13, "zhen", complaint.Decision{Action: complaint.ActReceiveLower}),
				decides(8, "zhen", complaint.Decision{Action: complaint.ActAnswer, Text: "我们已经到村里调取发放名单，正在逐户核对。"}),
			}},
		{key: "townnew", days: 6, draft: anonymous("project", siLian, "水塘", "今年三月", "屯里的蓄水池修好以后没有通水，牌子上写已经完工。"),
			steps: []step{claimed(5), decides(4, "xinfang", complaint.Decision{Action: complaint.ActTransfer, Category: accusation, Town: jiangNing, Clear: true})}},
		{key: "towndone", days: 30, draft: named("冯样春", "13800000007", "subsidy_missing", siLian, "", "2025年", "高龄津贴少发了三个月，村里说报上去了，没有下文。"),
			steps: []step{
				claimed(29),
				decides(28, "xinfang", complaint.Decision{Action: complaint.ActTransfer, Category: accusation, Town: jiangNing, Clear: true}),
				decides(12, "zhen", complaint.Decision{Action: complaint.ActClose, Text: "经核对，您的高龄津贴有三个月因资料没有录入而漏发，已经补录，补发的钱本月到账。"}),
			}},
		{key: "forward", days: 19, channel: "call", draft: named("刘样根", "13800000008", "other", liuTian, "", "今年", "来电咨询残疾人两项补贴怎样申请，要哪些材料。"),
			steps: []step{claimed(19), decides(18, "xinfang", complaint.Decision{Action: complaint.ActForward, Category: "out_of_scope", Unit: "民政局"})}},
		{key: "closed", days: 26, draft: named("苏样平", "13800000009", "collective", daWang, "", "2023年", "村集体鱼塘的承包款没有公开。"),
			steps: []step{claimed(25), accepted(24), decides(9, "xinfang", complaint.Decision{Action: complaint.ActClose,
				Text: "经了解，鱼塘承包款已全部入村集体账户，没有发现被挪用；没有按时公开的问题已经责成村委会改正，账目贴在村务公开栏。"})}},
	}
}

// clueMatters are those that became clues, up to a case with its outcome.
func clueMatters() []matter {
	clue := func(accept, clue int, title string) []step {
		return []step{claimed(accept + 1), accepted(accept), becomesClue(clue, title)}
	}
	return []matter{
		{key: "clue", days: 9, draft: anonymous("subsidy_taken", leMin, "", "2025年", "已经去世的老人还在领养老金，钱是别人拿着存折取的。"),
			steps: clue(7, 5, "乐民村已故人员养老金被冒领问题")},
		{key: "late", days: 40, channel: "letter", draft: anonymous("project", liuTian, "灌溉水渠", "2024年", "水渠工程只修了一半就验收，施工队是村干部的亲戚。"),
			steps: slices.Concat(clue(38, 37, "六田村灌溉水渠工程验收不实问题"), assigned(36, firstUnit))},
		{key: "opinion", days: 24, draft: anonymous("housing", fuYi, "", "2024年", "危房改造的名额有人花钱买，不是危房的也改了。"),
			steps: slices.Concat(clue(22, 20, "付义村危房改造对象认定问题"), assigned(19, secondUnit),
				[]step{proposed(2, model.OpinionVerify, "反映的问题具体，有名有姓有时间，建议初步核实。")})},
		{key: "inquiry", days: 34, draft: anonymous("village_cadre", daWang, "", "2025年", "村里开会的签到是一个人代签的，误工补贴照样发。"),
			steps: slices.Concat(clue(32, 31, "大旺村误工补贴发放不规范问题"), assigned(30, firstUnit),
				[]step{proposed(27, model.OpinionTalk, "问题比较轻，建议函询。"), approves(26, casework.ActApprove)}, inquired(25))},
		{key: "verify", days: 33, draft: named("甘样林", "13800000010", "subsidy_taken", daWang, "", "2022年起", "公益林补偿按户发的名单里有不是本村的人。"),
			steps: slices.Concat(clue(31, 30, "大旺村公益林补偿名单不实问题"), assigned(29, firstUnit),
				[]step{proposed(25, model.OpinionVerify, "问题线索具体，建议初步核实。"), approves(24, casework.ActApprove)}, verifying(22))},
		{key: "case", days: 38, draft: anonymous("lowincome_unfair", fuYi, "", "2021年起", "有人把自己家的亲戚报成低保户，名单从来不公示。"),
			steps: slices.Concat(clue(36, 35, "付义村违规办理低保问题"), assigned(34, secondUnit),
				[]step{proposed(30, model.OpinionVerify, "建议初步核实。"), approves(29, casework.ActApprove)}, verifying(28),
				reported(18, "file", "初步核实情况属实，建议立案。", casework.ActVerifyFile), filed(16), tried(9, false))},
		doneMatter(clue),
	}
}

// doneMatter went the whole way: money came back, and the reporter is content.
func doneMatter(clue func(accept, clue int, title string) []step) matter {
	return matter{key: "done", days: 39, told: "实名，已办结，钱已退回", draft: named("韦样安", "13800000011", "subsidy_taken", siLian, "四队", "2023年到2025年",
		"我家和另外五户的耕地地力保护补贴三年没有拿到，村里说国家停发了，可是镇上的公示有我们的名字。"),
		steps: slices.Concat(clue(38, 37, "四联村惠农补贴被截留问题"), assigned(36, firstUnit),
			[]step{proposed(33, model.OpinionVerify, "涉及补贴发放，建议初步核实。"), approves(32, casework.ActApprove)}, verifying(31),
			reported(24, "file", "初步核实：有六户三年的补贴由他人代领未转交，建议立案。", casework.ActVerifyFile), filed(22), tried(12, true), moneyBack(8),
			[]step{
				decides(6, "xinfang", complaint.Decision{Action: complaint.ActClose, Text: "您反映的补贴没有发到手的问题属实。有关人员已经受到处理，追回的钱正在退还给六户群众，收到了请在手机上点一下。谢谢您的监督。"}),
				reporterDoes(4, func(ctx context.Context, m *matters, h complaint.Handle) error {
					return m.complaints.Rate(ctx, guestActor, h, "good", seal.NewSecret("钱已经收到了。"))
				})})}
}
