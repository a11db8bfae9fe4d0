package receive

import "yangguang/model"

// Choice is one value of a list and its words.
type Choice struct{ Value, Text string }

func text(list []Choice, value string) string {
	for _, c := range list {
		if c.Value == value {
			return c.Text
		}
	}
	return ""
}

// What a household can say, for the pages.
const (
	Received = model.SaidReceived
	Missing  = model.SaidMissing
	Wrong    = model.SaidWrong
	// Silent is who was told long enough ago and said nothing, Waiting who may
	// still say something.
	Silent  = "silent"
	Waiting = "waiting"
)

// Answers lists what a household can say of a payment.
func Answers() []Choice {
	return []Choice{{Received, "收到了"}, {Missing, "没收到"}, {Wrong, "数不对"}}
}

// Figures lists all that a payment can be counted under.
func Figures() []Choice {
	return append(Answers(), Choice{Silent, "没回音"}, Choice{Waiting, "还在等"})
}

// FigureText is one of them in words.
func FigureText(v string) string { return text(Figures(), v) }

// States of an inquiry, for the pages.
const (
	StateOpen     = model.InquiryOpen
	StateAnswered = model.InquiryAnswered
	StateClosed   = model.InquiryClosed
)

// StateText is a state in words.
func StateText(v string) string {
	return text([]Choice{{StateOpen, "等部门答复"}, {StateAnswered, "已答复"}, {StateClosed, "已经收到"}}, v)
}

// outcome is an answer of the bank with what it means to a villager.
type outcome struct {
	value, text string
	kind        string // of the inquiry it answers; "" both
	says, next  string // in a villager's words: what it means, and what to do now
}

var outcomes = []outcome{
	{model.OutcomeCredited, "已入账", model.SaidMissing, "银行说这笔钱已经存进您的账户。", "请带身份证、存折或银行卡去打一下流水，看看钱在不在。看了以后点下面的按钮告诉我们。"},
	{model.OutcomeReturned, "被银行退回", model.SaidMissing, "这笔钱没有存进去，银行退回来了。", "多半是账号不对或者卡停用了。请带身份证、存折或银行卡到村委会核对账号，核对后会补发。钱到了以后点“现在收到了”。"},
	{model.OutcomeBadAccount, "账号有误", model.SaidMissing, "登记的账号不对，钱没有到您手里。", "请带身份证、存折或银行卡到村委会把账号改对，改好后会补发。钱到了以后点“现在收到了”。"},
	{model.OutcomeRight, "数是对的", model.SaidWrong, "部门核对过，说这笔钱的数没有错。", "怎么算的写在下面。还觉得不对，点下面的按钮告诉我们。"},
	{model.OutcomeShort, "少发了", model.SaidWrong, "部门核对过，这笔钱是发少了。", "少的部分会补发到您的账户，不用再申请。钱到了以后点“现在收到了”。"},
	{model.OutcomeDeducted, "有扣款", model.SaidWrong, "这笔钱里有一部分被扣了。", "为什么扣写在下面。您没有同意过扣钱的，点“还是没收到”告诉我们。"},
	{model.OutcomePending, "银行还没处理", "", "银行还没有办完这一笔。", "您不用做什么，部门会接着问，有结果就写在这里。"},
}

func outcomeOf(v string) outcome {
	for _, o := range outcomes {
		if o.value == v {
			return o
		}
	}
	return outcome{}
}

// Outcomes lists the answers to an inquiry of a kind.
func Outcomes(kind string) []Choice {
	var out []Choice
	for _, o := range outcomes {
		if o.kind == "" || o.kind == kind {
			out = append(out, Choice{o.value, o.text})
		}
	}
	return out
}

// OutcomeText is an answer in words.
func OutcomeText(v string) string { return outcomeOf(v).text }

// Steps of an inquiry, as its events are called.
const (
	stepAsked    = "asked"
	stepAgain    = "again"
	stepChanged  = "changed"
	stepAnswered = "answered"
	stepReceived = "received"
)

func stepText(kind, outcome string) string {
	switch kind {
	case stepAsked:
		return "群众说没有收到或者数不对，请部门查"
	case stepAgain:
		return "群众看了答复，说还是没有，再查"
	case stepChanged:
		return "群众改了说法"
	case stepReceived:
		return "群众说收到了"
	case stepAnswered:
		return "部门答复：" + OutcomeText(outcome)
	}
	return kind
}
