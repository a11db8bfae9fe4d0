package kind

import "slices"

// kinds is the whole table.
var kinds = slices.Concat(peopleKinds, registerKinds, worksKinds)

// villageNames are headers under which bureaus write villages by name.
var villageNames = []string{"村", "村名", "村名称", "行政村", "行政村名称", "所在村", "村居", "村委会", "村民委员会", "村社区"}

// itemNames are headers under which they write items by name, periodNames those
// of a period in one cell: 2024年1月至3月.
var (
	itemNames   = []string{"补贴项目", "补贴项目名称", "补贴名称"}
	periodNames = []string{"补贴期间", "补贴所属期", "所属期", "所属期间", "补贴月份", "所属月份"}
)

// peopleKinds are the county, its people, and what they are paid.
var peopleKinds = []Kind{
	{Key: "divisions", Title: "行政区划", Columns: []Column{
		{Name: "代码", Type: Division, Required: true, Aliases: []string{"区划代码", "行政区划代码", "统计用区划代码"}, Example: "450923108210"},
		{Name: "名称", Type: Text, Required: true, Aliases: []string{"区划名称", "单位名称"}, Example: "江宁镇四联村"},
		{Name: "级别", Type: Enum, Required: true, Values: []string{"county", "town", "village"}, Note: "county 县、town 镇、village 村"},
		{Name: "上级代码", Type: Division, Required: true, MayBeEmpty: true, Aliases: []string{"上级区划代码", "父级代码"}, Note: "县一级可以不填", Example: "450923108000"},
	}},
	{Key: "residents", Title: "户籍人口", Columns: []Column{
		{Name: "身份证号", Type: ID, Required: true, Aliases: []string{"公民身份号码", "身份证号码", "证件号码", "身份证"}},
		{Name: "姓名", Type: Name, Required: true},
		{Name: "户编号", Type: Code, Required: true, Aliases: []string{"户号", "户口簿编号", "家庭编号"}, FillDown: true},
		{Name: "与户主关系", Type: Text, Aliases: []string{"关系", "与户主的关系"}},
		{Name: "村代码", Type: Division, Required: true, Called: villageNames, Aliases: []string{"村(社区)代码", "村居代码", "行政村代码"}, FillDown: true},
		{Name: "组", Type: Text, Aliases: []string{"村民小组", "屯"}},
		{Name: "手机号", Type: Phone, Aliases: []string{"手机号码", "联系电话", "电话"}},
		{Name: "状态", Type: Enum, Aliases: []string{"人口状态", "户籍状态"}, Values: []string{"正常", "迁出", "注销"}},
	}},
	{Key: "subsidies", Title: "补贴项目目录", Columns: []Column{
		{Name: "项目编码", Type: Code, Required: true, Aliases: []string{"补贴项目编码", "补贴编码"}},
		{Name: "项目名称", Type: Text, Required: true, Aliases: []string{"补贴项目名称", "补贴项目", "补贴名称"}},
		{Name: "主管部门", Type: Text, Required: true, Aliases: []string{"部门", "责任部门"}},
		{Name: "对象", Type: Enum, Required: true, Aliases: []string{"补贴对象", "发放对象"}, Values: []string{"个人", "户", "地块", "学生"}},
		{Name: "档次", Type: Text, Aliases: []string{"类别", "等级"}},
		{Name: "标准", Type: Money, Required: true, Aliases: []string{"补贴标准", "发放标准"}},
		{Name: "单位", Type: Enum, Required: true, Aliases: []string{"计量单位", "标准单位"}, Values: []string{"人月", "户年", "亩年", "人学期", "一次"}},
		{Name: "频次", Type: Enum, Required: true, Aliases: []string{"发放频次"}, Values: []string{"月", "季", "半年", "年", "学期", "一次"}},
		{Name: "收入认定", Type: Enum, Aliases: []string{"是否计入收入"}, Values: []string{"计入", "不计入"}},
		{Name: "生效日期", Type: Day, Required: true, Aliases: []string{"开始日期", "执行日期", "起始日期"}},
		{Name: "失效日期", Type: Day, Aliases: []string{"终止日期", "截止日期"}, End: true, After: "生效日期"},
		{Name: "文号", Type: Text, Aliases: []string{"依据文号", "文件依据"}},
	}},
	{Key: "policies", Title: "政策", Columns: []Column{
		{Name: "标题", Type: Text, Required: true, Aliases: []string{"政策标题", "政策名称"}},
		{Name: "项目编码", Type: Code, Required: true, MayBeEmpty: true, Aliases: []string{"补贴项目编码"}, Note: "不属于某个补贴项目的,这一格可以空着"},
		{Name: "类别", Type: Text, Required: true, Aliases: []string{"政策类别"}},
		{Name: "发文机关", Type: Text, Required: true, Aliases: []string{"发文单位", "制定机关"}},
		{Name: "文号", Type: Text, Aliases: []string{"发文字号"}},
		{Name: "生效日期", Type: Day, Required: true, Aliases: []string{"实施日期", "施行日期"}},
		{Name: "失效日期", Type: Day, Aliases: []string{"废止日期"}, End: true, After: "生效日期"},
		{Name: "享受条件", Type: Prose, Required: true, Aliases: []string{"申请条件", "条件"}},
		{Name: "标准", Type: Prose, Required: true, Aliases: []string{"补贴标准"}},
		{Name: "申请材料", Type: Prose, Required: true, Aliases: []string{"所需材料", "材料"}},
		{Name: "办理地点", Type: Prose, Required: true, Aliases: []string{"办理单位", "受理地点"}},
		{Name: "咨询电话", Type: Text, Aliases: []string{"联系电话", "电话"}},
		{Name: "正文", Type: Prose, Aliases: []string{"政策原文", "内容"}},
	}},
	{Key: "payouts", Title: "一卡通发放明细", Columns: []Column{
		{Name: "批次号", Type: Code, Required: true, Aliases: []string{"发放批次", "批次", "发放批次号"}, FillDown: true},
		{Name: "项目编码", Type: Code, Required: true, Called: itemNames, Aliases: []string{"补贴项目编码", "补贴项目代码", "项目代码"}, FillDown: true},
		{Name: "所属期起", Type: PeriodFrom, Required: true, Called: periodNames, Aliases: []string{"补贴期间起", "所属期开始", "所属期间起", "补贴期起"}, FillDown: true},
		{Name: "所属期止", Type: PeriodTo, Required: true, Called: periodNames, Aliases: []string{"补贴期间止", "所属期结束", "所属期间止", "补贴期止"}, After: "所属期起", FillDown: true},
		{Name: "身份证号", Type: ID, Required: true, Aliases: []string{"公民身份号码", "身份证号码", "证件号码", "身份证"}},
		{Name: "姓名", Type: Name, Required: true, Aliases: []string{"领款人", "享受人姓名", "户主", "户主姓名"}},
		{Name: "数量", Type: Decimal, Area: Mu, Aliases: []string{"补贴数量", "人数", "面积", "补贴面积"}},
		{Name: "档次", Type: Text, Aliases: []string{"补贴档次"}},
		{Name: "金额", Type: Money, Required: true, Aliases: []string{"发放金额", "补贴金额", "补助金额"}},
		{Name: "账号", Type: Account, Required: true, Aliases: []string{"银行账号", "卡号", "一卡通账号", "银行卡号"}},
		{Name: "账户名", Type: Name, Required: true, Aliases: []string{"开户名", "户名", "账户名称"}},
		{Name: "发放日期", Type: Day, Required: true, Aliases: []string{"支付日期", "打款日期", "发放时间"}},
		{Name: "发放结果", Type: Enum, Aliases: []string{"发放状态", "支付结果"}, Values: []string{"成功", "退票"}},
		{Name: "村代码", Type: Division, Called: villageNames, Aliases: []string{"村(社区)代码", "村居代码", "行政村代码"}, FillDown: true},
		{Name: "补发原批次", Type: Code, Aliases: []string{"原批次号", "补发原批次号"}},
	}},
	{Key: "prepayouts", Title: "拟发放名单", Columns: []Column{
		{Name: "批次号", Type: Code, Required: true, Aliases: []string{"发放批次", "批次", "发放批次号"}, FillDown: true},
		{Name: "项目编码", Type: Code, Required: true, Called: itemNames, Aliases: []string{"补贴项目编码", "补贴项目代码", "项目代码"}, FillDown: true},
		{Name: "所属期起", Type: PeriodFrom, Required: true, Called: periodNames, Aliases: []string{"补贴期间起", "所属期开始", "所属期间起", "补贴期起"}, FillDown: true},
		{Name: "所属期止", Type: PeriodTo, Required: true, Called: periodNames, Aliases: []string{"补贴期间止", "所属期结束", "所属期间止", "补贴期止"}, After: "所属期起", FillDown: true},
		{Name: "身份证号", Type: ID, Required: true, Aliases: []string{"公民身份号码", "身份证号码", "证件号码", "身份证"}},
		{Name: "姓名", Type: Name, Required: true, Aliases: []string{"领款人", "享受人姓名", "户主", "户主姓名"}},
		{Name: "数量", Type: Decimal, Area: Mu, Aliases: []string{"补贴数量", "人数", "面积", "补贴面积"}},
		{Name: "档次", Type: Text, Aliases: []string{"补贴档次"}},
		{Name: "金额", Type: Money, Required: true, Aliases: []string{"发放金额", "补贴金额", "补助金额"}},
		{Name: "账号", Type: Account, Required: true, Aliases: []string{"银行账号", "卡号", "一卡通账号", "银行卡号"}},
		{Name: "账户名", Type: Name, Required: true, Aliases: []string{"开户名", "户名", "账户名称"}},
		{Name: "村代码", Type: Division, Called: villageNames, Aliases: []string{"村(社区)代码", "村居代码", "行政村代码"}, FillDown: true},
		{Name: "补发原批次", Type: Code, Aliases: []string{"原批次号", "补发原批次号"}},
	}},
	{Key: "rosters", Title: "享受对象名册", Members: Members{
		Columns: []string{"姓名", "身份证号", "与户主关系"}, OnHead: []string{"核定金额", "账号"}, Role: "与户主关系", Head: "户主",
	}, Columns: []Column{
		{Name: "项目编码", Type: Code, Required: true, Called: itemNames, Aliases: []string{"补贴项目编码", "补贴项目代码", "项目代码"}, FillDown: true},
		{Name: "户编号", Type: Code, Required: true, Aliases: []string{"户号", "低保证号", "家庭编号"}, FillDown: true},
		{Name: "身份证号", Type: ID, Required: true, Aliases: []string{"公民身份号码", "身份证号码", "证件号码", "身份证"}},
		{Name: "姓名", Type: Name, Required: true, Aliases: []string{"家庭成员姓名", "享受人姓名"}},
		{Name: "与户主关系", Type: Text, Aliases: []string{"关系", "与户主的关系"}},
		{Name: "档次", Type: Text, Aliases: []string{"保障类别", "享受档次", "类别"}, FillDown: true},
		{Name: "核定金额", Type: Money, Aliases: []string{"月保障金额", "保障金额", "发放标准", "直补金额", "补助金额"}},
		{Name: "开始年月", Type: Month, Required: true, Aliases: []string{"开始享受年月", "享受起始年月", "起始年月", "搬迁时间"}, FillDown: true},
		{Name: "终止年月", Type: Month, Aliases: []string{"停发年月", "终止享受年月"}, End: true, After: "开始年月", FillDown: true},
		{Name: "批准日期", Type: Day, Aliases: []string{"审批日期", "批准时间"}, FillDown: true, Vague: LastDay},
		{Name: "经办人身份证号", Type: ID, Aliases: []string{"经办人证件号"}, FillDown: true},
		{Name: "账号", Type: Account, Aliases: []string{"银行账号", "卡号", "一卡通账号", "银行卡号"}},
	}},
}
