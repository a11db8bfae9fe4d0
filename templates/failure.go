package templates

// Failure is the page a villager sees when something went wrong.
var Failure = Page[FailureData]{"citizen/failure.html"}

// OfficeFailure is the same for the office.
var OfficeFailure = Page[FailureData]{"office/failure.html"}

// FailureData says what happened and what to do next. The request id is in Frame.
type FailureData struct {
	What   string
	Advice string
	Action Link   // the next step as a button; without URL none
	Phone  string // whom to call; "" shows none
	Again  *Again // office: the form whose session had ended; nil for none
}

// Again is what was typed into a form that was not taken because nobody was
// signed in any more: sent once more after signing in, nothing is lost.
type Again struct {
	Action string
	Fields []HiddenField
	Files  bool // files were among it: they must be chosen again
}

// HiddenField is one value of such a form.
type HiddenField struct{ Name, Value string }
