package templates

// The pages about who a petition is about and who keeps out of it.
var (
	OfficeRecusal  = Page[OfficeRecusalData]{"office/recusal.html"}
	OfficeRecusals = Page[OfficeRecusalsData]{"office/recusals.html"}
)

// recusalPages are the pages about recusals.
func recusalPages() []declared { return []declared{OfficeRecusal, OfficeRecusals} }

// OfficeRecusalData is one petition's page.
type OfficeRecusalData struct {
	Base        string // the address of the page
	Number      string
	Subjects    []RecusalSubject
	CanName     bool
	Q           string // whom the search is for
	SearchError string
	Searched    bool
	Candidates  []RecusalCandidate
	PersonError string
	Naming      []Deed
	Kept        []RecusalKept
	Keep        []Deed
	Requests    []RecusalRequest
}

// RecusalSubject is somebody or something the petition is about.
type RecusalSubject struct {
	Kind, Label string
	Found       bool // by the program
	Strike      []Deed
}

// RecusalCandidate is somebody of the registers to pick.
type RecusalCandidate struct{ Key, Name, About string }

// RecusalKept is a member of staff from whom the petition is kept.
type RecusalKept struct {
	Name, Role, Reason string
	Lift               []Deed
}

// RecusalRequest is a reporter's request.
type RecusalRequest struct {
	At, Words, Answer string
	State             Badge
	Decide            []Deed
}

// OfficeRecusalsData is a head's list of requests that wait.
type OfficeRecusalsData struct {
	Rows  []RecusalRow
	Empty Empty
}

// RecusalRow is one of them.
type RecusalRow struct{ URL, Number, At string }
