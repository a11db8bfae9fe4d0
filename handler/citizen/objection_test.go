package citizen_test

import (
	"net/http"
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
)

// TestAResultIsNotTheLastWord: whoever is not content says so, is asked again
// after the second look, and may object, all by the receipt alone.
func TestAResultIsNotTheLastWord(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	b.send("/h5/complaints", b.filled("anonymous")).has(http.StatusOK, "收到了")
	var p model.Petition
	if err := s.db.Take(&p).Error; err != nil {
		t.Fatal(err)
	}
	officer := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RolePetition, Name: "信访甲"}
	decide := func(d complaint.Decision) {
		t.Helper()
		if err := s.db.Take(&p).Error; err != nil {
			t.Fatal(err)
		}
		d.Version = p.Version
		if err := s.complaints.Decide(t.Context(), officer, p.ID, d); err != nil {
			t.Fatal(err)
		}
	}
	decide(complaint.Decision{Action: complaint.ActClaim})
	decide(complaint.Decision{Action: complaint.ActAccept, Category: "accusation"})
	if strings.Contains(b.get("/h5/progress/detail").body, "我不同意这个结果") {
		t.Error("an objection before there is a result")
	}
	decide(complaint.Decision{Action: complaint.ActClose, Text: "经核查，房子已经修过。"})
	detail := b.get("/h5/progress/detail")
	detail.has(http.StatusOK, "已办结", "结果您满意吗", "我不同意这个结果")
	b.post("/h5/progress/evaluate", map[string][]string{"grade": {"bad"}, "words": {"没有人来看过"}}).has(http.StatusOK, "办理中", "我们再看一遍", "没有人来看过")
	decide(complaint.Decision{Action: complaint.ActExplain, Text: "三月五日又到现场看过，照片在村务公开栏。"})
	b.get("/h5/progress/detail").has(http.StatusOK, "已办结", "这次您满意吗", "到现场看过")
	b.post("/h5/progress/evaluate", map[string][]string{"grade": {"fair"}}).has(http.StatusOK, "再看一遍以后：基本满意")

	token := find(t, tokenIn, detail)
	b.post("/h5/progress/object", map[string][]string{"token": {token}, "objection": {"不"}}).has(http.StatusUnprocessableEntity, "请写清楚哪里不同意")
	for range 2 { // the same form twice
		b.post("/h5/progress/object", map[string][]string{"token": {token}, "objection": {"看的不是我家的房子"}}).has(http.StatusOK, "办理中", "提出了不同意见")
	}
	s.clean()
	if strings.Contains(s.log.String(), "看的不是") {
		t.Error("the log holds the objection")
	}
}
