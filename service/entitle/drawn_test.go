package entitle_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/entitle"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// apart keeps 低保 and 特困 apart, as the county's matrix does.
func apart(a, b string) bool {
	is := func(a, b string) bool {
		return strings.Contains(a, "最低生活保障") && strings.Contains(b, "特困")
	}
	return is(a, b) || is(b, a)
}

// TestWhatIsPaidIsDrawn takes for drawn what was paid for the last periods, and
// offers neither that nor what may not go with it nor what is for others.
func TestWhatIsPaidIsDrawn(t *testing.T) {
	db, now := dbtest.New(t), time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC)
	rows := registers.New(t, db, now)
	old := rows.Person("甲示例", registers.Number("45092319400101001"))
	wife := rows.Person("乙示例", registers.Number("45092319420101002"))
	rows.Resident(old, "H1", registers.Silian, "")
	rows.Resident(wife, "H1", registers.Silian, "")
	ids := map[string]int64{}
	for _, i := range []struct{ code, name, target, often string }{
		{"MZ02", "农村居民最低生活保障", "户", "月"}, {"MZ03", "城市特困人员基本生活供养", "个人", "月"}, {"MZ04", "农村特困人员基本生活供养", "个人", "月"}, {"MZ05", "困难残疾人生活补贴", "个人", "月"},
		{"MZ06", "重度残疾人护理补贴", "个人", "月"}, {"MZ07", "高龄津贴", "个人", "季"}, {"NY03", "耕地地力保护补贴", "户", "年"}, {"MZ10", "临时救助", "个人", "一次"}, {"MZ01", "城市居民最低生活保障", "户", "月"},
	} {
		ids[i.code] = rows.Item(i.code, i.name)
		if err := db.Model(&model.Item{}).Where("id = ?", ids[i.code]).Updates(map[string]any{"target": i.target, "frequency": i.often}).Error; err != nil {
			t.Fatal(err)
		}
		rows.AddPolicy(model.Policy{Title: i.name, ItemCode: i.code})
	}
	rows.Rostered(ids["MZ02"], "D1", old)
	for code, month := range map[string]string{"MZ02": "2026-10", "MZ05": "2026-09", "MZ06": "2026-06", "MZ07": "2026-06", "NY03": "2025-12", "MZ10": "2026-10"} {
		rows.Pay(registers.Payout{Person: old, Item: ids[code], Month: month, Fen: 8000})
	}
	if err := db.Create(&model.Disability{ID: 1, PersonID: old, CertSealed: []byte{}, Category: "肢体", Level: 1, IssuedOn: now.AddDate(-2, 0, 0), State: "正常", BatchID: rows.Batch, RowNo: 1}).Error; err != nil {
		t.Fatal(err)
	}
	for i, p := range []int64{old, wife} {
		if err := db.Create(&model.Parcel{ID: int64(i + 1), HouseholdNo: "H1", PersonID: p, ParcelNo: "1", Category: "承包地", BatchID: rows.Batch, RowNo: i + 1}).Error; err != nil {
			t.Fatal(err)
		}
	}
	s := entitle.New(entitle.Options{DB: db, Now: func() time.Time { return now },
		Apart: func(context.Context) (func(a, b string) bool, error) { return apart, nil },
		Text: func(_ context.Context, name string, _ period.Day) (string, error) {
			i := slices.IndexFunc(entitle.Definitions(), func(d entitle.Definition) bool { return d.Name == name })
			return entitle.Definitions()[i].Default, nil
		},
	})
	for _, c := range []struct {
		name         string
		who          int64
		gets, offers []string
	}{
		{"him", old, []string{"MZ02", "MZ05", "MZ07", "NY03"}, []string{"MZ06"}}, // the care allowance stopped; 特困 may not go with 低保
		{"his wife", wife, nil, []string{"MZ07"}},                                // the household's land is paid to him
	} {
		t.Run(c.name, func(t *testing.T) {
			own, err := s.Own(t.Context(), actor.Actor{Kind: actor.Villager, WechatUserID: rows.Bound(c.who), PersonID: c.who})
			if err != nil {
				t.Fatal(err)
			}
			var gets, offers []string
			for _, g := range own.Gets {
				gets = append(gets, g.Code)
			}
			for _, o := range own.Offers {
				offers = append(offers, o.ItemCode)
			}
			if !slices.Equal(gets, c.gets) || !slices.Equal(offers, c.offers) {
				t.Errorf("draws %v, is offered %v; want %v and %v", gets, offers, c.gets, c.offers)
			}
		})
	}
}
