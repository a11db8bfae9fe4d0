package templates

// The pages of what officials declare of their relatives 公职人员及家属信息库.
var (
	OfficeKinship       = Page[OfficeKinshipData]{"office/kinship.html"}
	OfficeKinshipAsk    = Page[OfficeKinshipAskData]{"office/kinship_ask.html"}
	OfficeKinshipUnit   = Page[OfficeKinshipUnitData]{"office/kinship_unit.html"}
	OfficeKinshipSearch = Page[OfficeKinshipSearchData]{"office/kinship_search.html"}
)

// kinshipPages is every page of declared relatives.
func kinshipPages() []declared {
	return []declared{OfficeKinship, OfficeKinshipAsk, OfficeKinshipUnit, OfficeKinshipSearch}
}

// OfficeKinshipData is one entry, as its writer or somebody with a reason sees it.
type OfficeKinshipData struct {
	Mine     bool // whoever reads it writes it
	State    Badge
	Next     string
	Returned string // why the unit sent it back
	Facts    []Fact
	Begin    []Deed // the form that begins an entry
	Keep     []Deed // one tap: nothing has changed
	Lines    []KinshipLine
	Alone    string // in place of lines, what was declared
	Deeds    []Deed
	Looks    []KinshipLook
	Looked   bool // the list of looks belongs to the page
}

// KinshipLine is one relative.
type KinshipLine struct {
	Name, Relation string
	State          Badge
	Facts          []Fact
	Change         []Deed
	Tap            []Deed // forms of one button
}

// KinshipLook is one look by somebody else.
type KinshipLook struct{ At, Who, Reason string }

// OfficeKinshipAskData asks why somebody opens another's entry.
type OfficeKinshipAskData struct {
	Facts  []Fact
	State  Badge
	Action string
	Reason string
	Matter string
	Asks   bool // may name a clue or case
	Days   string
	Errors Errors
}

// OfficeKinshipUnitData is what waits for a confirmer, and how far the units are.
type OfficeKinshipUnitData struct {
	Waiting []KinshipRow
	Confirm bool // there is a list of what waits
	Others  []KinshipRow
	Clerk   bool
	Begin   []Deed
	Counts  []KinshipCount
	Sum     KinshipCount
}

// KinshipRow is one entry of a list.
type KinshipRow struct {
	URL, Name, Post, Unit, At string
	State                     Badge
}

// KinshipCount is how far one unit is.
type KinshipCount struct {
	Code, Unit                                          string
	Missing, Waiting, Returned, Confirmed, Total, Renew int
}

// OfficeKinshipSearchData looks for an official's entry.
type OfficeKinshipSearchData struct {
	Q, Reason string
	Searched  bool
	Rows      []KinshipRow
	Errors    Errors
}
