//go:build e2e

package main

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/emmansun/gmsm/sm3"
	"github.com/xuri/excelize/v2"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/cmd/yangguang/internal/sample"
	"yangguang/service/kernel/period"
)

// rowOf is a row of a file by the names of its columns.
type rowOf = map[string]string

// sampleRows are the rows of one kind of the sample county.
func sampleRows(t testing.TB, kind string) (out []rowOf) {
	t.Helper()
	for _, part := range sample.County(time.Now()) {
		if part.Kind != kind {
			continue
		}
		var file bytes.Buffer
		if err := part.Write(&file); err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(&file).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines[1:] {
			row := rowOf{}
			for i, name := range lines[0] {
				row[name] = line[i]
			}
			out = append(out, row)
		}
	}
	return out
}

// The allowance that the list pays, and the town and village that draw it.
const (
	listItem    = "MZ02"
	listTown    = "450923108"
	listVillage = "450923108210"
)

// allowances are the newest payments of the allowance in the town, one a
// household, those of the demonstration's village first. The villagers whom a
// visitor plays are left alone.
func (w *world) allowances() []rowOf {
	w.t.Helper()
	newest := map[string]rowOf{}
	for _, r := range sampleRows(w.t, "payouts") {
		if r["项目编码"] == listItem && strings.HasPrefix(r["村代码"], listTown) && r["所属期起"] >= newest[r["身份证号"]]["所属期起"] {
			newest[r["身份证号"]] = r
		}
	}
	last := ""
	for _, r := range newest {
		last = max(last, r["所属期起"])
	}
	var out []rowOf
	for id, r := range newest {
		played := slices.ContainsFunc(sample.Villagers(time.Now()), func(v sample.Villager) bool { return v.ID == id })
		if r["所属期起"] == last && !played {
			out = append(out, r)
			w.secret("a resident ID", id)
			w.secret("an account number", r["账号"])
			w.unlogged("a villager's name", r["姓名"])
		}
	}
	slices.SortFunc(out, func(a, b rowOf) int {
		if home := func(r rowOf) bool { return r["村代码"] == listVillage }; home(a) != home(b) {
			if home(a) {
				return -1
			}
			return 1
		}
		return strings.Compare(a["身份证号"], b["身份证号"])
	})
	if len(out) < 14 || out[0]["村代码"] != listVillage {
		w.t.Fatalf("%d households with the allowance in the town", len(out))
	}
	return out
}

// problem is one kind of row that must not simply be paid.
type problem struct {
	about, model, verdict string
	row                   int // of the payees
}

// The eight kinds. The last takes two rows: one account for two households.
var problems = []problem{
	{"a car", "低保、特困家庭有机动车", "拦截", 0}, {"a dead payee", "死亡人员继续领取", "拦截", 1}, {"a post on the payroll", "财政供养人员领取困难类补贴", "拦截", 2},
	{"in custody", "服刑、强制隔离戒毒人员领取", "拦截", 3}, {"a company", "低保、特困家庭有市场主体", "", 4}, {"a shop", "低保、特困、危改家庭有商品房、商铺", "拦截", 5},
	{"a wrong amount", "发放金额与标准不符", "", 6}, {"one account for two", "一个账户收多人的补贴", "", 7},
}

// registersOf writes what the other bureaus know of the payees.
func registersOf(t testing.TB, payees []rowOf) map[string][]string {
	t.Helper()
	firm := ""
	for _, p := range sampleRows(t, "projects") {
		if code := p["中标单位代码"]; code != "" {
			firm = code
		}
	}
	who := func(i int) string { return payees[i]["身份证号"] + "," + payees[i]["姓名"] }
	id := func(i int) string { return payees[i]["身份证号"] }
	month := func(back int) string {
		return time.Now().In(period.Shanghai).AddDate(0, -back, 0).Format("2006-01") + "-03"
	}
	return map[string][]string{
		"vehicles":  {"身份证号,所有人,号牌号码,车辆类型,使用性质,初次登记日期,转出日期,状态,估值", who(0) + ",桂K演示01,小型轿车,非营运," + month(14) + ",,正常,86000"},
		"deaths":    {"身份证号,姓名,死亡日期,注销日期,来源,撤销", who(1) + "," + month(5) + ",,公安,否"},
		"officials": {"身份证号,姓名,单位,职务,人员类别,开始日期,终止日期,村代码", who(2) + ",演示县某事业单位,科员,事业," + month(20) + ",,"},
		"inmates":   {"身份证号,姓名,类别,入所日期,出所日期", who(3) + ",服刑," + month(8) + ","},
		"companies": {"统一社会信用代码,名称,类型,登记状态,成立日期,注销日期,注册资本", firm + ",演示某某贸易有限公司,有限责任公司,存续," + month(30) + ",,500000"},
		"company_roles": {"统一社会信用代码,身份证号,姓名,角色,持股比例,开始日期,终止日期",
			firm + "," + who(4) + ",法定代表人,,,", firm + "," + who(4) + ",股东,60," + month(30) + ","},
		"properties": {"身份证号,权利人,不动产单元号,坐落,用途,面积,份额,登记日期,注销日期,取得方式",
			id(5) + "," + payees[5]["姓名"] + ",450923001001GB00001F00010001,博白镇演示路1号,商业,48.5,," + month(26) + ",,购买"},
	}
}

// importRegisters hands the registers in with the command, before the
// demonstration starts.
func (w *world) importRegisters(dir string, payees []rowOf) {
	w.t.Helper()
	files := registersOf(w.t, payees)
	for _, kind := range []string{"vehicles", "deaths", "officials", "inmates", "companies", "company_roles", "properties"} {
		file := w.writeFile(kind+".csv", []byte(strings.Join(files[kind], "\n")+"\n"))
		var out, log bytes.Buffer
		if err := run(w.t.Context(), []string{"yangguang", "import", "--data", dir, kind, file}, nil, strings.NewReader(""), &out, &log); err != nil {
			w.t.Fatalf("%s: %v\n%s\n%s", kind, err, out.String(), log.String())
		}
	}
}

// listToPay is the bureau's workbook for this month: what was paid last month,
// with one amount that no standard gives and one account for two households.
func (w *world) listToPay(payees []rowOf) string {
	w.t.Helper()
	head := []string{"批次号", "项目编码", "所属期起", "所属期止", "身份证号", "姓名", "数量", "档次", "金额", "账号", "账户名", "村代码"}
	f := excelize.NewFile()
	put := func(row int, values ...any) {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row), &values); err != nil {
			w.t.Fatal(err)
		}
	}
	put(1, "农村低保拟发放名单(演示)")
	put(2, anys(head)...)
	now := time.Now().In(period.Shanghai)
	for i, r := range payees {
		line := rowOf{}
		for k, v := range r {
			line[k] = v
		}
		line["批次号"] = "MZ02-" + now.Format("200601")
		line["所属期起"], line["所属期止"] = now.Format("2006-01"), now.Format("2006-01")
		switch i {
		case 6:
			fen, err := strconv.ParseFloat(r["金额"], 64)
			if err != nil {
				w.t.Fatal(err)
			}
			line["金额"] = fmt.Sprintf("%.2f", fen*2)
		case 8:
			line["账号"], line["账户名"] = payees[7]["账号"], payees[7]["账户名"]
		}
		var values []any
		for _, name := range head {
			values = append(values, line[name])
		}
		put(3+i, values...)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		w.t.Fatal(err)
	}
	return w.writeFile("农村低保拟发放名单.xlsx", b.Bytes())
}

// comparisonWorld is the demonstration with the registers in it.
func comparisonWorld(t testing.TB) (w *world, dir string, payees []rowOf) {
	t.Helper()
	dir = demoFolder(t)
	state, err := readDemoState(dir)
	if err != nil {
		t.Fatal(err)
	}
	w = newWorld(t, nil, "", state)
	payees = w.allowances()
	w.importRegisters(dir, payees)
	w.running = startDemo(t, dir)
	w.platform = w.url + simulatorPath
	return w, dir, payees
}

// fetched reads what a form on the page gives to keep.
func (w *world) fetched(p *browser.Page, form string) []byte {
	w.t.Helper()
	var text string
	p.Do(chromedp.Evaluate(fmt.Sprintf(`(async () => { const f = document.querySelector(%q); const r = await fetch(f.action, {method: 'POST', body: new URLSearchParams(new FormData(f))});
	const b = new Uint8Array(await r.arrayBuffer()); let s = ''; for (const c of b) s += String.fromCharCode(c); return r.status + ' ' + btoa(s) })()`, form), &text,
		func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }))
	status, body, _ := strings.Cut(text, " ")
	if status != "200" {
		w.t.Fatalf("the file: %s", status)
	}
	content, err := base64.StdEncoding.DecodeString(body)
	if err != nil {
		w.t.Fatal(err)
	}
	return content
}

// tick ticks the rows of a list by the payees' names.
func tick(p *browser.Page, names ...string) {
	for _, name := range names {
		p.Click(fmt.Sprintf(`css=input[name="row"][aria-label$=%q]`, " "+name))
	}
}

// rowText is what a list says of a payee.
func rowText(p *browser.Page, name string) (text string) {
	p.Eval(fmt.Sprintf(`(() => { const r = [...document.querySelectorAll('tbody tr')].find(r => r.cells.length > 3 && r.innerText.includes(%q)); return r ? r.innerText : '' })()`, name), &text)
	return text
}

// TestBeforeTheMoneyLeavesAndAfter is the comparison's path: a bureau's list
// with eight kinds of problems is stopped, answered and released; a finding is
// sent out, checked in the village with a photo and closed, and does not come
// back.
func TestBeforeTheMoneyLeavesAndAfter(t *testing.T) {
	w, dir, payees := comparisonWorld(t)
	w.shown = 80
	w.payList(payees)
	w.judge(payees[0]["姓名"])
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}

// payList is the bureau's side, until the list is released.
func (w *world) payList(payees []rowOf) {
	t := w.t
	t.Helper()
	name := func(i int) string { return payees[i]["姓名"] }
	officer := w.desk("minzheng", laptop)
	officer.Open(w.url + "/office/prepayments")
	w.look(officer, "prepayments-none")
	officer.Follow("上传拟发放名单")
	officer.Upload("#f-file", w.listToPay(payees))
	w.look(officer, "")
	officer.Follow("上传并核对")
	officer.WaitText("行数")
	w.look(officer, "")
	officer.Follow(`css=form[action$="/confirm"] button`)
	officer.WaitText("撤回这一批")
	w.look(officer, "prepayments-loaded")
	officer.Follow("看比对结果")
	officer.Follow("css=tbody a")
	officer.WaitText("未答复")
	w.look(officer, "prepayment-open")
	list := officer.URL()
	for _, x := range problems {
		if row := rowText(officer, name(x.row)); !strings.Contains(row, x.model) || !strings.Contains(row, x.verdict) {
			t.Errorf("%s: row of %s: %q", x.about, x.model, row)
		}
	}
	for i := 9; i < len(payees); i++ {
		if row := rowText(officer, name(i)); row != "" {
			t.Errorf("a row with nothing wrong does not pass: %q", row)
		}
	}
	tick(officer, name(1))
	officer.Click("照发")
	officer.Follow("提交答复")
	officer.WaitText("拦截的行要照发，请写")
	w.look(officer, "")
	officer.Open(list)
	tick(officer, name(1), name(2), name(3), name(5), name(6))
	officer.Click("撤下，这次不发")
	officer.Follow("提交答复")
	officer.WaitText("已经答复")
	tick(officer, name(0), name(4), name(7), name(8))
	const kept = "入户核实，本户情况与登记不一致，本期照发"
	w.secret("words about a row", kept)
	officer.Click("照发")
	officer.Select("照发的理由", "已核实，符合条件")
	officer.Fill("依据的文件", "博民发〔演示〕1号")
	officer.Fill("核实的情况", kept)
	officer.Follow("提交答复")
	officer.WaitText("都答复过了")
	w.look(officer, "prepayment-answered")
	officer.Follow("交部门负责人确认")
	officer.WaitText("等部门负责人确认")

	head := w.desk("minzhengju", laptop)
	w.look(head, "bureau-head-today")
	head.Open(list)
	w.look(head, "prepayment-decide")
	head.Follow("放行这份名单")
	head.WaitText("名单已经放行")
	w.look(head, "prepayment-released")

	officer.Open(list)
	file := w.fetched(officer, `form[action$="/list.csv"]`)
	sum := sm3.Sum(file)
	officer.WaitText(fmt.Sprintf("%x", sum))
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\ufeff")))).ReadAll()
	if err != nil || len(lines) != 1+len(payees)-5 {
		t.Errorf("%d rows to pay of %d: %v", len(lines)-1, len(payees), err)
	}
	for _, out := range []int{1, 2, 3, 5, 6} {
		if bytes.Contains(file, []byte(payees[out]["身份证号"])) {
			t.Errorf("%s is still on the list", problems[out].about)
		}
	}
	officer.Open(w.url + "/office/prepayments")
	w.look(officer, "prepayments-list")
}

// judge is supervision's side: what happens to one finding.
func (w *world) judge(name string) {
	t := w.t
	t.Helper()
	const order, seen, verdict = "请到家里看车在谁手里", "十一月二十日两人入户，车停在院里，本人承认是自己买的", "情况属实，已停发"
	for _, words := range []string{order, seen, verdict} {
		w.secret("words about a finding", words)
	}
	desk := w.desk("jiandu", browser.Desktop)
	desk.Open(w.url + "/office/")
	w.look(desk, "")
	w.compare(desk, "run")
	w.tune(desk)
	desk.Open(w.url + "/office/findings")
	w.look(desk, "findings")
	desk.Open(w.url + "/office/findings?view=generated&model=S06")
	var address string
	desk.Eval(fmt.Sprintf(`(() => { const r = [...document.querySelectorAll('tbody tr')].find(r => r.innerText.includes(%q) && r.innerText.includes('最低生活保障')); return r ? r.querySelector('a').href : '' })()`, name), &address)
	desk.Open(address)
	desk.WaitText(name)
	w.look(desk, "finding")
	finding := desk.URL()
	w.deed(desk, "dispatch", "target", "village", "note", order)
	desk.WaitText("核查中")
	w.look(desk, "finding-sent")

	cadre := w.desk("cun", telephone)
	cadre.Open(w.url + "/office/checks")
	w.look(cadre, "checks-phone")
	cadre.Follow("css=tbody a")
	cadre.WaitText(order)
	w.look(cadre, "check-phone")
	cadre.Upload("#f-feedback-photo", w.photo())
	w.deed(cadre, "feedback", "verdict", "true", "text", seen)
	cadre.WaitText(seen)
	w.look(cadre, "check-answered-phone")
	cadre.Open(finding + "/sheet")
	w.look(cadre, "")

	desk.Open(finding)
	desk.WaitText(seen)
	w.look(desk, "finding-answered")
	w.deed(desk, "close", "verdict", "true", "as", "rectification", "rectify", time.Now().In(period.Shanghai).AddDate(0, 1, 0).Format(time.DateOnly), "note", verdict)
	desk.WaitText("督促整改")
	w.look(desk, "finding-closed")
	w.compare(desk, "")
	desk.Open(finding)
	desk.WaitText("督促整改")
	desk.Open(w.url + "/office/findings?view=generated&model=S06")
	// Others' cars are still there: the list is not simply empty.
	var again int
	desk.Eval(fmt.Sprintf(`[...document.querySelectorAll('tbody tr')].filter(r => r.innerText.includes(%q) && r.innerText.includes('最低生活保障')).length`, name), &again)
	if again != 0 || !desk.Shows("有机动车") {
		t.Errorf("a judged pair is raised again: %d", again)
	}
}

// compare is a full run by hand, and what it says of itself.
func (w *world) compare(p *browser.Page, name string) {
	w.t.Helper()
	p.Open(w.url + "/office/runs")
	p.Follow("现在全面比对")
	p.WaitText("数据指纹")
	w.look(p, name)
}

// tune changes a threshold on trial: the car is worth less than the new one.
func (w *world) tune(p *browser.Page) {
	w.t.Helper()
	p.Open(w.url + "/office/models")
	w.look(p, "")
	p.Follow("S06 低保、特困家庭有机动车")
	p.Fill("现值不超过此数的车不算", "100000")
	p.Follow("试算")
	p.WaitText("试算结果（没有保存）")
	w.look(p, "model-whatif")
	var figures string
	p.Eval(`[...document.querySelectorAll('#whatif .figures li')].map(e => e.innerText.replace(/\s+/g, '')).join(' ')`, &figures)
	if !strings.Contains(figures, "会新出现0") || strings.Contains(figures, "会不再出现0") {
		w.t.Errorf("with a threshold above the car's worth: %s", figures)
	}
}
