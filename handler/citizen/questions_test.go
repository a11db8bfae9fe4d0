package citizen_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"

	"yangguang/handler/citizen"
	"yangguang/model"
	"yangguang/service/finding"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

func (s *site) questionPages(l *citizen.Lookup, r gin.IRouter, on *gorm.DB, now func() time.Time) {
	s.t.Helper()
	store, err := files.New(s.t.TempDir(), s.People, now)
	if err != nil {
		s.t.Fatal(err)
	}
	cal, err := workday.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	s.findings = finding.New(finding.Deps{DB: on, Box: s.People, Files: store, Now: now, Calendar: func(context.Context) (*workday.Calendar, error) { return cal, nil }})
	citizen.NewQuestions(l, s.findings, "12388", now).Routes(r)
}

const asked = "查到您家的低保在老人去世以后还在发，请说说情况。"

// ask puts a question about a finding to the first person of the county.
func (s *site) ask() {
	s.t.Helper()
	id := s.Finding(registers.Finding{Person: s.b, Item: s.item, Status: model.FindingDispatched})
	by := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleSupervision, Name: "演示"}
	if err := s.findings.Ask(s.t.Context(), by, id, finding.Question{Version: 1, PersonID: s.b, Text: seal.NewSecret(asked)}); err != nil {
		s.t.Fatal(err)
	}
}

// TestAHouseholdIsHeard: who is asked sees the question and answers without
// script; for everybody else there is none.
func TestAHouseholdIsHeard(t *testing.T) {
	s := newSite(t, nil)
	s.ask()
	stranger := s.Person("丙示例", registers.Number("45092319900101003"))
	s.Pay(registers.Payout{Person: stranger, Item: s.item, Month: "2026-01", Fen: 100, Tail: "7777"})
	if err := s.db.Model(&model.Resident{}).Where("person_id = ?", s.b).Update("relation", "配偶").Error; err != nil {
		t.Fatal(err)
	}
	other := s.bound("o-3", "丙示例", registers.Number("45092319900101003"), "7777")
	other.get("/h5/questions").has(http.StatusOK, "没有要您核对的事")
	other.get("/h5/questions/1").has(http.StatusNotFound).lacks(asked)
	other.send("/h5/questions/1", map[string]string{"answer": "agreed"}).has(http.StatusNotFound)
	s.browser().get("/h5/questions/1").lacks(asked)
	s.signedIn("o-4").get("/h5/questions/1").has(http.StatusOK, "先实名绑定").lacks(asked)

	// Who is not bound is told so before a form of many megabytes is read.
	s.signedIn("o-5").post("/h5/questions/1", nil).has(http.StatusOK, "先实名绑定")

	b := s.bound("o-2", "乙示例", numberB, "0455")
	b.get("/h5/me").has(http.StatusOK, "请我核对的事")
	b.get("/h5/questions").has(http.StatusOK, "等您答复", "/h5/questions/1")
	b.get("/h5/questions/1").has(http.StatusOK, asked, "这不对，因为", "不一定对", "2026年6月16日")
	b.send("/h5/questions/1", map[string]string{"answer": "objected", "text": "不对"}, []byte("no photo")).has(http.StatusUnprocessableEntity, "第 1 张", "照片")
	b.send("/h5/questions/1", map[string]string{"answer": "", "text": "钱是哥哥的，同名"}).has(http.StatusUnprocessableEntity, "请选一个", "钱是哥哥的，同名")
	b.send("/h5/questions/1", map[string]string{"answer": "objected", "text": "钱是哥哥的，同名"}, aPhoto(t)).has(http.StatusOK, "收到您的答复了", "这不对", "钱是哥哥的，同名")
	b.send("/h5/questions/1", map[string]string{"answer": "agreed"}).has(http.StatusConflict, "已经答复过")
	head := s.bound("o-1", "甲示例", numberA, "0128")
	head.get("/h5/questions/1").has(http.StatusOK, asked, "钱是哥哥的，同名")
	s.clean()
}

func TestQuestionsOnABrokenDatabase(t *testing.T) {
	s := newSite(t, dbtest.Broken(t))
	b := s.browser()
	b.get("/h5/test/sign-in/1/1")
	b.get("/h5/questions").has(http.StatusInternalServerError, "系统出了点问题")
	b.get("/h5/questions/1").has(http.StatusInternalServerError, "系统出了点问题")
	b.send("/h5/questions/1", map[string]string{"answer": "agreed"}).has(http.StatusInternalServerError)
	s.clean()
}

// TestAHouseholdIsToldWhatItIsOwed: in words of its own, without a day to answer
// by and without a word of money that stops.
func TestAHouseholdIsToldWhatItIsOwed(t *testing.T) {
	s := newSite(t, nil)
	id := s.Finding(registers.Finding{Person: s.b, Item: s.item, Model: "S30", Status: model.FindingDispatched, Aloof: true, Owed: model.OwedPayment})
	by := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleSupervision, Name: "演示"}
	const told = "在名册上，2025年11月的农村低保没有发放记录，请说说有没有收到。"
	if err := s.findings.Ask(t.Context(), by, id, finding.Question{Version: 1, PersonID: s.b, Text: seal.NewSecret(told)}); err != nil {
		t.Fatal(err)
	}
	b := s.bound("o-2", "乙示例", numberB, "0455")
	b.get("/h5/questions").has(http.StatusOK, "登记显示您可能还有一笔补贴没有发", "想听您说一声").lacks("请在")
	b.get("/h5/questions/1").has(http.StatusOK, told, "登记显示您可能还有一笔补贴没有发", "没有收到", "已经收到了", "不受影响").lacks("停钱").lacks("前答复").lacks("这不对")
	b.send("/h5/questions/1", map[string]string{"answer": "agreed"}).has(http.StatusOK, "收到您的答复了", "没有收到")
	s.clean()
}
