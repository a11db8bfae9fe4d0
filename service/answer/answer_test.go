package answer

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		words string
		topic Topic
		rest  string
	}{
		{"帮助", Help, ""},
		{" 帮助！", Help, ""},
		{"HELP", Help, ""},
		{"你好", Help, ""},
		{"低保", Policies, "低保"},
		{"我想问一下低保怎么申请？", Policies, "低保"},
		{"政策", Policies, ""},
		{"政策 危房改造", Policies, "危房改造"},
		{"政策：危房改造", Policies, "危房改造"},
		{"政策危房改造。", Policies, "危房改造"},
		{"资金", Payouts, ""},
		{"我的钱", Payouts, ""},
		{"我能享受什么", Entitled, ""},
		{"我家能申请什么", Entitled, ""},
		{"我的钱到账没有", Payouts, ""},
		{"我家的低保到账没有", Payouts, ""},
		{"项目", Projects, ""},
		{"项目 四联村", Projects, "四联村"},
		{"项目 四联村", Projects, "四联村"},
		{"四联村修路的事", Projects, "四联村"},
		{"投诉", Complaint, ""},
		{"我要举报村干部贪低保", Complaint, ""},
		{"我的低保怎么还没有发", Payouts, ""},
		{"钱没到", Payouts, ""},
		{"老人钱", Policies, "老人钱"},
		{"我想修房子", Policies, "修房子"},
		{"绑定", Binding, ""},
		{"绑定 450923199001010014", Private, ""},
		{"村里的公示", Posted, ""},
		{"我想找纪委", Complaint, ""},
		{"进度", Progress, ""},
		{"进度 yg-7k2m-91qx-44ab", Progress, "YG-7K2M-91QX-44AB"},
		{"进度 YG7K2M91QX44AB", Progress, "YG7K2M91QX44AB"},
		{"进度 1234 5678 9012 3456", Progress, "1234567890123456"},
		{"进度 在哪看", Progress, ""},
		{"我反映的事办得怎么样了", Progress, ""},
		{"450923199001010014", Private, ""},
		{"我的身份证是450923199001010014", Private, ""},
		{"政策 450923199001010014", Private, ""},
		{"我的钱 6217000000000000000", Private, ""},
		{"", Unknown, ""},
		{"今天天气真好", Unknown, ""},
		{"😀", Unknown, ""},
		{"\x00\xff\xfe", Unknown, ""},
		{"<a href=x>'; DROP TABLE people", Unknown, ""},
	} {
		got := Read(c.words)
		if got.Topic != c.topic || got.Rest != c.rest {
			t.Errorf("Read(%q) = %v %q, want %v %q", c.words, got.Topic, got.Rest, c.topic, c.rest)
		}
	}
}

func TestWriteLeadsToThePage(t *testing.T) {
	for _, c := range []struct {
		q    Question
		f    Facts
		path string
	}{
		{Question{Policies, "危房改造"}, Facts{}, "/h5/policies?q=" + url.QueryEscape("危房改造")},
		{Question{Topic: Policies}, Facts{}, "/h5/policies"},
		{Question{Topic: Payouts}, Facts{}, "/h5/payouts"},
		{Question{Projects, "四联村"}, Facts{VillageCode: "450923100201", VillageName: "四联村"}, "/h5/projects?village=450923100201"},
		{Question{Projects, "没有村"}, Facts{}, "/h5/projects"},
		{Question{Topic: Complaint}, Facts{}, "/h5/complaint"},
		{Question{Progress, "YG-1"}, Facts{Ticket: "abc"}, "/h5/progress?t=abc"},
		{Question{Topic: Progress}, Facts{}, "/h5/progress"},
		{Question{Topic: Binding}, Facts{}, "/h5/bind"},
		{Question{Topic: Posted}, Facts{}, "/h5/villages"},
		{Question{Topic: Help}, Facts{}, ""},
		{Question{}, Facts{}, ""},
	} {
		if got := Write(c.q, c.f); got.Path != c.path || got.Text == "" {
			t.Errorf("Write(%v) leads to %q, want %q", c.q, got.Path, c.path)
		}
	}
}

func TestAReceiptIsNeverRepeated(t *testing.T) {
	q := Read("进度 YG-7K2M-91QX-44AB")
	for _, f := range []Facts{{}, {Ticket: "one-time"}} {
		if s := Compose(Write(q, f), "https://example.org"); strings.Contains(s, q.Rest) {
			t.Errorf("the answer repeats the receipt: %s", s)
		}
	}
}

func TestNothingLongerThanThePlatformAllows(t *testing.T) {
	long := strings.Repeat("危", 5000)
	all := []Answer{Welcome(), Busy(), Received(), Unheard(), Located(), Write(Question{}, Facts{}), Write(Read("政策 "+long), Facts{}), Write(Read("项目 "+long), Facts{})}
	all = append(all, Answer{Text: long, Path: "/h5/payouts", Link: "看"}, Answer{Text: long})
	for _, a := range all {
		s := Compose(a, "https://sunshine.example.org")
		if len(s) > Limit || !utf8.ValidString(s) {
			t.Errorf("%d bytes, valid %v: %.40s…", len(s), utf8.ValidString(s), s)
		}
	}
}

func TestALinkCannotBeBrokenByWords(t *testing.T) {
	s := Compose(Write(Read(`政策 "><script>`), Facts{}), "https://example.org/")
	if strings.Contains(s, "<script") || strings.Contains(s, "org//") {
		t.Error(s)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("政策 危房改造")
	f.Add("进度 \xff")
	f.Fuzz(func(t *testing.T, words string) {
		q := Read(words)
		s := Compose(Write(q, Facts{}), "https://example.org")
		if len(s) > Limit || len(s) == 0 {
			t.Errorf("%q: %d bytes", words, len(s))
		}
	})
}
