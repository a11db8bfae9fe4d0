package parameter

import "strconv"

// groupCadence is the heading of how often bureaus hand their data in.
const groupCadence = "数据更新周期"

// cadences declares for every kind of data how many days old it may be: the
// page on coverage calls older data late.
func cadences() []Definition {
	var out []Definition
	for _, k := range []struct {
		key, title string
		days       int
	}{
		{"divisions", "行政区划", 366}, {"residents", "户籍人口", 31}, {"subsidies", "补贴项目目录", 366}, {"policies", "政策", 366},
		{"payouts", "一卡通发放明细", 31}, {"prepayouts", "拟发放名单", 31}, {"rosters", "享受对象名册", 31}, {"officials", "财政供养人员", 92},
		{"relatives", "公职人员家属", 366}, {"deaths", "死亡人口", 31}, {"inmates", "服刑和强制隔离戒毒人员", 31}, {"vehicles", "机动车", 92},
		{"companies", "市场主体", 92}, {"company_roles", "市场主体人员", 92}, {"properties", "不动产", 92}, {"employment", "社保缴费", 31},
		{"pensions", "养老待遇", 31}, {"disabilities", "残疾人证", 92}, {"enrolments", "学籍", 184}, {"assessments", "经济状况核对结论", 184}, {"parcels", "承包地、公益林和退耕地块", 366},
		{"households", "脱贫户和监测户", 92}, {"indicators", "两不愁三保障指标", 366}, {"insurance", "医保参保", 366}, {"projects", "项目库", 31},
		{"funds", "资金指标与到位", 31}, {"project_funds", "项目资金拨付", 31}, {"project_progress", "项目进度", 31}, {"bids", "投标", 31}, {"field_checks", "现场核查结果", 366},
	} {
		out = append(out, Definition{"coverage." + k.key + ".days", groupCadence, k.title + "：多少天更新一次", strconv.Itoa(k.days), Days, 1, 3660, "平台默认，待县里确认"})
	}
	return out
}
