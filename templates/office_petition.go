package templates

// The pages of the petition office.
var (
	OfficePetitions     = Page[OfficePetitionsData]{"office/petitions.html"}
	OfficePetition      = Page[OfficePetitionData]{"office/petition.html"}
	OfficePetitionEntry = Page[OfficePetitionEntryData]{"office/petition_entry.html"}
	OfficePetitionSlip  = Page[OfficePetitionSlipData]{"office/petition_slip.html"}
)

// petitionPages is every page of petitions, clues and cases.
func petitionPages() []declared {
	return []declared{
		OfficePetitions, OfficePetition, OfficePetitionEntry, OfficePetitionSlip, OfficePetitionBeside, OfficeIdentity, OfficeRequests, OfficeWordings, OfficeWording, OfficeClues, OfficeClue, OfficeCases, OfficeCase,
		OfficeClueNew, OfficeClueNotice, OfficeCaseReturn,
	}
}

// OfficeTab is one tab above a list.
type OfficeTab struct {
	Text   string
	URL    string
	Count  int
	Active bool
	Late   bool // counts what is overdue
}

// OfficePetitionsData is the queue.
type OfficePetitionsData struct {
	Tabs       []OfficeTab
	State      string // kept by the filter form
	Number     string
	Categories []Option
	Towns      []Option // empty for a town
	Modes      []Option
	Dues       []Option
	Ages       []Option
	Sorts      []Option
	Mine       bool
	ShowMine   bool
	ClearURL   string // "" while nothing is filtered
	Narrowed   Narrowed
	EntryURL   string // "" for who does not enter letters
	Rows       []PetitionRow
	Pager      Pager
	Empty      Empty
}

// PetitionRow is one petition in the queue.
type PetitionRow struct {
	URL, Number, Subject, Place, Channel, Category string
	Mode                                           Badge
	State                                          Badge
	At, Days                                       string
	What                                           string // what the lamp is about
	Due                                            string // the day it is due
	Lamp                                           Lamp
	Red                                            Badge // the colour of the matter; empty without
	Urged                                          string
	Handler                                        string
	Mine                                           bool
	Files                                          string // 3 图 · 录音
	Next                                           string
	Act                                            bool // the next step is this reader's
}

// Deed is one thing the reader may do here, with its form.
type Deed struct {
	URL     string
	Action  string
	Version int
	Token   string
	Title   string
	Hint    string
	Button  string
	Primary bool
	Open    bool // unfolded: it is the obvious one, or its form was refused
	Selects []Choice
	Radios  []Choice
	Ticks   []Choice // lists of boxes to tick
	Fields  []Field
	Check   Check
	Photos  int      // how many photos may come with it; 0 asks for none
	Photo   string   // what is wrong with the photos; "" nothing
	Papers  int      // how many PDFs may come with it
	Paper   string   // what is wrong with them
	Kept    []Kept   // files that came with a refused try
	Offers  []Link   // words to begin with
	Doubts  []string // what may be wrong with the words
	Confirm Check    // sends them nevertheless
	Errors  Errors   // the key "" only
}

// Check is a box to tick. Without Name there is none.
type Check struct {
	Name, Label, Error string
	Value              string // "" is 1
	On                 bool
}

// DueRow is a deadline with its lamp.
type DueRow struct {
	What string
	At   string
	Lamp Lamp
}

// OfficePetitionData is one petition.
type OfficePetitionData struct {
	Number     string
	Subject    string
	State      Badge
	Mode       Badge
	Facts      []Fact
	About      string
	Body       string
	Photos     []OfficePhoto
	Voices     []string
	Talk       []OfficeTalk
	Timeline   []TimelineItem
	Dues       []DueRow
	Claim      []Deed // a single button, or none
	Deeds      []Deed
	Answer     []Deed
	Identity   []Deed
	See        Link   // to the reporter, while this person may look
	Waiting    string // a request to look waits
	Openings   []string
	Anonymous  bool
	ReadOnly   string // why there is nothing to do; "" when there is
	Outcome    string
	Rating     string
	Rating2    string // after the second look
	Red        Badge  // the second look satisfied nobody either; empty otherwise
	Requests   []RequestBox
	Objections []ObjectionRow
	Call       []Fact // of the sample that is called back; none when it is not in it
	Referral   []Fact // what a bureau was told, and what it said; none when it was not
	Materials  bool   // read by a supervision office: no talk, no timeline
	Alike      Alike
	Recusal    string // the page about who is accused and keeps out; "" for who has none
	Recuse     string // where “我应当回避” is sent to

	ResultPhotos []OfficePhoto // given to the reporter with the result
	ResultPapers []Link
}

// RequestBox is a request that somebody else has to agree to, with the form of
// whoever decides.
type RequestBox struct {
	What, Asked, Reason string
	State               Badge
	Decided, Words      string
	Deeds               []Deed // one form, or none
}

// ObjectionRow is a word against a result and what came of it.
type ObjectionRow struct{ What, At, Text, Outcome, Answer string }

// OfficePhoto is a photo with the way to what was sent.
type OfficePhoto struct{ URL, Thumb, Original, Alt string }

// OfficeTalk is one thing said in the talk.
type OfficeTalk struct {
	Office bool
	Who    string
	At     string
	Text   string
	Photos []OfficePhoto
	Papers []Link
}

// OfficePetitionEntryData is the form for a letter, visit or call.
type OfficePetitionEntryData struct {
	Token      string
	Channels   []Option
	Received   string
	Subjects   []Option
	Places     []Town
	Place      string
	When       string
	Who        string
	Body       string
	Named      []Option
	Name       string
	Phone      string
	Address    string
	ResidentID string
	Share      bool // the reporter agrees that a bureau it is forwarded to is told who they are
	Kept       []Kept
	Errors     Errors
}

// OfficePetitionSlipData is the slip for a visitor to take along.
type OfficePetitionSlipData struct {
	Receipt string
	At      string
	Subject string
	URL     string // of the petition
	Proof   ReceiptBlock
}
