package wording

import (
	"regexp"
	"strings"
)

// Template is words that an answer may begin with. Version 0 is what the
// program brings; the office's own versions count from 1.
type Template struct {
	Name    string // stable
	Action  string // the step it belongs to
	Title   string
	Body    string
	Version int
}

// hole is a place that is still to be filled in: {收到日期}, or 〔写明…〕 for
// what only a person knows.
var hole = regexp.MustCompile(`\{[^{}\n]{1,20}\}|〔[^〔〕\n]{1,40}〕`)

// Blank is a place that the program fills in by itself.
type Blank struct{ Name, Meaning string }

// Blanks lists the places that the program fills in. Everything else in
// brackets is left for the writer.
func Blanks() []Blank {
	return []Blank{
		{"收到日期", "收到来信的日期"}, {"今天", "今天的日期"}, {"受理期限", "最迟哪天告诉来信人受不受理"}, {"反馈期限", "最迟哪天告诉来信人结果"},
		{"十五个工作日后", "从今天起第十五个工作日"}, {"十个工作日后", "从今天起第十个工作日"}, {"反映的事", "来信人选的事由"}, {"地方", "来信说的村、镇"}, {"电话", "本单位公开的电话"},
	}
}

// Fill puts values into the places of a text. A place without a value stays
// as it is, so that the writer sees it.
func Fill(text string, values map[string]string) string {
	return hole.ReplaceAllStringFunc(text, func(m string) string {
		if v := values[strings.Trim(m, "{}")]; v != "" && strings.HasPrefix(m, "{") {
			return v
		}
		return m
	})
}

// Unknown gives the places in braces that the program does not know.
func Unknown(text string) []string {
	known := map[string]bool{}
	for _, b := range Blanks() {
		known[b.Name] = true
	}
	var out []string
	for _, m := range hole.FindAllString(text, -1) {
		if name, ok := strings.CutPrefix(m, "{"); ok && !known[strings.TrimSuffix(name, "}")] {
			out = append(out, m)
		}
	}
	return out
}

// Standard lists the templates that the program brings, in the order in which
// a matter meets them.
func Standard() []Template {
	return []Template{
		{"accept.usual", "accept", "受理：属于我们管的事", "您{收到日期}反映的“{反映的事}”，我们已经受理。我们会按规定查清楚，{十五个工作日后}以前在这里告诉您办到哪一步。您想起新的情况，可以在本页补充。", 0},
		{"accept.money", "accept", "受理：补贴、资金类", "您{收到日期}反映的补贴的事，我们已经受理。我们会核对发放名单和银行记录，{十五个工作日后}以前在这里告诉您办到哪一步。存折、短信、名单的照片都有用，有的话请在本页补充。", 0},
		{"need_info.when", "need_info", "请补充：时间、地方、钱数", "您反映的“{反映的事}”，有几处还不清楚，请在本页补充：1.大约是哪一年、哪个月的事；2.在哪个村、哪个组；3.多少钱，怎么给的；4.还有谁知道。不用写您的名字。请在{十个工作日后}以前补充，没有补充的，我们先按现有的情况办。", 0},
		{"need_info.papers", "need_info", "请补充：材料", "请在本页补充这些材料的照片：〔写明要哪些材料〕。拍照时可以遮住您的名字和身份证号码。请在{十个工作日后}以前补充；没有也请告诉我们。", 0},
		{"answer.received", "answer", "答复：收到补充", "您{今天}补充的情况收到了，已经和先前的放在一起。我们会〔写明接着做什么〕，{十个工作日后}以前在这里告诉您。", 0},
		{"answer.progress", "answer", "答复：办到哪一步", "您反映的“{反映的事}”，现在已经〔写明做了哪些事〕。接下来〔写明还要做什么〕，{十五个工作日后}以前在这里告诉您。", 0},
		{"answer.afraid", "answer", "答复：担心被知道", "您的名字和联系方式单独加密保存，办事的人看不到。我们核实的时候不会说有人反映。您觉得有人在打听您、为难您，请马上在本页告诉我们，或者打{电话}。", 0},
		{"reject.court", "reject", "不予受理：法院、仲裁、复议的事", "您反映的是〔写明哪件事〕。这件事已经在〔写明法院或者哪个机关〕办，按规定由它决定，我们不能插手。请在那里提出您的意见；不清楚怎么办的，可以到县司法局问法律援助，不收钱。", 0},
		{"reject.other", "reject", "不予受理：别的部门管的事", "您反映的是〔写明哪件事〕，归〔写明哪个部门〕管。请到〔写明地址〕，或者打〔写明电话〕。办的人向您要钱要礼、推着不办的，请再来告诉我们。", 0},
		{"reject.thin", "reject", "不予受理：没有写具体的事", "您的来信没有写明是谁、什么时候、做了什么，我们没有办法查。您想起时间、地方、钱数或者知道的人，请在本页补充，我们重新看。", 0},
		{"forward.usual", "forward", "转部门", "您反映的是〔写明哪件事〕，归〔写明哪个部门〕管。我们{今天}已经转过去，请他们办理。他们应在15天内告诉您收没收下，60天内办完。他们有了答复，我们也写在这里。", 0},
		{"transfer.usual", "transfer", "转镇纪委", "您反映的“{反映的事}”，我们已经受理，交给镇纪委办。您的名字和联系方式没有交给他们。{十五个工作日后}以前在这里告诉您办到哪一步。", 0},
		{"close.true", "close", "结果：属实", "您反映的“{反映的事}”查清了，是真的：〔写明查到的事实〕。我们已经〔写明怎么处理、钱怎么退〕。〔钱〕会在〔写明哪天〕以前退到您的存折，请核对。谢谢您告诉我们。", 0},
		{"close.partly", "close", "结果：部分属实", "您反映的有〔写明几〕件事。查实的是：〔写明哪些〕，已经〔写明怎么处理〕。没有查实的是：〔写明哪些〕，因为〔写明原因，用平常话〕。您有新的证据，请在本页补充，我们再查一遍。", 0},
		{"close.untrue", "close", "结果：没有查到", "您反映的“{反映的事}”，我们〔写明查了哪些名单、账目，问了哪些方面〕，没有查到能证明的材料。可能的原因是〔写明误会在哪里〕。您有新的证据，请在本页补充，我们再查一遍。", 0},
		{"close.policy", "close", "结果：政策解释", "您问的“{反映的事}”，按〔写明哪项政策〕是这样规定的：〔用平常话写明条件和标准〕。您家的情况〔写明符合不符合、为什么〕。想申请的，请带〔写明材料〕到〔写明哪里〕办。", 0},
		{"explain.usual", "explain", "异议：说明理由", "您对结果有不同意见，我们又看了一遍。您说的〔写明哪一条〕，〔写明再查的结果〕，所以〔写明改不改、为什么〕。您有新的证据，请在本页补充，我们再查一遍。", 0},
		{"suggestion_answer.usual", "suggestion_answer", "批评建议：答复", "您{收到日期}提的建议我们看过了：〔写明建议的要点〕。我们〔写明采纳了什么、从哪天起做；没有采纳的，写明为什么〕。谢谢您提出来。", 0},
		{"forward_result.usual", "forward_result", "部门有了答复", "〔写明哪个部门〕对您反映的事有了答复：〔写明结果〕。您不同意的，可以在30天内向〔写明哪里〕要求复查。", 0},
		{"reopen.usual", "reopen", "重新办理", "您反映的“{反映的事}”，我们从{今天}起重新办。{十五个工作日后}以前在这里告诉您办到哪一步。", 0},
	}
}
