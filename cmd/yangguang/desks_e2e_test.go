//go:build e2e

package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp/totp"
	"github.com/xuri/excelize/v2"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/cmd/yangguang/internal/sample"
	"yangguang/service/kernel/period"
)

// laptop is the smallest screen the office works at.
var laptop = browser.View{Width: 1280, Height: 800, Scale: 1}

// lastPayouts are a villager's newest payments of the sample, one per item that
// 民政局 pays, under the names of the columns.
func lastPayouts(t testing.TB, id string, n int) []map[string]string {
	t.Helper()
	newest := map[string]map[string]string{}
	for _, part := range sample.County(time.Now()) {
		if part.Kind != "payouts" {
			continue
		}
		var file bytes.Buffer
		if err := part.Write(&file); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&file).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows[1:] {
			row := map[string]string{}
			for i, name := range rows[0] {
				row[name] = r[i]
			}
			if item := row["项目编码"]; row["身份证号"] == id && item == "MZ02" || row["身份证号"] == id && item == "MZ07" {
				newest[item] = row
			}
		}
	}
	var out []map[string]string
	for _, row := range newest {
		out = append(out, row)
	}
	slices.SortFunc(out, func(a, b map[string]string) int { return strings.Compare(a["项目编码"], b["项目编码"]) })
	if len(out) < n {
		t.Fatalf("%d payments by 民政局 in the sample, want %d", len(out), n)
	}
	return out[:n]
}

// dirtyPayouts is a workbook as a bureau makes it: a title over all columns,
// other names of columns, full-width digits, blanks, a sum below, and one row
// that cannot be right.
func (w *world) dirtyPayouts(rows []map[string]string) string {
	w.t.Helper()
	f := excelize.NewFile()
	const sheet = "Sheet1"
	put := func(row int, values ...any) {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", row), &values); err != nil {
			w.t.Fatal(err)
		}
	}
	put(1, "博白县民政局补贴发放明细表(演示)")
	if err := f.MergeCell(sheet, "A1", "N1"); err != nil {
		w.t.Fatal(err)
	}
	head := []string{"批次号", "项目编码", "所属期起", "所属期止", "身份证号", "姓名", "数量", "档次", "金额", "账号", "账户名", "发放日期", "发放结果", "村代码"}
	put(2, anys(head)...)
	today := time.Now().In(period.Shanghai)
	line := func(r map[string]string, id, money string) []any {
		var out []any
		for _, name := range head {
			v := r[name]
			switch name {
			case "批次号":
				v = "MZ-DEMO-" + today.Format("200601")
			case "所属期起", "所属期止":
				v = today.Format("2006-01")
			case "发放日期":
				v = today.Format("2006年1月2日")
			case "身份证号":
				v = id
			case "金额":
				v = money
			case "姓名":
				v = " " + string([]rune(v)[:1]) + " " + string([]rune(v)[1:])
			}
			out = append(out, v)
		}
		return out
	}
	n := 3
	for _, r := range rows {
		put(n, line(r, " "+strings.Map(wide, r["身份证号"])+" ", r["金额"])...)
		w.secret("an account number", r["账号"])
		n++
	}
	bad := rows[0]["身份证号"]
	put(n, line(rows[0], bad[:17]+"?", "一百元")...)
	put(n+1, "合计", "", "", "", "", "", "", "", "9999.00")
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		w.t.Fatal(err)
	}
	return w.writeFile("11月发放明细(最终版).xlsx", b.Bytes())
}

func anys(words []string) []any {
	out := make([]any, len(words))
	for i, s := range words {
		out[i] = s
	}
	return out
}

// wide turns a digit into the full-width form that some input methods write.
func wide(r rune) rune {
	if r >= '0' && r <= '9' {
		return r - '0' + '０'
	}
	return r
}

// download gives the first bytes of a file that a page links to.
func (w *world) download(p *browser.Page, link string) string {
	w.t.Helper()
	var head string
	p.Do(chromedp.Evaluate(fmt.Sprintf(`fetch(document.querySelector(%q).href).then(r => r.ok ? r.text() : 'refused ' + r.status).then(s => s.slice(0, 2))`, link), &head,
		func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }))
	return head
}

// TestVillageAndBureau is the records' side: a cadre checks the village's
// lists, the bureau answers, hands in a file and takes it back; who was paid
// hears of it once.
func TestVillageAndBureau(t *testing.T) {
	w, dir := demoWorld(t)
	w.silent = true
	elder := w.people["elder"]
	w.act("follow", "elder", "")
	villager := w.browser.Page(telephone)
	w.enter(villager, "elder")
	w.bind(villager, "elder")
	w.silent, w.shown = false, 50

	cadre := w.desk("cun", laptop)
	w.look(cadre, "cadre-today")
	cadre.Open(w.url + "/office/village/residents")
	cadre.Fill("姓名或户编号", elder.Name)
	cadre.Follow("查找")
	cadre.WaitText(elder.Household)
	if cadre.Shows(elder.ID) {
		t.Error("the village sees a whole resident ID")
	}
	w.look(cadre, "cadre-residents")
	cadre.Open(w.url + "/office/village/projects")
	w.look(cadre, "cadre-projects")
	cadre.Open(w.url + "/office/village/payouts?item=MZ02")
	w.look(cadre, "cadre-payouts")
	var wrongRow string
	cadre.Eval(`[...document.querySelectorAll('tbody tr')].find(r => r.innerText.includes('低保') || r.innerText.includes('最低生活保障')).querySelector('a').href`, &wrongRow)
	cadre.Open(wrongRow)
	const remark, reply = "该户两人已于二月迁出，有迁移证明", "已核对迁移证明，下月起更正"
	w.secret("words of a remark", remark)
	w.secret("words of a remark", reply)
	cadre.Fill("哪里不对，应该是什么", remark)
	w.look(cadre, "cadre-remark")
	cadre.Follow("提交给部门")
	cadre.WaitText("已经交给部门")
	for _, closed := range []string{"/office/petitions", "/office/clues", "/office/imports", "/office/staff"} {
		cadre.Open(w.url + closed)
		cadre.WaitText("没有找到这个页面")
	}

	bureau := w.desk("minzheng", laptop)
	w.look(bureau, "bureau-today")
	bureau.Open(w.url + "/office/remarks")
	bureau.Follow("css=tbody a")
	bureau.WaitText(remark)
	bureau.Click("确实不对，部门更正")
	bureau.Fill("核对的情况", reply)
	w.look(bureau, "bureau-answer")
	bureau.Follow("提交答复")
	cadre.Open(w.url + "/office/village/remarks")
	cadre.Follow("css=tbody a")
	cadre.WaitText(reply)

	bureau.Open(w.url + "/office/imports")
	w.look(bureau, "imports")
	bureau.Follow("上传文件")
	bureau.Click("一卡通发放明细")
	bureau.Upload("#f-file", w.dirtyPayouts(lastPayouts(t, elder.ID, 2)))
	w.look(bureau, "import-upload")
	bureau.Follow("上传并核对")
	bureau.WaitText("退回的行")
	w.look(bureau, "import-checked")
	if got := w.download(bureau, `a[href$="errors.xlsx"]`); got != "PK" {
		t.Errorf("the file of errors begins with %q", got)
	}
	if got := len(w.notices("elder")); got != 0 {
		t.Errorf("%d messages before anything was confirmed", got)
	}
	batch := bureau.URL()
	bureau.Follow(`css=form[action$="/confirm"] button`)
	bureau.WaitText("撤回这一批")
	w.look(bureau, "import-loaded")
	w.await("the message about money", func() bool { return len(w.notices("elder")) > 0 })
	villager.Open(w.url + "/h5/payouts")
	villager.WaitText(time.Now().In(period.Shanghai).Format("2006年1月2日") + "发")
	w.look(villager, "payouts-new")
	villager.Open(w.url + "/h5/messages")
	villager.WaitText("补贴")
	w.look(villager, "messages-money")
	w.phone("elder", "phone-money")

	bureau.Open(batch)
	bureau.Click("css=details.withdraw > summary")
	bureau.Fill("原因", "金额填错，重新报")
	bureau.Follow("css=details.withdraw button")
	bureau.WaitText("已撤回")
	w.look(bureau, "import-withdrawn")
	villager.Open(w.url + "/h5/payouts")
	if villager.Shows(time.Now().In(period.Shanghai).Format("2006年1月2日") + "发") {
		t.Error("money of a batch that was taken back is still shown")
	}
	if got := len(w.notices("elder")); got != 1 {
		t.Errorf("%d messages about one batch with two payments, want one: %v", got, w.notices("elder"))
	}
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}

// TestAccountsAndAudit is the administrator's side: a new colleague signs in
// for the first time, and the auditor sees that everything was written down.
func TestAccountsAndAudit(t *testing.T) {
	w, dir := demoWorld(t)
	w.shown = 70
	admin := w.desk("guanli", browser.Desktop)
	admin.Open(w.url + "/office/staff/new")
	admin.Fill("登录名", "cun.dawang")
	admin.Fill("姓名", "演示新村干")
	admin.Select("角色", "village_cadre")
	admin.Fill("所在区划代码", "450923109207")
	w.look(admin, "staff-new")
	admin.Follow("建立账号")
	issued := admin.Text("dl.facts dd:last-of-type code")
	w.secret("an issued password", issued)
	admin.WaitText("只显示这一次")
	admin.Axe()
	admin.Open(w.url + "/office/staff")
	admin.WaitText("cun.dawang")
	w.look(admin, "staff")
	admin.Open(w.url + "/office/parameters")
	w.look(admin, "parameters")

	fresh := w.browser.Page(laptop)
	fresh.Open(w.url + "/office/")
	w.look(fresh, "sign-in")
	fresh.Fill("登录名", "cun.dawang")
	fresh.Fill("密码", issued+"x")
	fresh.Follow("登录")
	fresh.WaitText("密码")
	w.secret("a mistyped password", issued+"x")
	fresh.Fill("登录名", "cun.dawang")
	fresh.Fill("密码", issued)
	fresh.Follow("登录")
	fresh.WaitText("密钥")
	secret := strings.ReplaceAll(fresh.Text(".secret code"), " ", "")
	w.secret("a one-time secret", secret)
	fresh.Axe() // not photographed: a code to scan is for one person
	code, err := totp.GenerateCode(secret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	fresh.Fill("手机上的 6 位数字", code)
	fresh.Follow("绑定并继续")
	const own = "Xin-Mima-Da-Wang-9"
	w.secret("a password", own)
	fresh.Fill("现在的密码", issued)
	fresh.Fill("新密码", own)
	fresh.Fill("再填一遍新密码", own)
	w.look(fresh, "")
	fresh.Follow("更换密码")
	fresh.WaitText("退出")
	fresh.Open(w.url + "/office/village/residents")
	fresh.WaitText("大旺村")

	auditor := w.desk("shenji", browser.Desktop)
	auditor.Open(w.url + "/office/audit")
	auditor.WaitText("演示新村干")
	w.look(auditor, "audit")
	auditor.Follow("从头校验")
	auditor.WaitText("校验通过")
	w.look(auditor, "audit-verified")
	guard := w.desk("anquan", browser.Desktop)
	guard.Open(w.url + "/office/locks")
	w.look(guard, "")
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}
