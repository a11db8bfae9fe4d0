package templates

// Returns lists money that was given back to the household. Suggested title:
// 退还给我家的钱.
var Returns = Page[ReturnsData]{"citizen/returns.html"}

// ReturnsData is the list.
type ReturnsData struct{ Rows []OwnReturnRow }

// OwnReturnRow is one sum.
type OwnReturnRow struct {
	URL, Name, Amount, At string
	State                 Badge
}

// Return is one sum, with the three answers to tap. It posts to Action:
// answer, words. Suggested title: 退还给我家的钱.
var Return = Page[ReturnData]{"citizen/return.html"}

// ReturnData keeps what was typed. Errors has the keys answer, words and "".
type ReturnData struct {
	Action     string
	Name       string
	Amount     string
	At         string
	CanAnswer  bool
	Words      string
	Answered   string // what was answered, in words
	Received   bool
	Void       bool // it was entered by mistake: there is nothing to answer
	Said       string
	AnsweredAt string
	Hotline    string
	Errors     Errors
}
