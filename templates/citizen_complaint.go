package templates

// ComplaintForm is where a villager says what is wrong. It posts, as
// multipart/form-data, to /h5/complaints: token, about, village, place, when,
// body, who, photo (six), kept (repeated), voice, named, name, phone, payout, project.
// Suggested title: 我要投诉.
var ComplaintForm = Page[ComplaintFormData]{"citizen/complaint_form.html"}

// ComplaintFormData keeps every word of a refused form. Errors has the keys
// about, village, place, when, body, who, photo, voice, named, name, phone and "".
type ComplaintFormData struct {
	Token       string // makes a second submission the same complaint
	Context     Context
	About       []Option // in villagers' words
	Places      []Town   // one list, by town; the script makes two selects of it
	Place       string
	When        string
	Body        string
	Who         string
	Kept        []Kept    // files already received with the refused form
	FilesLost   bool      // files could not be kept and have to be chosen again
	Named       string    // "named" or "anonymous"; "" when not yet chosen
	Share       bool      // a bureau may be told the name
	Elsewhere   []DoorRow // shown with a subject that is not the commission's, once
	Bound       bool
	MaskedName  string // who the real name would be, when bound
	Name        string // typed, when not bound
	Phone       string
	MaskedPhone string // the registered one, when bound; "" when there is none
	Errors      Errors
}

// Context is the payout or project a complaint is about, filled in beforehand.
// Without Title there is none.
type Context struct {
	Kind  string // name of the hidden field: "payout" or "project"
	ID    string
	Title string
	Lines []string
}

// Town is a town with its villages, for a list.
type Town struct {
	Name     string
	Villages []Option
}

// Kept is a file received earlier. Ref is posted again as "kept".
type Kept struct{ Ref, Text string }

// ComplaintDone shows the receipt. Suggested title: 投诉已收到.
var ComplaintDone = Page[ComplaintDoneData]{"citizen/complaint_done.html"}

// ComplaintDoneData is the slip to keep.
type ComplaintDoneData struct {
	Receipt   string // in groups of four
	Anonymous bool
	About     string
	SentAt    string
	Steps     []TimelineItem // what happens next
	DetailURL string         // for a bound, real-name person; "" shows none
	Hotline   string
	Address   string // where this service is found without WeChat
	Proof     ReceiptBlock
}

// Progress asks for a receipt number; it posts receipt (and captcha_id, captcha)
// to /h5/progress, so that the number stands in no address. Suggested title: 查进度.
var Progress = Page[ProgressData]{"citizen/progress.html"}

// ProgressData keeps what was typed. Errors has the keys receipt and captcha.
type ProgressData struct {
	Receipt    string
	CaptchaID  string // "" asks for none
	CaptchaURL string
	MineURL    string // the bound person's own list; "" shows none
	Errors     Errors
}

// ComplaintDetail is what its sender sees of a complaint. It posts to
// Base+"/add" (token, text, photo), Base+"/withdraw" (reason) and
// Base+"/evaluate" (grade, words) and Base+"/object" (token, objection). Suggested title: 投诉进度.
var ComplaintDetail = Page[ComplaintDetailData]{"citizen/complaint_detail.html"}

// ComplaintDetailData never holds a handler's name, another complaint or the other side's words.
type ComplaintDetailData struct {
	Base           string // the path it posts below
	Token          string
	About          string
	SentAt         string
	Anonymous      bool
	State          Badge
	Meaning        string         // what the state means and what happens next
	Outcome        string         // the words of the result; "" while there is none
	Timeline       []TimelineItem // what was done, then what is still ahead
	Place          string
	When           string
	Body           string
	Who            string
	Photos         []Photo
	ResultPhotos   []Photo // given with the result
	ResultPapers   []Link
	VoiceURL       string
	Talk           []TalkItem
	CanAdd         bool
	AddText        string // typed, and refused
	CanWithdraw    bool
	Reason         string // of a withdrawal: typed, and refused
	CanUrge        bool
	Urged          string // that it was urged, and when it may be again; "" shows none
	CanEvaluate    bool
	Grades         []Option // 满意, 基本满意, 不满意
	Words          string   // typed, and refused
	Evaluated      string   // what the person said about the result; "" shows none
	Again          bool     // asked a second time, after the second look
	EvaluatedAgain string   // what they said then; "" shows none
	CanRecuse      bool
	Recuse         string // a request that somebody keep out: typed, and refused
	CanObject      bool
	Objection      string // typed, and refused
	Errors         Errors // keys text, photo, reason, grade, words, objection, recuse
}

// TalkItem is one thing said, by the villager or by the office.
type TalkItem struct {
	Mine   bool
	At     string
	Text   string
	Photos []Photo
	Papers []Link // files to download
}

// MyComplaints lists the person's own real-name complaints. Suggested title: 我的投诉.
var MyComplaints = Page[MyComplaintsData]{"citizen/my_complaints.html"}

// MyComplaintsData is one page, newest first. Anonymous ones are not among them:
// nothing ties them to the person.
type MyComplaintsData struct {
	Rows  []ComplaintRow
	Pager Pager
}

// ComplaintRow is a complaint in one glance.
type ComplaintRow struct {
	About, Place, SentAt, URL string
	State                     Badge
	News                      bool // something has happened since the person looked
}

// PhoneHint tells what happens when the telephone number is left out.
func (d ComplaintFormData) PhoneHint() string {
	if d.MaskedPhone != "" {
		return "不填就打登记的 " + d.MaskedPhone
	}
	return "方便向您核实情况"
}

// ComplaintSame asks whoever sends a complaint whether it is the matter that is
// being handled already. It says nothing of that one. It posts the whole
// complaint again to /h5/complaints, with answer: join, apart or back. Suggested
// title: 正在办理.
var ComplaintSame = Page[ComplaintSameData]{"citizen/complaint_same.html"}

// ComplaintSameData carries what was typed, so that nothing is lost.
type ComplaintSameData struct {
	Anonymous bool
	Hidden    []Hidden
}

// Hidden is a field of a form that nobody sees.
type Hidden struct{ Name, Value string }
