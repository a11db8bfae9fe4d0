package office_test

import (
	"net/http"
	"strings"
	"testing"
)

const (
	closeID     = "45092319900307002X" // one digit from goodID
	subsidyFile = "项目编码,项目名称,主管部门,对象,档次,标准,单位,频次,收入认定,生效日期,失效日期,文号\nMZ01,农村低保,民政局,户,A,350,人月,月,计入,2025-01-01,,演示\n"
	payoutFile  = "批次号,项目编码,所属期起,所属期止,身份证号,姓名,数量,档次,金额,账号,账户名,发放日期,发放结果,村代码\nP1,MZ01,2025-01,2025-01," + closeID + ",陈演一,2,A,700,6222021234567890128,陈演一,2025-01-10,成功,450923108210\n"
)

// take hands a file in and confirms it.
func (o *importOffice) take(who int64, kind, text string) {
	o.t.Helper()
	at := o.handIn(who, kind, text)
	if w := o.post(who, at+"/confirm", ""); w.Code != http.StatusSeeOther {
		o.t.Fatalf("%s: %d", kind, w.Code)
	}
	o.work()
}

func TestWhoIsWhomAndHowFarTheDataReach(t *testing.T) {
	o := newImportOffice(t)
	o.shows(6, "/office/matching", "没有要认定的人")
	o.take(3, "divisions", divisionFile)
	o.take(3, "residents", residentFile)
	o.take(3, "subsidies", subsidyFile)
	o.take(1, "payouts", payoutFile)

	body := o.shows(6, "/office/matching", "级别 C", "只有一位不同", "陈演一", "四联村", "第2行")
	if strings.Contains(body, goodID) || strings.Contains(body, closeID) {
		t.Error("the page shows a whole resident ID")
	}
	const pair = "/office/matching/1"
	if w := o.post(6, pair, "verdict=same&basis=%E5%AF%B9"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "请写明依据") || !strings.Contains(w.Body.String(), `value="对"`) {
		t.Errorf("without a basis: %d", w.Code)
	}
	if w := o.post(6, pair, "verdict=same&basis=%E6%A0%B8%E5%AF%B9%E4%BA%86%E6%88%B7%E5%8F%A3%E7%B0%BF"); w.Code != http.StatusSeeOther {
		t.Fatalf("judged: %d %s", w.Code, w.Body)
	}
	o.shows(6, "/office/matching?verdict=same", "是同一人", "演示己")
	if w := o.post(6, pair, "verdict=different"); w.Code != http.StatusSeeOther {
		t.Errorf("judged again: %d", w.Code)
	}
	o.shows(6, "/office/matching", "已经有结论")

	o.shows(3, "/office/coverage", "4 / 30", "民政局", "户籍人口", "没有导入", "100%", "0%", "按期")
	if body := o.shows(1, "/office/coverage", "一卡通发放明细"); strings.Contains(body, "户籍人口") {
		t.Error("a bureau sees others' data")
	}
	for _, secret := range []string{goodID, closeID, "6222021234567890128"} {
		if strings.Contains(o.log.String(), secret) {
			t.Errorf("the log holds %s", secret)
		}
	}
}

func TestABureauNamesItsHeaders(t *testing.T) {
	o := newImportOffice(t)
	at := o.handIn(1, "deaths", "身份证号,姓名,走的那天,来源\n"+goodID+",陈演一,2025-02-03,民政\n")
	o.shows(1, at, "读不了", "这些表头对应哪一列", "表头“走的那天”", `<option value="死亡日期">`)
	if w := o.post(1, at+"/headers", "h0="); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "请至少为一个表头") {
		t.Errorf("nothing chosen: %d", w.Code)
	}
	if w := o.post(1, at+"/headers", "h0=%E6%AD%BB%E4%BA%A1%E6%97%A5%E6%9C%9F"); w.Code != http.StatusSeeOther {
		t.Fatalf("chosen: %d %s", w.Code, w.Body)
	}
	o.work()
	o.shows(1, at, "待确认", "导入 1 行")
}
