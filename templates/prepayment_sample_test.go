package templates

import "fmt"

// prepaymentDesk is the frame of these pages, as a bureau's officer sees it.
func prepaymentDesk(title string, crumbs ...Link) Frame {
	f := importDesk(title, crumbs...)
	f.Path = "/office/prepayments"
	f.Menu = append(f.Menu[:3:3], MenuItem{Text: "发放前比对", URL: "/office/prepayments", Icon: "shield-lock", Active: true})
	f.Menu[2].Active = false
	return f
}

func prepaymentSamples() []sample {
	under := Link{"发放前比对", "/office/prepayments"}
	states := []Option{{Value: "checked", Text: "待部门答复"}, {Value: "released", Text: "已放行"}}
	list := OfficePrepaymentsData{Upload: Link{"上传拟发放名单", "/office/imports/new?kind=prepayouts"}, States: states, Pager: Pager{Page: 1, Pages: 1, Total: 3},
		Figures: []Figure{{"比对过的名单", "3 份", "24,310 行", Info}, {"拟发放", "812.4万", "元", Plain}, {"拦下没有发的", "3.2万", "元，41 行", Bad}, {"放行", "801.0万", "元", Good}},
		Rows: []PrepaymentListRow{
			{"/office/prepayments/3", "2026年7月农村低保拟发放.xlsx", "民政局", Badge{Info, "正在比对"}, "", "", PrepaymentShare{}, "", "2026-07-02 09:12"},
			{"/office/prepayments/2", "2026年7月高龄津贴拟发放.xlsx", "民政局", Badge{Warning, "待部门答复"}, "8,230", "412,500.00", PrepaymentShare{"8,190", "28", "12", 98, 1, 1}, "", "2026-07-01 15:40"},
			{"/office/prepayments/1", "2026年6月农村低保拟发放.xlsx", "民政局", Badge{Good, "已放行"}, "12,480", "4,362,100.00", PrepaymentShare{"12,443", "0", "37", 99, 0, 1}, "31,200.00", "2026-06-02 10:05"},
		}}
	facts := []Fact{{"部门", "民政局"}, {"交来", "2026-07-01 15:40"}, {"行数", "8,230"}, {"金额", "412,500.00 元"}}
	open := OfficePrepaymentData{URL: "/office/prepayments/2", State: Badge{Warning, "待部门答复"}, Facts: facts, Share: PrepaymentShare{"8,190", "28", "12", 98, 1, 1},
		Next: "还有 3 行没有答复：勾选下面的行，选照发或者撤下。", Tabs: []OfficeTab{{"要答复的", "/office/prepayments/2", 40, true, false}, {"拦截", "?verdict=stop", 12, false, true}, {"需核实", "?verdict=verify", 28, false, false}},
		Pager: Pager{Page: 1, Pages: 1, Total: 3},
		Answer: PrepaymentAnswer{On: true, Answers: []Option{{Value: "withdraw", Text: "撤下，这次不发"}, {Value: "keep", Text: "照发", Note: "拦截的行要写依据和核实的情况"}},
			Reasons: []Option{{Value: "verified", Text: "已核实，符合条件"}, {Value: "policy", Text: "政策允许"}, {Value: "data", Text: "登记簿数据有误"}}}}
	for i, r := range []PrepaymentRowData{
		{Name: "陈演一", Verdict: Badge{Bad, "拦截"}, Answer: Badge{Warning, "未答复"}, Reasons: []PrepaymentReason{{"死亡人员继续领取", "登记的死亡日期是2026年3月20日，之后仍发放了2026年4月至7月的高龄津贴4期，共400.00元。", "", Bad}}},
		{Name: "李样二", Verdict: Badge{Bad, "拦截"}, Answer: Badge{Plain, "撤下"}, AnsweredBy: "李演示", AnsweredAt: "2026-07-01 16:02", Reasons: []PrepaymentReason{{"同人同项同期重复发放", "同一个人、同一项、2026年7月出现两笔，各100.00元。", "", Bad}, {"账户户名不符", "账户户名不是本人，也不是同户的人。", "", Warning}}},
		{Name: "王演三", Verdict: Badge{Warning, "需核实"}, Answer: Badge{Good, "照发"}, Answered: "已核实，符合条件：户名少一个字，银行已更正", AnsweredBy: "李演示", AnsweredAt: "2026-07-01 16:05", Reasons: []PrepaymentReason{{"高龄津贴年龄不符", "按出生日期2026年7月末是79岁。", "户籍数据截至2025年12月31日，已经过期", Warning}}},
	} {
		r.ID, r.RowNo, r.Item, r.Period, r.Sum, r.Pick = int64(i+1), fmt.Sprint(12+300*i), "高龄津贴", "2026年7月", "100.00", true
		open.Rows = append(open.Rows, r)
	}
	wrong := open
	wrong.Errors = Errors{"": "", "doc": "拦截的行要照发，请写依据的文件名或文号", "note": "拦截的行要照发，请写明核实的情况（至少 4 个字）"}
	wrong.Answer.Answers = []Option{{Value: "withdraw", Text: "撤下，这次不发"}, {Value: "keep", Text: "照发", Note: "拦截的行要写依据和核实的情况", Selected: true}}
	chief := open
	chief.Answer, chief.State, chief.Next, chief.Decide, chief.Release = PrepaymentAnswer{}, Badge{Warning, "待负责人确认"}, "请看每一行的答复。放行以后发放 8,230 行，撤下的行不发。", true, "放行这份名单"
	released := open
	released.Answer, released.State, released.FileURL = PrepaymentAnswer{}, Badge{Good, "已放行"}, "/office/prepayments/2/list.csv"
	released.Next = "已经放行。实际发放的数据导入以后，会和这份名单逐笔比对，多发、漏发、改动的会成为疑点。"
	busy := OfficePrepaymentData{URL: "/office/prepayments/3", State: Badge{Info, "正在比对"}, Facts: facts[:2], Busy: "正在和各种登记簿比对……"}
	title := "2026年7月高龄津贴拟发放.xlsx"
	return []sample{
		of("office_prepayments", OfficePrepayments, prepaymentDesk("发放前比对"), list),
		of("office_prepayments_empty", OfficePrepayments, prepaymentDesk("发放前比对"), OfficePrepaymentsData{States: states, Narrowed: Narrowed{Text: "2026-01-01 至 2026-03-31 放行", Kept: []Option{{Value: "done", Text: "by"}, {Value: "2026-01-01", Text: "from"}, {Value: "2026-03-31", Text: "to"}}, ClearURL: "/office/prepayments"}, Empty: Empty{"还没有拟发放名单", "部门在“数据导入”里上传拟发放名单，核对导入以后会自动比对。", Link{}}}),
		of("office_prepayment", OfficePrepayment, prepaymentDesk(title, under), open),
		of("office_prepayment_wrong", OfficePrepayment, prepaymentDesk(title, under), wrong),
		of("office_prepayment_decide", OfficePrepayment, prepaymentDesk(title, under), chief),
		of("office_prepayment_released", OfficePrepayment, prepaymentDesk(title, under), released),
		of("office_prepayment_busy", OfficePrepayment, prepaymentDesk(title, under), busy),
	}
}
