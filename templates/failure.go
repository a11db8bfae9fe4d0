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
}
