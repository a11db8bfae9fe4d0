package entitle_test

import (
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/entitle"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// TestTheRegistersAnswer shows a bound person what they draw and may ask for.
func TestTheRegistersAnswer(t *testing.T) {
	db, now := dbtest.New(t), time.Date(2026, 3, 20, 2, 0, 0, 0, time.UTC)
	rows := registers.New(t, db, now)
	old := rows.Person("甲示例", registers.Number("45092319400101001"))
	rows.Resident(old, "H1", registers.Silian, "")
	item := rows.Item("MZ02", "农村居民最低生活保障")
	rows.Rostered(item, "D1", old)
	rows.Pay(registers.Payout{Person: old, Item: item, Month: "2026-02", Fen: 25500})
	for _, p := range []model.Policy{{Title: "农村低保：家里收入低，可以申请", ItemCode: "MZ02"}, {Title: "高龄津贴：满80岁的老人", ItemCode: "MZ07", Materials: "身份证", Place: "村委会"}, {Title: "困难残疾人生活补贴", ItemCode: "MZ05"}, {Title: "农机购置补贴"}} {
		rows.AddPolicy(p)
	}
	if err := db.Create(&model.Disability{ID: 1, PersonID: old, CertSealed: []byte{}, Category: "肢体", Level: 3, IssuedOn: now.AddDate(-2, 0, 0), State: "正常", BatchID: rows.Batch, RowNo: 1}).Error; err != nil {
		t.Fatal(err)
	}
	use := func(db *gorm.DB) *entitle.Service {
		var extra []parameter.Extra
		for _, d := range entitle.Definitions() {
			extra = append(extra, parameter.Extra{Definition: parameter.Definition{Name: d.Name, Default: d.Default}, Clean: d.Clean})
		}
		return entitle.New(entitle.Options{DB: db, Text: parameter.New(db, func() time.Time { return now }, extra...).Text, Now: func() time.Time { return now }})
	}
	by := actor.Actor{Kind: actor.Villager, WechatUserID: rows.Bound(old), PersonID: old}
	var own entitle.Own
	dbtest.AtMost(t, db, 10, func(db *gorm.DB) {
		var err error
		if own, err = use(db).Own(t.Context(), by); err != nil {
			t.Fatal(err)
		}
	})
	if len(own.Gets) != 1 || own.Gets[0].Last != 25500 || own.Facts.Age != 86 || own.Facts.Disability != 3 || own.Facts.Hardship != "低保" {
		t.Errorf("%+v", own)
	}
	if len(own.Offers) != 2 || own.Offers[0].ItemCode != "MZ05" || own.Offers[1].ItemCode != "MZ07" {
		t.Errorf("offers %+v", own.Offers)
	}
	at, err := use(db).AtKiosk(t.Context(), actor.Actor{Kind: actor.Villager, PersonID: old})
	if err != nil || len(at.Gets) != 1 || len(at.Offers) != 2 {
		t.Errorf("at a screen: %+v %v", at, err)
	}
	if _, err := use(db).AtKiosk(t.Context(), by); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("a telephone at a screen: %v", err)
	}
	for _, who := range []actor.Actor{{Kind: actor.Guest}, {Kind: actor.Villager, WechatUserID: by.WechatUserID, PersonID: old + 1}, {Kind: actor.Villager, WechatUserID: by.WechatUserID, PersonID: old, Snapshot: true}} {
		if _, err := use(db).Own(t.Context(), who); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%+v: %v", who, err)
		}
	}
}
