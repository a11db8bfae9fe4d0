package templates

// Entitled says what one may be able to ask for. Suggested title: 我能享受什么.
var Entitled = Page[EntitledData]{"citizen/entitled.html"}

// EntitledData is the questions, or what comes of them. It posts to Action the
// names of Questions; nothing is kept.
type EntitledData struct {
	Action    string
	Ask       bool // shows the questions alone
	Answered  bool // shows what comes of the answers, and the questions folded
	Own       bool // shows what the registers say of the reader
	Bound     bool
	MoneyURL  string // where Own leads for every payment
	Questions []Choice
	Gets      []EntitledGet
	Offers    []EntitledOffer
	Hotline   string
}

// EntitledGet is a benefit the reader draws now.
type EntitledGet struct{ Name, Since, Last, LastOn string }

// EntitledOffer is a policy that one may be able to ask for.
type EntitledOffer struct {
	Title, URL, Who, HowMuch, Papers, Place string
	Phone                                   string // may be words
}
