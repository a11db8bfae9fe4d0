package office

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"yangguang/service/kernel/actor"
)

var requestAt = regexp.MustCompile(`action="(/office/petitions/requests/\d+)"`)

// TestTwoPersonsOpenAnIdentity walks the request, the consent and the look.
func TestTwoPersonsOpenAnIdentity(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	page := s.complain("one")
	asker, second, head := s.enter(actor.RolePetition), s.enter(actor.RolePetition), s.enter(actor.RoleHead)
	asker.leads(asker.act(page, "/claim", "claim"), page)
	asker.sees(asker.get(page), http.StatusOK, "申请查看身份", "实名（未核实）")
	asker.sees(asker.post(page+"/identity", "identity-reason", "看"), http.StatusUnprocessableEntity, "请写明理由")
	asker.sees(asker.get(page+"/identity"), http.StatusConflict, "还没有人同意")
	asker.leads(asker.post(page+"/identity", "identity-reason", "电话核实署名"), page)
	asker.sees(asker.get(page), http.StatusOK, "正等信访室另一人同意", "收回申请")
	asker.sees(asker.get("/office/petitions/requests"), http.StatusOK, "没有等您同意的事")
	head.sees(head.get("/office/petitions/requests"), http.StatusOK, "没有等您同意的事")
	waiting := second.get("/office/petitions/requests")
	second.sees(waiting, http.StatusOK, "电话核实署名", "同意", "不同意")
	at := requestAt.FindStringSubmatch(waiting.body)
	if at == nil {
		t.Fatal("no form to decide with")
	}
	form := []string{"petition", "1", "which", "petition.identity"}
	second.sees(second.post(at[1], append(form, "agree", "0")...), http.StatusUnprocessableEntity, "不同意请写明原因")
	asker.sees(asker.post(at[1], append(form, "agree", "1")...), http.StatusForbidden, "由别人审批")
	second.leads(second.post(at[1], append(form, "agree", "1", "words", "同意")...), "/office/petitions/requests")
	second.sees(second.get(page+"/identity"), http.StatusConflict)
	asker.sees(asker.get(page), http.StatusOK, "查看身份（")
	seen := asker.get(page + "/identity")
	asker.sees(seen, http.StatusOK, "丙示例", "13900002222", "data-nocopy", "watermark", "同意您看到", "核实实名")
	for name, want := range map[string]string{"Cache-Control": "no-store", "Refresh": page, "Permissions-Policy": "display-capture=()"} {
		if got := seen.header.Get(name); !strings.Contains(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	version := versionField.FindStringSubmatch(seen.body)[1]
	verify := []string{"action", "verify", "version", version, "verify-on", "2026-03-02"}
	asker.sees(asker.post(page+"/verify", verify...), http.StatusUnprocessableEntity, "电话核实还是当面核实", "丙示例")
	asker.leads(asker.post(page+"/verify", append(verify, "verify-how", "telephone", "verify-note", "姓名、事由一致")...), page)
	for _, b := range []*browser{asker, second} {
		shown := b.get(page)
		b.sees(shown, http.StatusOK, "实名（已核实）", "谁看过", "电话核实署名")
		if strings.Contains(shown.body, "丙示例") {
			t.Error("the name shows outside its page")
		}
	}
	s.quiet("丙示例", "13900002222", "电话核实署名")
}

// quiet proves that words did not reach the log.
func (s *site) quiet(words ...string) {
	s.t.Helper()
	for _, w := range words {
		if strings.Contains(s.log.String(), w) {
			s.t.Errorf("the log holds %q", w)
		}
	}
}

func TestAnAnswerIsReviewed(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	page := s.complain("one")
	office := s.enter(actor.RolePetition)
	office.leads(office.act(page, "/claim", "claim"), page)
	offered := office.get(page + "?words=answer.progress")
	office.sees(offered, http.StatusOK, "常用说法", "〔写明做了哪些事〕", "危房改造、建房补助")
	const text = "请打经办人的手机13800001234问名单。"
	refused := office.act(page, "/messages", "answer", "text", text)
	office.sees(refused, http.StatusUnprocessableEntity, "里面有电话号码", text, "就这样发")
	mark := regexp.MustCompile(`name="answer-confirmed" value="([^"]+)"`).FindStringSubmatch(refused.body)
	if mark == nil {
		t.Fatal("no way to confirm")
	}
	office.leads(office.act(page, "/messages", "answer", "text", text, "confirmed", mark[1]), page)
	office.sees(office.get(page), http.StatusOK, "经办人的手机")
}

func TestWordingsAreEdited(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	office, head := s.enter(actor.RolePetition), s.enter(actor.RoleHead)
	office.sees(office.get("/office/wordings"), http.StatusOK, "结果：部分属实", "平台默认")
	office.sees(office.get("/office/wordings/new"), http.StatusNotFound)
	one := "/office/wordings/of/" + url.PathEscape("close.true")
	head.sees(head.get(one), http.StatusOK, "结果：属实", "保存为新版本")
	change := []string{"name", "close.true", "version", "0", "action", "close", "title", "结果：属实"}
	head.sees(head.post("/office/wordings", append(change, "body", "您{谁}反映的事查清了，是真的。")...), http.StatusUnprocessableEntity, "不认识“{谁}”")
	head.leads(head.post("/office/wordings", append(change, "body", "您反映的事查清了，是真的：〔写明查到什么〕。")...), "/office/wordings")
	office.sees(office.get(one), http.StatusOK, "第1版", "平台默认")
}

func TestAVisitorsSlipSaysNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	office := s.enter(actor.RolePetition)
	s.complain("one")
	office.sees(office.post("/office/petitions/slip", "receipt", "1234"), http.StatusUnprocessableEntity)
	office.sees(office.post("/office/petitions/slip", "receipt", "1234567890123456"), http.StatusNotFound)
	slip := office.post("/office/petitions/slip", "receipt", s.receipt)
	office.sees(slip, http.StatusOK, s.receipt)
	for _, telling := range []string{"举报", "纪委", "监委", "信访", "阳光", "投诉", "监督", "sun.svg", "office.css"} {
		if strings.Contains(slip.body, telling) {
			t.Errorf("the slip says %q", telling)
		}
	}
}

// TestFormsOfLettersAndResults: the tick about sharing, and files with the result.
func TestFormsOfLettersAndResults(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	page := s.complain("one")
	office := s.enter(actor.RolePetition)
	office.sees(office.get("/office/petitions/new"), http.StatusOK, `name="share" value="1"`, "可以把姓名电话告诉那个部门")
	office.leads(office.act(page, "/claim", "claim"), page)
	office.leads(office.act(page, "/triage", "accept", "category", "accusation"), page)
	shown := office.get(page).body
	form := regexp.MustCompile(`(?s)<form[^>]*action="` + page + `/close"[^>]*>.*?</form>`).FindString(shown)
	if !strings.Contains(form, "multipart/form-data") || !strings.Contains(form, `name="photo"`) || !strings.Contains(form, `name="paper"`) {
		t.Errorf("the result takes no files: %s", form)
	}
}
