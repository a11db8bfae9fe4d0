package importer

import (
	"slices"
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
)

func TestABureausHeadersAreRemembered(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	text := func(n string) string {
		return "身份证号,姓名,走的那天,哪里来的,备注\n" + idThree + ",梁样三,2025-02-0" + n + ",民政,无\n"
	}
	b, err := s.Run(t.Context(), officer, upload("deaths", text("3")), false, nil)
	if err != nil || b.Status != model.BatchRefused || !strings.Contains(b.Message, "死亡日期") {
		t.Fatal(b, err)
	}
	q, err := s.Headers(t.Context(), officer, b.ID)
	if err != nil || !slices.Equal(q.Headers, []string{"走的那天", "哪里来的", "备注"}) || !slices.Equal(q.Missing, []string{"死亡日期", "来源"}) {
		t.Fatalf("%+v %v", q, err)
	}
	if p, err := s.Preview(t.Context(), officer, b.ID); err != nil || len(p.Rows) != 0 {
		t.Errorf("%+v %v", p, err)
	}
	for name, columns := range map[string]map[string]string{
		"nothing": {}, "twice": {"走的那天": "来源", "哪里来的": "来源"}, "no such column": {"走的那天": "姓名"}, "no such header": {"身份证号": "来源"},
	} {
		if err := s.NameHeaders(t.Context(), officer, b.ID, columns); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	answer := map[string]string{"走的那天": "死亡日期", "哪里来的": "来源"}
	if err := s.NameHeaders(t.Context(), other, b.ID, answer); !fault.Is(err, fault.NotFound) {
		t.Errorf("another bureau: %v", err)
	}
	if err := s.NameHeaders(t.Context(), officer, b.ID, answer); err != nil {
		t.Fatal(err)
	}
	if _, err := outbox.NewWorker(s.db, s.log, s.now, s.Handlers()).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	if b, err = s.Batch(t.Context(), officer, b.ID); err != nil || !b.Waiting() || b.RowsGood != 1 {
		t.Errorf("after the answer: %+v %v", b, err)
	}
	if err := s.NameHeaders(t.Context(), officer, b.ID, answer); !fault.Is(err, fault.Conflict) {
		t.Errorf("answered twice: %v", err)
	}
	// The next file of the bureau is read by it, another bureau's is not.
	if b, err := s.Run(t.Context(), officer, upload("deaths", text("4")), false, nil); err != nil || !b.Loaded() {
		t.Errorf("%+v %v", b, err)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM deaths"); n != 1 {
		t.Errorf("%d deaths", n)
	}
	if b, err := s.Run(t.Context(), other, upload("deaths", text("5")), false, nil); err != nil || b.Status != model.BatchRefused {
		t.Errorf("another bureau: %+v %v", b, err)
	}
}
