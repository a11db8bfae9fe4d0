package funds_test

import (
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/funds"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// bidders adds three companies: two left one telephone, one shareholder is in
// two of them, and an official's brother heads the winner.
func (b *bench) bidders() (official, brother int64) {
	b.t.Helper()
	b.row = 1 << 10
	official = b.regs.Person("官示例", registers.Number("45092319700101001"))
	brother = b.regs.Person("弟示例", registers.Number("45092319720101002"))
	holder := b.regs.Person("股示例", registers.Number("45092319750101003"))
	small := b.regs.Person("小示例", registers.Number("45092319760101004"))
	left := day("2025-11-30")
	for _, code := range []string{"C-1", "C-2", "C-3"} {
		b.ok(b.db.Create(&model.Company{ID: b.id(), Code: code, Name: "公司" + code, FoundedOn: day("2015-01-01"), BatchID: b.regs.Batch}).Error)
	}
	for _, r := range []model.CompanyRole{
		{Code: "C-1", PersonID: brother, Role: "法定代表人"}, {Code: "C-1", PersonID: holder, Role: "股东", ShareMilli: 62500}, {Code: "C-2", PersonID: holder, Role: "股东", ShareMilli: 40000},
		{Code: "C-3", PersonID: small, Role: "股东", ShareMilli: 1000}, {Code: "C-3", PersonID: holder, Role: "高管", ToOn: &left},
	} {
		r.ID, r.BatchID = b.id(), b.regs.Batch
		b.ok(b.db.Create(&r).Error)
	}
	b.regs.Official(official, roads)
	b.regs.Relative(official, brother)
	digest := func(s string) []byte { return []byte(strings.Repeat(s, 32)) }
	for i, code := range []string{"C-1", "C-2", "C-3"} {
		b.ok(b.db.Create(&model.Bid{ID: b.id(), ProjectNo: "X1", BidderCode: code, BidFen: 450_00, Place: i + 1, PhoneDigest: digest(string("aab"[i])), PhoneTail: "0001", DepositDigest: digest(string("xyz"[i])), DepositTail: "0002", BatchID: b.regs.Batch}).Error)
	}
	b.project("X3", registers.Silian, roads, "C-1")
	return official, brother
}

// ties are a drawing as the test writes it.
func ties(l funds.Links) []string {
	var out []string
	for _, t := range l.Ties {
		s := l.Nodes[t.From].Text + "—" + t.Text + "→" + l.Nodes[t.To].Text
		if t.Strong {
			s += "!"
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func TestLinks(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	_, brother := b.bidders()
	l, err := b.Links(t.Context(), inspector, "X1")
	b.ok(err)
	want := []string{
		"公司C-1—2025年12月1日中标450元→项目X3", "公司C-1—投标第1名，报价450元、中标450元→项目X1!", "公司C-2—投标第2名，报价450元→项目X1", "公司C-3—投标第3名，报价450元→项目X1",
		"同一个联系电话—投标时留的→公司C-1!", "同一个联系电话—投标时留的→公司C-2!", "弟示例—法定代表人→公司C-1!", "官示例—申报的兄弟→弟示例!", "股示例—股东40%→公司C-2!", "股示例—股东62.5%→公司C-1!",
	}
	slices.Sort(want)
	if got := ties(l); !slices.Equal(got, want) || l.Left != 1 {
		t.Errorf("left %d, drawn\n%s\nwant\n%s", l.Left, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n, err := gorm.G[model.AuditEntry](b.db).Where("action = 'funds.links'").Count(t.Context(), "*"); err != nil || n != 1 {
		t.Errorf("%d looks recorded, %v", n, err)
	}
	dbtest.AtMost(t, b.db, 18, func(db *gorm.DB) {
		s := *b.Service
		s.DB = db
		_, err := s.Links(t.Context(), inspector, "X1")
		b.ok(err)
	})
	kin := inspector
	kin.Name = "官示例" // on the treasury's list under this name
	for _, by := range []actor.Actor{builder, officer, town, kin} {
		if _, err := b.Links(t.Context(), by, "X1"); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s %s sees it: %v", by.Role, by.Name, err)
		}
	}
	if _, err := b.Links(t.Context(), inspector, "X9"); !fault.Is(err, fault.NotFound) {
		t.Errorf("no such project: %v", err)
	}
	b.ok(b.db.Exec("UPDATE company_roles SET to_on = ? WHERE person_id = ?", day("2025-12-01"), brother).Error)
	l, err = b.Links(t.Context(), inspector, "X1")
	b.ok(err)
	if got := strings.Join(ties(l), ""); strings.Contains(got, "弟示例") {
		t.Errorf("left the company on the day of the award: %s", got)
	}
}
