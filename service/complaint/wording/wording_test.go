package wording

import (
	"slices"
	"strings"
	"testing"
)

func codes(list []Remark) []string {
	var out []string
	for _, r := range list {
		out = append(out, r.Code)
	}
	return out
}

func TestCheck(t *testing.T) {
	const asked = "危房改造、建房补助 危房改造的钱报了我家的名字，可是房子没有修过，是李四经手的。"
	final := Answer{Question: asked, Final: true}
	for name, c := range map[string]struct {
		a    Answer
		text string
		want []string
	}{
		"nothing written":           {final, " ", nil},
		"a good result":             {final, "您说的危房改造的钱，查清了：补助没有发给您家。12月20日以前会退到您的存折，请核对。", nil},
		"a good question":           {Answer{Question: asked, Promises: true}, "请告诉我们大约是哪一年的事。12月20日以前补充就行。", nil},
		"stock phrases":             {Answer{}, "您好，您的来信已收到，我们高度重视，正在认真办理，请耐心等待，感谢您的支持！", []string{"empty", "officialese"}},
		"too short":                 {Answer{}, "知道了。", []string{"empty"}},
		"beside the question":       {final, "低保要看一家人的收入，请带户口簿到民政办申请。", []string{"untouched"}},
		"soon":                      {Answer{}, "名单已经调来了，我们会尽快核对完再告诉您。", []string{"undated"}},
		"in ten days":               {Answer{}, "名单已经调来了，我们会在10个工作日内核对完。", nil},
		"a day asked for":           {Answer{Promises: true}, "您反映的补贴我们已经受理，正在核对名单。", []string{"undated"}},
		"a resident ID":             {Answer{}, "请核对名单上的号码 450923198001010011 是不是您家的人。", []string{"resident_id"}},
		"an old resident ID":        {Answer{}, "请核对名单上的号码 450923800101001 是不是您家的人。", []string{"resident_id"}},
		"with full-width digits":    {Answer{}, "请核对名单上的号码４５０９２３１９８００１０１００１Ｘ是不是您家的人。", []string{"bank"}},
		"a mobile":                  {Answer{}, "请联系经办人核对名单，号码是 138 0000 1234。", []string{"phone"}},
		"a landline":                {Answer{}, "请联系经办人核对名单，号码是0775-8331234。", []string{"phone"}},
		"the office's own":          {Answer{Hotlines: []string{"0775-8331234"}}, "请打我们的电话核对名单，号码是 0775 8331234。", nil},
		"a short number":            {Answer{}, "要核对名单，请打监督电话12388，或者12345。", nil},
		"a bank account":            {Answer{}, "钱发到了 6228 4800 1234 5678 901 这个账号，请核对。", []string{"bank"}},
		"an amount":                 {Answer{}, "钱已经发到存折，一共18640.00元，请在2026年12月20日前核对。", nil},
		"somebody else":             {Answer{Question: asked, Names: []string{"王示例"}}, "名单是王示例填的，已经改过来了，请核对存折。", []string{"name"}},
		"whom the reporter named":   {Answer{Question: asked, Names: []string{"李四"}}, "李四经手的那笔钱已经查清，请核对存折。", nil},
		"the other side's words":    {Answer{}, "被反映人称钱已经交到村里，账目核对过了。", []string{"other_side"}},
		"the cadre explained":       {Answer{}, "村支书解释说名单早就公示过，墙上贴了七天。", []string{"other_side"}},
		"officialese":               {Answer{}, "来信收悉，经研究，村务公开的事项将责成村委会12月20日前改正。", []string{"officialese"}},
		"an open place":             {Answer{}, "您反映的事，已经〔写明做了哪些事〕，12月20日以前告诉您。", []string{"unfilled"}},
		"an open day":               {Answer{}, "您反映的补贴，{反馈期限}以前告诉您结果，名单在核对。", []string{"unfilled"}},
		"too long":                  {Answer{}, strings.Repeat("名单核对过了，钱数对得上。", 30), []string{"long"}},
		"a sentence without breath": {Answer{}, strings.Repeat("名单核对过了", 12), []string{"long"}},
	} {
		c.a.Text = c.text
		if got := codes(Check(c.a)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestStandardTemplates holds the program's own templates to the program's own
// rules: filled in, nothing but the writer's own places is left to object to.
func TestStandardTemplates(t *testing.T) {
	seen := map[string]bool{}
	values := map[string]string{}
	for _, b := range Blanks() {
		values[b.Name] = "2026年12月20日"
	}
	values["反映的事"], values["地方"], values["电话"] = "补贴的钱没发、少发了", "四联村", "12388"
	for _, tpl := range Standard() {
		if seen[tpl.Name] || !strings.HasPrefix(tpl.Name, tpl.Action+".") || tpl.Title == "" {
			t.Errorf("%s: name or title", tpl.Name)
		}
		seen[tpl.Name] = true
		if u := Unknown(tpl.Body); len(u) > 0 {
			t.Errorf("%s: unknown places %v", tpl.Name, u)
		}
		filled := hole.ReplaceAllStringFunc(Fill(tpl.Body, values), func(m string) string {
			if strings.Contains(m, "哪天") {
				return "12月20日"
			}
			return "名单"
		})
		if got := Check(Answer{Text: filled, Hotlines: []string{"12388"}}); len(got) > 0 {
			t.Errorf("%s: %+v\n%s", tpl.Name, got, filled)
		}
	}
}

func TestFill(t *testing.T) {
	got := Fill("{今天}收到，{不知道}和〔写明哪天〕", map[string]string{"今天": "2026年3月2日", "写明哪天": "不该填"})
	if got != "2026年3月2日收到，{不知道}和〔写明哪天〕" {
		t.Error(got)
	}
	if u := Unknown("{今天}{不知道}〔写明哪天〕"); !slices.Equal(u, []string{"{不知道}"}) {
		t.Error(u)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("您反映的事12月20日以前办完 13800001234", "危房")
	f.Fuzz(func(_ *testing.T, text, question string) {
		Check(Answer{Text: text, Question: question, Final: true, Promises: true, Names: []string{text}})
	})
}
