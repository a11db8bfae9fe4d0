package office_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// handInFull uploads a full list and lets the worker look at it.
func (o *importOffice) handInFull(who int64, kind, asOf, text string) *httptest.ResponseRecorder {
	body, contentType := form(kind, asOf, kind+".csv", text)
	// The box stands before the file, as in the form.
	at := bytes.Index(body.Bytes(), []byte(`name="kind"`))
	first := bytes.LastIndex(body.Bytes()[:at], []byte("--"))
	boundary := string(body.Bytes()[first : bytes.IndexByte(body.Bytes()[first:], '\r')+first])
	ticked := boundary + "\r\nContent-Disposition: form-data; name=\"full\"\r\n\r\n1\r\n"
	r := httptest.NewRequest(http.MethodPost, "/office/imports/new", strings.NewReader(ticked+body.String()))
	r.Header.Set("Content-Type", contentType)
	w := o.as(who, r)
	o.work()
	return w
}

func TestAFullListSaysWhomItEndsBeforeItDoes(t *testing.T) {
	o := newImportOffice(t)
	const head = "身份证号,姓名,单位,职务,人员类别,开始日期,终止日期,村代码\n"
	const one, two = "450923199003070011,陈演一,教育局,,事业,2020-01-01,,\n", "45092319900307002X,陈样二,教育局,,事业,2020-01-01,,\n"
	old := o.handIn(1, "officials", head+one+two)
	o.post(1, old+"/confirm", "ends=0")
	o.work()
	o.shows(1, "/office/imports/new", "这份是全量名单：没有列入的，从截至日起视为已停", "财政供养人员")
	if body := o.shows(1, "/office/imports/new?kind=payouts"); strings.Contains(body, "全量名单") {
		t.Error("payments may be called a full list")
	}
	if w := o.handInFull(1, "officials", "", head+one); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "请填写数据截至哪一天") {
		t.Errorf("without a day: %d %s", w.Code, w.Body)
	}
	if w := o.handInFull(1, "payouts", "2026-03-02", head+one); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "不能按全量名单导入，请不要勾选") {
		t.Errorf("payments: %d %s", w.Code, w.Body)
	}
	w := o.handInFull(1, "officials", "2026-03-02", head+one)
	at := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	o.shows(1, at, "导入 1 行，停 1 条", "名单里出现的人员类别里在册的 2 条里，有 1 条没有列入，从2026年3月2日起视为已停", "陈样二", "教育局", "要停的超过在册的两成", "确实要停的条数")
	for _, said := range []string{"", "ends=", "ends=2"} {
		if w := o.post(1, at+"/confirm", said); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "确实要停，请填 1") {
			t.Errorf("%q: %d", said, w.Code)
		}
	}
	if w := o.post(1, at+"/confirm", "ends=1"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	o.work()
	o.shows(1, at, "没有列入的 1 条已停", "因为没有列入而停的 1 条也恢复")
	if w := o.handInFull(1, "officials", "2026-03-02", head+one+"\n"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d", w.Code)
	} else {
		o.shows(1, w.Header().Get("Location"), "在册的 1 条都列入了，没有要停的", `name="ends" value="0"`)
	}
}
