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

// A column that a kind may have and the file calls otherwise is asked for too,
// before the rows are taken over.
func TestHeadersOfAFileThatPassesAreAskedFor(t *testing.T) {
	s, _ := newService(t)
	mustCounty(t, s)
	text := func(name string) string {
		return "序号,身份证号,姓名,死亡日期,来源,销户那天,村里的话\n1," + idThree + "," + name + ",2025-02-03,民政,2025-02-10,好\n"
	}
	id, err := s.Upload(t.Context(), officer, upload("deaths", text("梁样三")))
	if err != nil {
		t.Fatal(err)
	}
	work := func() {
		t.Helper()
		if _, err := outbox.NewWorker(s.db, s.log, s.now, s.Handlers()).Once(t.Context()); err != nil {
			t.Fatal(err)
		}
		now, err := s.Batch(t.Context(), officer, id)
		if err != nil || !now.Waiting() || now.RowsGood != 1 {
			t.Fatalf("%+v %v", now, err)
		}
	}
	work()
	q, err := s.Headers(t.Context(), officer, id)
	if err != nil || !slices.Equal(q.Headers, []string{"销户那天", "村里的话"}) || !slices.Equal(q.Missing, []string{"注销日期", "撤销"}) {
		t.Fatalf("%+v %v", q, err)
	}
	if err := s.NameHeaders(t.Context(), officer, id, map[string]string{"销户那天": "注销日期"}); err != nil {
		t.Fatal(err)
	}
	work()
	if q, err = s.Headers(t.Context(), officer, id); err != nil || !slices.Equal(q.Headers, []string{"村里的话"}) || !slices.Equal(q.Missing, []string{"撤销"}) {
		t.Errorf("after the answer: %+v %v", q, err)
	}
	p, err := s.Preview(t.Context(), officer, id)
	if err != nil || len(p.Rows) != 1 || !slices.Contains(p.Rows[0], "2025-02-10") {
		t.Errorf("%+v %v", p.Rows, err)
	}
	if err := s.Confirm(t.Context(), officer, id, 0); err != nil {
		t.Fatal(err)
	}
	if q, err := s.Headers(t.Context(), officer, id); err != nil || len(q.Missing) != 0 {
		t.Errorf("of a batch that is taken over: %+v %v", q, err)
	}
}
