package templates

// Ask is the form of a question about a project, which its owner answers in
// public. It posts to Action: token, text, tell, sure. Suggested title: 公开提问.
var Ask = Page[AskData]{"citizen/ask.html"}

// AskData keeps what was typed. Errors has the keys text, sure and "".
type AskData struct {
	Action       string
	Token        string
	Project      string
	Place, Owner string
	Due          string // the day by which the owner answers
	Text         string
	MayTell      bool // whoever asks is bound, and can be told
	Tell         bool
	Reports      bool // it looks like a report: the box that says it is none
	ComplainURL  string
	BackURL      string
	Errors       Errors
}

// Asked says that a question has arrived. Suggested title: 问题收到了.
var Asked = Page[AskedData]{"citizen/asked.html"}

// AskedData says what comes next.
type AskedData struct {
	Project, Owner, Due string
	BackURL             string
}
