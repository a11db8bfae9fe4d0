package templates

// Confirms lists what was paid lately, with three answers to tap for each.
// Suggested title: 钱收到没有.
var Confirms = Page[ConfirmsData]{"citizen/confirm.html"}

// ConfirmsData is the list.
type ConfirmsData struct {
	Rows     []ConfirmRow
	MoneyURL string // where everything that was paid stands
	Hotline  string
}

// ConfirmRow is one payment. It posts to Action: answer, came. Errors has the
// keys answer and came.
type ConfirmRow struct {
	ID        string // anchor
	Action    string
	Who       string // masked; "" is the reader's own
	Item      string
	Period    string
	PaidOn    string
	Amount    string
	Tail      string
	Said      Badge // what was said; without Text nothing yet
	SaidAt    string
	SaidCame  string // of 数不对, what came
	Ask       bool   // shows the three answers
	Change    bool   // shows them folded
	Again     bool   // asks whether the money is there now
	Only      bool   // it was asked at the bank often enough: only that it came can be said
	Bank      BankSays
	ReportURL string // to tell the commission
	Came      string // what was typed
	Errors    Errors
}

// BankSays is the bank's answer in plain words. Without Bureau nobody was asked.
type BankSays struct {
	Bureau string
	Nobody bool   // nobody of the bureau answers here: one has to call
	Says   string // "" not answered yet
	Next   string // what to do now
	Note   string // what the bureau wrote
	On     string // the day it was credited
	At     string
	Due    string // until when the bureau answers; "" it has
	Late   bool
	Again  bool
	Closed bool
}
