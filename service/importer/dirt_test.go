package importer

import (
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
)

// mistakes hands in a file and lists what is wrong with its rows, by column.
func mistakes(t *testing.T, s *Service, kind, text string) string {
	t.Helper()
	b, err := s.Run(t.Context(), cli, upload(kind, text), false, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := s.Mistakes(t.Context(), cli, b.ID, page.Request{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range m.Items {
		out = append(out, e.Column+"："+e.Message)
	}
	return strings.Join(out, " ")
}

func TestVillagesByName(t *testing.T) {
	t.Parallel()
	s, db := newService(t)
	mustRun(t, s, "divisions", fileDivisions+"450923108211,李村村委会,village,450923108000\n450923109000,三滩镇,town,450923000000\n450923109207,大旺村委会,village,450923109000\n450923109208,李村村民委员会,village,450923109000\n")
	for _, c := range []struct{ head, row, want string }{
		{"村代码", "450923108210", "450923108210"},
		{"村代码", "四联", "450923108210"},
		{"村代码", "四联村委会", "450923108210"},
		{"行政村", " 大旺 村", "450923109207"},
		{"村", "江宁镇四联村民委员会", "450923108210"},
		{"村,乡镇", "李村,三滩镇", "450923109208"},
		{"乡镇,村", "江宁,李村", "450923108211"},
		{"村,乡镇,街道", "李村,三滩镇,无", "450923109208"},
		{"村,街道,乡,镇,乡镇", "李村,无,/,-,三滩镇", "450923109208"},
		{"乡,镇,街道,村,乡镇", "-,　,/,李村,江宁镇", "450923108211"},
		{"村", "三滩镇李村", "450923109208"},
		{"村", "李村", "有2个村叫这个名字"},
		{"村,乡镇", "四联村,三滩镇", "没有叫这个名字的村"},
		{"村", "四连村", "没有叫这个名字的村"},
		{"村代码", "450923108299", "没有这个村代码"},
	} {
		text := "户编号,户主身份证号,户主姓名,户类型,识别日期," + c.head + "\nH1," + idOne + ",陈演一,脱贫户,2015.12," + c.row + "\n"
		got := mistakes(t, s, "households", text)
		if got == "" {
			var row model.AidedHousehold
			if err := db.Order("id DESC").Take(&row).Error; err != nil {
				t.Fatal(err)
			}
			got = row.VillageCode
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s %s: %s, want %s", c.head, c.row, got, c.want)
		}
	}
}

// TestPaymentsAsBureausWriteThem: the item by its name and the period in one
// cell, as the usual list of payments has them.
func TestPaymentsAsBureausWriteThem(t *testing.T) {
	t.Parallel()
	s, db := newService(t)
	mustCounty(t, s)
	head := "批次号,补贴项目,补贴期间,姓名,身份证号,数量,标准,金额,账号,账户名,发放日期,发放结果\n"
	rest := ",陈演一," + idOne + ",2,350,700,6222021234567890128,陈演一,2025-04-10,成功\n"
	if got := mistakes(t, s, "payouts", head+"P1,农村低保,2025年1月至3月"+rest+"P2,农村 低保,2025-04"+rest); got != "" {
		t.Fatal(got)
	}
	rows, err := gorm.G[model.Payout](db).Order("id").Find(t.Context())
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	for i, want := range []string{"2025-01-01~2025-03-31", "2025-04-01~2025-04-30"} {
		if got := rows[i].PeriodStart.Format(time.DateOnly) + "~" + rows[i].PeriodEnd.Format(time.DateOnly); got != want || rows[i].ItemID == 0 {
			t.Errorf("%s, want %s, item %d", got, want, rows[i].ItemID)
		}
	}
	for text, want := range map[string]string{"P3,农村低报,2025-05" + rest: "没有这个项目编码", "P4,农村低保,春节" + rest: "日期看不懂"} {
		if got := mistakes(t, s, "payouts", head+text); !strings.Contains(got, want) {
			t.Errorf("%s: %s", text, got)
		}
	}
}

// TestWhatCannotBeIsGivenBack: dates and periods that a slip of the pen makes
// would find half of a county.
func TestWhatCannotBeIsGivenBack(t *testing.T) {
	t.Parallel()
	s, _ := newService(t)
	mustCounty(t, s)
	paid := func(from, to, on string) string {
		return payoutHead + "P" + from + to + on + ",MZ01," + from + "," + to + "," + idOne + ",陈演一,2,A,700,6222021234567890128,陈演一," + on + ",成功,\n"
	}
	for _, c := range []struct{ kind, text, want string }{
		{"deaths", "身份证号,姓名,死亡日期,来源\n" + idOne + ",陈演一,1989-05-01,公安\n", "早于身份证号里的出生日期"},
		{"deaths", "身份证号,姓名,死亡日期,来源\n" + idOne + ",陈演一,1990-03-07,公安\n", ""},
		{"payouts", paid("2026-01", "2026-01", "2026-03-02"), ""},
		{"payouts", paid("2026-01", "2026-12", "2026-02-10"), ""},
		{"payouts", paid("2026-01", "2026-01", "2029-01-01"), "发放日期还没有到"},
		{"payouts", paid("2031-01", "2031-12", "2026-02-10"), "所属期比发放日期晚一年以上"},
		{"payouts", paid("1924-01", "2024-01", "2024-01-10"), "所属期超过十年"},
		{"prepayouts", "批次号,项目编码,所属期起,所属期止,身份证号,姓名,金额,账号,账户名\nN1,MZ01,2036-04,2036-04," + idOne + ",陈演一,700,6222021234567890128,陈演一\n", "所属期比发放日期晚一年以上"},
		{"prepayouts", "批次号,项目编码,所属期起,所属期止,身份证号,姓名,金额,账号,账户名\nN1,MZ01,2026-04,2026-04," + idOne + ",陈演一,700,6222021234567890128,陈演一\n", ""},
	} {
		if got := mistakes(t, s, c.kind, c.text); !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
	if _, err := s.Run(t.Context(), cli, upload("deaths", "身份证号,姓名,死亡日期,来源\n"), true, nil); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, "只有表头") {
		t.Errorf("a header alone: %v", err)
	}
}
