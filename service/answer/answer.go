// Package answer turns a villager's words into a short answer with a link.
//
// Everything here is a pure function: words in, words out. What has to be
// looked up (a village's code, a one-time ticket for a receipt) is looked up
// by the caller between Read and Write. An answer is never longer than
// WeChat's 2,048 bytes, never repeats a number the villager typed, and there
// is no wrong question: what is not understood gets the menu.
package answer

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"yangguang/service/kernel/clip"
)

// Limit is how long the platform lets an answer be, in bytes.
const Limit = 2048

// Topic is what a question is about.
type Topic int

// The topics. The zero Topic is "not understood".
const (
	Unknown Topic = iota
	Help
	Policies  // Rest: what to look for
	Payouts   // no Rest: whose payouts is decided by who is bound
	Projects  // Rest: a village's name
	Complaint // no Rest
	Progress  // Rest: a receipt number
	Binding   // no Rest
	Posted    // no Rest: the village's public lists
	Entitled  // no Rest: what somebody may ask for
	Private   // somebody typed a long number: it is not repeated, not kept
)

// Question is what was understood of a villager's words.
type Question struct {
	Topic Topic
	Rest  string
}

const maxRest = 20 // characters of a search word or a village's name

var (
	receiptForm = regexp.MustCompile(`^[0-9A-Z][0-9A-Z-]{4,30}[0-9A-Z]$`)
	longNumber  = regexp.MustCompile(`[0-9][0-9 -]{13,}[0-9x]`)
	villageName = regexp.MustCompile(`[\p{Han}]{1,10}?(?:村委会|社区|村)`)
)

// leading words and the topic they name, longest first where one begins another.
var leading = []struct {
	word  string
	topic Topic
}{
	{"帮助", Help}, {"菜单", Help}, {"你好", Help}, {"您好", Help}, {"help", Help},
	{"政策", Policies}, {"我的钱", Payouts}, {"资金", Payouts}, {"我的补贴", Payouts}, {"查钱", Payouts},
	{"项目", Projects}, {"投诉", Complaint}, {"举报", Complaint}, {"反映", Complaint},
	{"我能享受什么", Entitled}, {"我能领什么", Entitled}, {"能享受什么", Entitled}, {"进度", Progress}, {"回执", Progress}, {"查询码", Progress}, {"绑定", Binding}, {"公示", Posted},
}

// items are subsidies as villagers call them: the word alone asks for its policy.
var items = []string{
	"低保", "五保", "特困", "老人钱", "老人补贴", "修房子", "建房", "危房改造", "危房", "残疾", "高龄", "养老", "医保", "医疗救助", "临时救助", "雨露计划", "助学",
	"种粮", "耕地地力", "农机", "退耕还林", "公益林", "公益岗", "产业奖补", "以奖代补", "小额信贷", "孤儿", "优抚", "计生", "移民", "厕所",
}

// contained words are tried when nothing led: whole sentences, voice messages.
var contained = []struct {
	topic Topic
	words []string
}{
	{Complaint, []string{"投诉", "举报", "告状", "纪委", "反映问题", "贪", "吃拿卡要", "克扣"}},
	{Progress, []string{"进度", "查询码", "回执", "办到哪", "办得怎么样", "处理结果", "有结果"}},
	{Payouts, []string{"我的钱", "资金", "到账", "打卡", "发了多少", "一卡通", "我的补贴", "领了多少", "补贴发", "没有发", "没发", "还没发", "没到", "没收到", "没领到", "发没发"}},
	{Projects, []string{"项目", "修路", "工程", "饮水", "水渠", "路灯"}},
	{Binding, []string{"绑定", "实名"}},
	{Posted, []string{"公示", "名单"}},
	{Entitled, []string{"能享受什么", "能领什么", "可以享受什么", "可以申请什么", "能申请什么"}},
	{Policies, []string{"政策", "补贴", "补助", "怎么申请", "条件"}},
	{Help, []string{"帮助", "怎么用", "能做什么", "你好", "您好"}},
}

// Read understands a villager's words.
func Read(words string) Question {
	s := strings.ToLower(tidy(words))
	for _, l := range leading {
		rest, ok := strings.CutPrefix(s, l.word)
		if !ok {
			continue
		}
		if q, ok := led(l.topic, strings.TrimSpace(rest)); ok {
			return q
		}
	}
	if longNumber.MatchString(s) {
		return Question{Topic: Private}
	}
	if w := itemIn(s); w != "" && !containsAny(s, contained[0].words) && !containsAny(s, contained[2].words) {
		return Question{Policies, w}
	}
	for _, c := range contained {
		if containsAny(s, c.words) {
			q := Question{Topic: c.topic}
			if c.topic == Projects {
				q.Rest = villageName.FindString(s)
			}
			return q
		}
	}
	return Question{}
}

// led reads what follows a leading word. It declines when the rest makes the
// leading word look like the start of a sentence about something else.
func led(t Topic, rest string) (Question, bool) {
	switch t {
	case Progress:
		r := strings.ToUpper(strings.ReplaceAll(rest, " ", ""))
		if r == "" || !receiptForm.MatchString(r) {
			r = ""
		}
		return Question{t, r}, true
	case Policies, Projects:
		if hasLongNumber(rest) {
			return Question{Topic: Private}, true
		}
		return Question{t, clip.Runes(rest, maxRest)}, true
	case Help:
		return Question{Topic: t}, rest == "" || utf8.RuneCountInString(rest) <= 2
	case Payouts, Complaint, Binding, Posted, Entitled:
		if hasLongNumber(rest) {
			return Question{Topic: Private}, true
		}
		return Question{Topic: t}, true
	case Unknown, Private:
	}
	return Question{}, false
}

// tidy narrows full-width letters and digits, turns every mark and blank into
// one space, and drops what surrounds the words.
func tidy(s string) string {
	var b strings.Builder
	for _, r := range width.Narrow.String(s) {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), r == '-':
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return clip.Runes(strings.Join(strings.Fields(b.String()), " "), 200)
}

func itemIn(s string) string {
	for _, w := range items {
		if strings.Contains(s, w) {
			return w
		}
	}
	return ""
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func hasLongNumber(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n >= 6
}

// Facts are what the caller looked up for a question.
type Facts struct {
	VillageCode string // the village found for Rest, or ""
	VillageName string
	Ticket      string // the one-time ticket that stands for the receipt, or ""
}

// Answer is a text and the page it leads to. Path begins with a slash.
type Answer struct {
	Text string
	Path string
	Link string // what the link says
}

// Write words the answer to q.
func Write(q Question, f Facts) Answer {
	switch q.Topic {
	case Policies:
		return policies(q.Rest)
	case Payouts:
		return Answer{"您家每年领了哪些补贴、各多少钱、什么时候到账，点下面就能看。第一次要先核对身份。", "/h5/payouts", "看我的补贴"}
	case Projects:
		return projects(q.Rest, f)
	case Complaint:
		return Answer{"有不公平的事，点下面告诉我们。可以留名，也可以不留名；可以拍照片。提交后会给您一个查询码，用它查办理进度。", "/h5/complaint", "我要投诉"}
	case Progress:
		return progress(f)
	case Binding:
		return Answer{"绑定要用：姓名、身份证号码，再加一卡通最后4位数或者登记手机的短信。点下面去办，约1分钟。请不要把身份证号发在对话里。", "/h5/bind", "实名绑定"}
	case Posted:
		return Answer{"村里谁领了补贴、领了多少，点下面选村看。", "/h5/villages", "看公示"}
	case Entitled:
		return Answer{"年纪、上学、看病、残疾、住房这几样，点几下，就能看到您家可能可以申请什么、去哪里办、带什么。回答不保存。", "/h5/entitled", "看我能享受什么"}
	case Private:
		return Answer{"请不要在对话里发身份证号、银行卡号。要查补贴，请点下面的页面，在那里核对身份。", "/h5/payouts", "看我的补贴"}
	case Help, Unknown:
	}
	return Answer{Text: menu}
}

const menu = `您可以发这几样，我来帮您找：
· 发「低保」「政策 危房改造」：看政策，谁能领、领多少
· 发「我的钱」：看自家领过的补贴
· 发「我能享受什么」：看可能可以申请的
· 发「项目 四联村」：看村里的工程
· 发「公示」：看村里谁领了补贴
· 发「投诉」：有问题向纪委说
· 发「进度」加查询码：看办得怎么样
直接说话也行，不用打字。也可以点屏幕最下面的菜单。`

// Welcome greets a new follower.
func Welcome() Answer {
	return Answer{Text: "欢迎您！这里能查惠农补贴政策、自家领的钱、村里的项目，也能反映问题。\n\n" + menu}
}

// Busy is said when something we need is away. It promises nothing.
func Busy() Answer {
	return Answer{Text: "现在查的人多，没能马上回答您。请过一会儿再发一次，或者直接点下面的菜单。"}
}

// Unheard is said for a voice message whose words did not reach us.
func Unheard() Answer {
	return Answer{"没有听清您说的话。请靠近手机，慢慢再说一遍，比如说「我的钱」「低保」。如果是要投诉，请点下面，可以在那里录音；只发在对话里，不算正式投诉。", "/h5/complaint", "我要投诉"}
}

// Received is said for a photo or a video.
func Received() Answer {
	return Answer{"收到了。如果这是要反映问题的材料，请点下面填写，把照片一起交上来；只发在对话里，不算正式反映。", "/h5/complaint", "我要投诉"}
}

// Located is said for a position somebody sent.
func Located() Answer {
	return Answer{"收到您的位置。想看附近村里的工程，点下面选村子。", "/h5/projects", "看村里的项目"}
}

func policies(word string) Answer {
	if word == "" {
		return Answer{"各项补贴谁能领、领多少、要什么材料、找谁办，点下面查。", "/h5/policies", "查政策"}
	}
	return Answer{"「" + word + "」的政策：谁能领、领多少、要什么材料、找谁办，点下面看。", "/h5/policies?" + url.Values{"q": {word}}.Encode(), "看「" + word + "」政策"}
}

func projects(name string, f Facts) Answer {
	switch {
	case f.VillageCode != "":
		return Answer{f.VillageName + "的工程：做什么、花多少钱、谁来做、做到哪一步，点下面看。", "/h5/projects?" + url.Values{"village": {f.VillageCode}}.Encode(), "看" + f.VillageName + "的项目"}
	case name != "":
		return Answer{"没有找到叫「" + name + "」的村。请看看字对不对，或者点下面自己选村子。", "/h5/projects", "选村子"}
	}
	return Answer{"村里的工程：做什么、花多少钱、谁来做、做到哪一步，点下面选村子。也可以发「项目」加村名。", "/h5/projects", "看村里的项目"}
}

func progress(f Facts) Answer {
	if f.Ticket == "" {
		return Answer{"请点下面，填上查询码，就能看办得怎么样。也可以发「进度」再加查询码。", "/h5/progress", "查进度"}
	}
	return Answer{"点下面看办得怎么样。这个链接半小时内有效，请不要转给别人。", "/h5/progress?" + url.Values{"t": {f.Ticket}}.Encode(), "查进度"}
}

// Compose joins an answer's text and its link under base, the public address
// of the program, and keeps to Limit.
func Compose(a Answer, base string) string {
	if a.Path == "" {
		return cut(a.Text, Limit)
	}
	link := "\n\n<a href=\"" + strings.TrimSuffix(base, "/") + a.Path + "\">" + a.Link + "</a>"
	return cut(a.Text, Limit-len(link)) + link
}

// cut shortens s to at most n bytes without splitting a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:max(n, 0)]
}
