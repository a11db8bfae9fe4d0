package model

import "time"

// Meeting is one joint meeting (联席会议) and what was agreed there.
type Meeting struct {
	ID            int64     `gorm:"primaryKey;autoIncrement"`
	HeldOn        time.Time `gorm:"type:date"`
	Title         string    // such as 2026年第三季度联席会议
	Place         string
	Units         string // who came, with a space before and behind each
	MinutesSealed []byte // what was said
	Version       int    // optimistic lock
	CreatedBy     int64
	CreatedAt     time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt     time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (Meeting) TableName() string { return "meetings" }

// MeetingIssue is one matter that a member of the joint meeting raised, with what became of it.
type MeetingIssue struct {
	ID          int64  `gorm:"primaryKey;autoIncrement"`
	Title       string // names nobody
	FactsSealed []byte
	Kind        string // a kind of service/meeting
	Origin      string // a MeetingFrom constant
	FindingID   int64  // 0 unless it came from a finding
	Source      string // the figure it came from; "" else
	RaisedYear  int    // in Shanghai: what the figures of a year count
	RaisedUnit  string
	RaisedBy    int64
	State       string     // a MeetingIssue state
	MeetingID   int64      // the meeting that assigned it; 0 until then
	Unit        string     // who is responsible; "" until assigned
	DueOn       *time.Time `gorm:"type:date"`
	AssignedAt  *time.Time
	DoneAt      *time.Time
	ConfirmedAt *time.Time
	Rounds      int       // how often it was returned
	Version     int       // optimistic lock: every step adds one
	CreatedAt   time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt   time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (MeetingIssue) TableName() string { return "meeting_issues" }

// MeetingEvent is one step of an issue.
type MeetingEvent struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	IssueID    int64
	At         time.Time
	Kind       string
	FromState  string
	ToState    string
	StaffID    int64
	StaffName  string
	StaffRole  string
	StaffUnit  string
	NoteSealed []byte
}

// TableName names the table.
func (MeetingEvent) TableName() string { return "meeting_events" }

// MeetingFile ties a stored file to the step that it proves.
type MeetingFile struct {
	ID      int64 `gorm:"primaryKey;autoIncrement"`
	IssueID int64
	EventID int64
	FileID  int64
	Kind    string // photo or paper
	AddedBy int64
	AddedAt time.Time
}

// TableName names the table.
func (MeetingFile) TableName() string { return "meeting_files" }

// The states of an issue.
const (
	MeetingRaised    = "raised"    // waits for a meeting
	MeetingAssigned  = "assigned"  // the responsible unit is at it
	MeetingDone      = "done"      // says it is done; waits for the commission's word
	MeetingReturned  = "returned"  // not done yet; the unit is at it again
	MeetingConfirmed = "confirmed" // done
	MeetingWithdrawn = "withdrawn" // raised by mistake; counts nowhere
)

// Where issues come from.
const (
	MeetingFromOwn        = "own"
	MeetingFromFinding    = "finding"
	MeetingFromStatistics = "statistics"
)

// BurdenMonthly is what one form asked of one role in a month: sums, without anybody's name.
type BurdenMonthly struct {
	Month   string `gorm:"primaryKey"` // 2026-11
	Role    string `gorm:"primaryKey"`
	Form    string `gorm:"primaryKey"` // the pattern of its address, such as POST /office/remarks/:id
	Count   int    // how often it was sent
	Fields  int    // fields filled in, of all of them
	Timed   int    // how many of them the time is known of
	Seconds int    // between showing and sending, of those
}

// TableName names the table.
func (BurdenMonthly) TableName() string { return "burdens_monthly" }
