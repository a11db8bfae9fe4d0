package office

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/store"
	"yangguang/service/store/dbtest/registers"
)

func TestSignInRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	one := s.add(actor.RoleHead)
	b := s.browser()
	b.sees(b.get("/office/login?next=/office/account"), http.StatusOK, "演示县纪委监委", `value="/office/account"`)
	a := b.post("/office/login", "login", one.Login, "password", "wrong-Horse-42", "next", "/office/account")
	b.sees(a, http.StatusUnprocessableEntity, "登录名或密码不对", one.Login, `value="/office/account"`)
	if strings.Contains(a.body, "wrong-Horse-42") {
		t.Error("the password came back")
	}
	for _, path := range []string{"/office/totp", "/office/password"} {
		b.leads(b.get(path), "/office/login")
	}
	b.leads(b.post("/office/totp", "code", "123456"), "/office/login")
	b.leads(b.get("/office/"), "/office/login?next="+url.QueryEscape("/office/"))
	if b.post("/office/logout-everywhere").code != http.StatusUnauthorized {
		t.Error("signed out everywhere without being in")
	}
}

// Half a sign-in opens nothing: neither after the password nor after the code.
func TestHalfASignInOpensNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	one, b := s.add(actor.RoleAdministrator), s.browser()
	closed := func() {
		t.Helper()
		if a := b.get("/office/staff"); a.code != http.StatusSeeOther || !strings.HasPrefix(a.location, "/office/login") {
			t.Errorf("%d %s", a.code, a.location)
		}
	}
	b.leads(b.post("/office/login", "login", one.Login, "password", password, "next", "https://evil.example/"), "/office/totp")
	closed()
	b.leads(b.get("/office/password"), "/office/totp")
	b.sees(b.get("/office/totp"), http.StatusOK, "密钥")
	b.secret = s.secretOf(one.ID)
	b.sees(b.post("/office/totp", "code", "12"), http.StatusUnprocessableEntity, "动态口令不对")
	b.leads(b.post("/office/totp", "code", b.code()), "/office/password")
	closed()
	b.sees(b.post("/office/password", "current", password, "new", "short", "again", "shorter"), http.StatusUnprocessableEntity, "密码至少", "不一样")
	b.leads(b.post("/office/password", "current", password, "new", password+"!", "again", password+"!"), "/office/")
	b.sees(b.get("/office/staff"), http.StatusOK, one.Login)
	b.leads(b.post("/office/logout"), "/office/login")
	closed()
}

func TestNextLeadsOnlyIntoTheOffice(t *testing.T) {
	t.Parallel()
	for next, want := range map[string]string{
		"/office/audit?actor=x": "/office/audit?actor=x", "": "/office/", "https://evil.example/office/": "/office/", "//evil.example/office/": "/office/",
		"/h5/": "/office/", "/office/logout": "/office/", "/office/\\evil": "/office/", "/office/\nx": "/office/",
	} {
		if got := inOffice(next); got != want {
			t.Errorf("%q: %q, want %q", next, got, want)
		}
	}
}

func TestSignOutEverywhere(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	first := s.enter(actor.RoleHead)
	second := s.browser()
	second.secret = first.secret
	second.leads(second.post("/office/login", "login", "demo.head", "password", password+"!", "next", "/office/account"), "/office/totp")
	second.leads(second.post("/office/totp", "code", second.code()), "/office/account")
	second.sees(second.get("/office/account"), http.StatusOK, "demo.head", "委领导")
	first.leads(first.post("/office/logout-everywhere"), "/office/login")
	if a := second.get("/office/"); a.code != http.StatusSeeOther {
		t.Errorf("the other browser is still in: %d", a.code)
	}
}

func TestAccountsAreMadeByTwo(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin, security := s.enter(actor.RoleAdministrator), s.enter(actor.RoleSecurityAdmin)
	admin.sees(admin.post("/office/staff/new", "login", "X", "name", "演示新人", "role", "petition"), http.StatusUnprocessableEntity, "登录名用", `value="演示新人"`)
	a := admin.post("/office/staff/new", "login", "new.clerk", "name", "演示新人", "role", "petition")
	admin.sees(a, http.StatusOK, "只显示这一次", "安全管理员")
	issued := regexp.MustCompile(`([a-zX2-9]{5}-){3}[a-zX2-9]{5}`).FindString(a.body)
	b := s.browser()
	b.sees(b.post("/office/login", "login", "new.clerk", "password", issued), http.StatusUnprocessableEntity)
	security.sees(security.get("/office/"), http.StatusOK, "等待启用的账号")
	a = security.get("/office/locks")
	security.sees(a, http.StatusOK, "new.clerk")
	id := regexp.MustCompile(`action="(/office/locks/\d+)"`).FindStringSubmatch(a.body)[1]
	security.leads(security.post(id, "do", "enable"), "/office/locks")
	b.leads(b.post("/office/login", "login", "new.clerk", "password", issued), "/office/totp")
	staff := strings.Replace(id, "locks", "staff", 1)
	admin.sees(admin.get(staff), http.StatusOK, "new.clerk", "信访室", "重置密码")
	admin.sees(admin.post(staff+"/reset", "what", "password"), http.StatusOK, "密码已经重置", "安全管理员")
	admin.leads(admin.post(staff+"/enable"), staff)
	admin.sees(admin.get(staff), http.StatusOK, "要由安全管理员核对后启用")
	security.leads(security.post(id, "do", "disable"), "/office/locks")
	security.sees(security.get("/office/locks?q=new"), http.StatusOK, "已停用")
	if security.post(id, "do", "grow").code != http.StatusUnprocessableEntity || admin.get("/office/staff/x").code != http.StatusNotFound {
		t.Error("a deed or a number that there is not")
	}
	admin.sees(admin.get("/office/staff?role=petition"), http.StatusOK, "new.clerk")
	if strings.Contains(s.log.String(), issued) || strings.Contains(s.log.String(), password) {
		t.Error("a password is in the log")
	}
}

func TestParametersAndCalendar(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	admin, auditor := s.enter(actor.RoleAdministrator), s.enter(actor.RoleAuditor)
	admin.sees(admin.get("/office/parameters"), http.StatusOK, "15 个工作日", "待确认", "办理时限")
	admin.sees(admin.post("/office/parameters/T1", "value", "三天", "from", "2026-03-02", "basis", "会议纪要"), http.StatusUnprocessableEntity, "请填整数", `value="三天"`, "会议纪要")
	admin.sees(admin.post("/office/parameters/T1", "value", "12", "from", "", "basis", "会议纪要"), http.StatusUnprocessableEntity, "请选择生效日期")
	admin.leads(admin.post("/office/parameters/T1", "value", "12", "from", "2026-03-10", "basis", "会议纪要", "confirmed_by", "演示甲"), "/office/parameters/T1")
	admin.sees(admin.get("/office/parameters/T1"), http.StatusOK, "新的值已经保存", "2026-03-10 起 12 个工作日", "演示甲")
	auditor.sees(auditor.get("/office/parameters/T1"), http.StatusOK, "会议纪要")
	if a := auditor.get("/office/parameters/T1"); strings.Contains(a.body, `name="value"`) {
		t.Error("the auditor is offered a form")
	}
	if a := auditor.post("/office/parameters/T1", "value", "1", "from", "2026-03-10", "basis", "x"); a.code != http.StatusNotFound {
		t.Errorf("the auditor changes: %d", a.code)
	}
	admin.sees(admin.get("/office/parameters/T99"), http.StatusNotFound)
	admin.sees(admin.post("/office/holidays", "day", "2026-05-06", "off", "off", "note", ""), http.StatusUnprocessableEntity, "请写明是什么日子")
	admin.leads(admin.post("/office/holidays", "day", "2026-05-06", "off", "off", "note", "防汛放假"), "/office/holidays")
	admin.sees(admin.get("/office/holidays"), http.StatusOK, "2026-05-06", "星期三", "防汛放假")
	admin.leads(admin.post("/office/holidays/remove", "day", "2026-05-06"), "/office/holidays")
}

// county puts two people and what they got into 四联村.
func (s *site) county() (resident, payout int64) {
	s.t.Helper()
	number := registers.Number("45092319900307001")
	person := s.rows.Person("演示甲", number)
	resident = s.rows.Resident(person, "H001", registers.Silian, "13800001234")
	item := s.rows.Item("DB", "农村低保")
	for _, m := range []string{"2025-11", "2025-12"} {
		payout = s.rows.Pay(registers.Payout{Person: person, Item: item, Month: m, Fen: 30000})
	}
	s.rows.AddProject(model.Project{ProjectNo: "P-1", Name: "演示屯级路", Kind: "道路", VillageCode: registers.Silian, Bureau: "县交通局",
		ApprovedOn: s.time, PlanStart: s.time, PlanEnd: s.time.AddDate(0, 6, 0), PlannedFen: 5000000})
	other := s.rows.Person("示例乙", registers.Number("45092319850101002"))
	s.rows.Resident(other, "H900", registers.LiSantan, "")
	return resident, payout
}

func TestACadreChecksAndTheBureauAnswers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	_, payout := s.county()
	cadre, officer := s.enter(actor.RoleVillageCadre), s.enter(actor.RoleBureauOfficer)
	a := cadre.get("/office/village/residents")
	cadre.sees(a, http.StatusOK, "演示甲", "450923********", "H001", "江宁镇 四联村委会")
	if strings.Contains(a.body, "19900307") || strings.Contains(a.body, "示例乙") {
		t.Error("the page shows a birthday or another village")
	}
	cadre.sees(cadre.get("/office/village/payouts?item=&from=2025-12&to=2025-12&result="), http.StatusOK, "农村低保", "2025-12", "300.00", "共 1 笔")
	cadre.sees(cadre.get("/office/village/payouts?from=never"), http.StatusOK, "请选择年月")
	cadre.sees(cadre.get("/office/village/projects"), http.StatusOK, "演示屯级路", "未开工")
	cadre.sees(cadre.get("/office/village/residents?village="+registers.LiSantan), http.StatusNotFound)
	row := strconv.FormatInt(payout, 10)
	form := "/office/village/remarks/new?kind=payout&village=" + registers.Silian + "&row=" + row + "&back=" + url.QueryEscape("/office/village/payouts?page=1")
	cadre.sees(cadre.get(form), http.StatusOK, bureau, "300.00", "这一行现在是")
	send := func(text string) answer {
		return cadre.post("/office/village/remarks/new", "kind", "payout", "village", registers.Silian, "row", row, "back", "/office/village/payouts?page=1", "text", text)
	}
	cadre.sees(send("错"), http.StatusUnprocessableEntity, "请写清楚哪里不对", "这一行现在是")
	cadre.leads(send("12 月应为三百五十元，有存折为证"), "/office/village/payouts?page=1")
	cadre.sees(cadre.get("/office/village/payouts"), http.StatusOK, "待答复", "意见已经交给部门")
	officer.sees(officer.get("/office/"), http.StatusOK, "待答复的村级核对意见", "<b>1</b>")
	a = officer.get("/office/remarks")
	officer.sees(a, http.StatusOK, "发放记录 · 农村低保 · 2025年12月", "四联村委会")
	one := regexp.MustCompile(`href="(/office/remarks/\d+)"`).FindStringSubmatch(a.body)[1]
	officer.sees(officer.get(one), http.StatusOK, "存折为证", "演示甲")
	officer.sees(officer.post(one, "text", "已经核对过了"), http.StatusUnprocessableEntity, "请选择核对结果", "已经核对过了")
	officer.leads(officer.post(one, "outcome", "corrected", "text", "已核实，下月补发"), "/office/remarks")
	cadre.sees(cadre.get(strings.Replace(one, "/office/", "/office/village/", 1)), http.StatusOK, "下月补发", "部门更正")
	for _, secret := range []string{"演示甲", "19900307", "13800001234", "存折为证"} {
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("%q is in the log", secret)
		}
	}
}

func TestConsentOfARelative(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.county()
	cadre := s.enter(actor.RoleVillageCadre)
	cadre.sees(cadre.get("/office/village/relatives"), http.StatusOK, "登记一份委托", "配偶")
	form := []string{"person_name", "演示甲", "person_id", registers.Number("45092319900307001"), "holder_name", "示例乙", "holder_id", registers.Number("45092319850101002"),
		"relation", "配偶", "consent", "2026年3月1日签，存村委会档案柜", "expires_on"}
	cadre.sees(cadre.post("/office/village/relatives", append(form, "")...), http.StatusUnprocessableEntity, "截止日期", "示例乙")
	cadre.leads(cadre.post("/office/village/relatives", append(form, "2026-12-31")...), "/office/village/relatives")
	a := cadre.get("/office/village/relatives")
	cadre.sees(a, http.StatusOK, "委托已经登记", "2026-12-31")
	revoke := regexp.MustCompile(`action="(/office/village/relatives/\d+/revoke)"`).FindStringSubmatch(a.body)[1]
	cadre.leads(cadre.post(revoke), "/office/village/relatives")
	cadre.sees(cadre.get("/office/village/relatives"), http.StatusOK, "还没有登记过")
}

func TestTheAuditorReadsAndTakesACopy(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	auditor := s.enter(actor.RoleAuditor)
	auditor.sees(auditor.get("/office/audit"), http.StatusOK, "新建账号", "绑定动态口令并登录", "演示审计员")
	auditor.sees(auditor.get("/office/audit?action=staff&from=2026-03-02&to=2026-03-02"), http.StatusOK, "staff.add")
	auditor.sees(auditor.get("/office/audit?from=soon&actor=nobody"), http.StatusOK, "请选择日期", "没有符合条件的记录")
	auditor.leads(auditor.post("/office/audit/verify"), "/office/audit")
	auditor.sees(auditor.get("/office/audit"), http.StatusOK, "校验通过")
	auditor.sees(auditor.post("/office/audit/export", "reason", ""), http.StatusUnprocessableEntity, "请写明导出的原因")
	auditor.sees(auditor.post("/office/audit/export", "reason", "季度审计留存", "action", "staff"), http.StatusOK, "序号,时间,操作人", "staff.add")
}

// A broken database is a failure and never an empty list.
func TestBrokenDatabase(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.enter(actor.RoleVillageCadre)
	if err := store.Close(s.db); err != nil {
		t.Fatal(err)
	}
	b.time = b.time.Add(time.Minute)
	for _, path := range []string{"/office/", "/office/village/residents", "/office/account"} {
		if a := b.get(path); a.code != http.StatusInternalServerError || !strings.Contains(a.body, "系统出了点问题") {
			t.Errorf("%s: %d", path, a.code)
		}
	}
}
