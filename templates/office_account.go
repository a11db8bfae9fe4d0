package templates

import "html/template"

// The pages on which somebody gets into the office.
var (
	OfficeSignIn   = Page[OfficeSignInData]{"office/signin.html"}
	OfficePair     = Page[OfficePairData]{"office/pair.html"}
	OfficeCode     = Page[OfficeCodeData]{"office/code.html"}
	OfficePassword = Page[OfficePasswordData]{"office/password.html"}
	OfficeAccount  = Page[OfficeAccountData]{"office/account.html"}
)

// accountPages are the pages of signing in and of accounts.
func accountPages() []declared {
	return []declared{
		OfficeSignIn, OfficePair, OfficeCode, OfficePassword, OfficeAccount, OfficeToday,
		OfficeStaff, OfficeStaffForm, OfficeStaffOne, OfficeIssued, OfficeLocks,
		OfficeParameters, OfficeParameter, OfficeHolidays, OfficeAudit,
		OfficeResidents, OfficePayouts, OfficeProjects, OfficeRemarkForm, OfficeRemarks, OfficeRemark, OfficeRelatives,
	}
}

// OfficeSignInData is the sign-in form.
type OfficeSignInData struct {
	Organ string // whose office this is
	Login string
	Next  string
	Error string // one message for everything; "" shows none
}

// OfficePairData pairs an authenticator app. QR is a data: address of a PNG
// that our own service drew.
type OfficePairData struct {
	QR     template.URL
	Secret string
	Error  string
}

// OfficeCodeData asks for a one-time code.
type OfficeCodeData struct{ Error string }

// OfficePasswordData is the form for an own password.
type OfficePasswordData struct {
	Login  string // for the browser's store of passwords; not shown
	Forced bool   // at the first sign-in or after a reset
	Errors Errors
}

// OfficeAccountData is the account's own page.
type OfficeAccountData struct {
	Name, Login, Role, Unit, LastSeen string
}

// OfficeToday is the first page of the office.
var OfficeToday = Page[OfficeTodayData]{"office/today.html"}

// OfficeTodayData is what waits for this person.
type OfficeTodayData struct {
	Day   string
	First []TaskRow // of what waits, the most urgent
	Tasks int       // how many lines there are in all
	Late  int       // how many of them are past their day
	Cards []TodayCard
	Links []TodayLink
}

// TodayCard is one sort of matters that waits.
type TodayCard struct {
	Text    string
	URL     string
	Icon    string
	Count   int
	Unit    string
	Overdue string // e.g. "其中 2 件超期"; "" shows none
	Quiet   bool   // a number to know, not one to work on
}

// TodayLink is a thing this role does often.
type TodayLink struct{ Text, URL, Icon, Note string }

// The pages of accounts.
var (
	OfficeStaff     = Page[OfficeStaffData]{"office/staff.html"}
	OfficeStaffForm = Page[OfficeStaffFormData]{"office/staff_form.html"}
	OfficeStaffOne  = Page[OfficeStaffOneData]{"office/staff_one.html"}
	OfficeIssued    = Page[OfficeIssuedData]{"office/issued.html"}
	OfficeLocks     = Page[OfficeLocksData]{"office/locks.html"}
)

// OfficeStaffData is the list of accounts.
type OfficeStaffData struct {
	Q     string
	Roles []Option
	Rows  []StaffRow
	Pager Pager
	Empty Empty
}

// StaffRow is one account.
type StaffRow struct {
	ID, Login, Name, Role, Unit, LastSeen, Created string
	State                                          Badge
	Paired, MustChange                             bool
	Failures                                       int
	LockedUntil                                    string
}

// OfficeStaffFormData is the form for a new account.
type OfficeStaffFormData struct {
	Login, Name, Division, Bureau string
	Roles                         []Option
	Errors                        Errors
}

// OfficeStaffOneData is one account with what may be done to it.
type OfficeStaffOneData struct {
	StaffRow
	Division   string
	CanEnable  bool
	CanDisable bool
	Guarded    bool // a security administrator has the last word
	Own        bool
	Person     string // when and by whom the owner was found in the registers; "" until then
	Errors     Errors // keys name and id
}

// OfficeIssuedData shows a password that is to be handed over, once.
type OfficeIssuedData struct {
	Login, Password string
	New             bool
	Waits           bool
}

// OfficeLocksData is the security administrator's page.
type OfficeLocksData struct {
	Waiting []StaffRow
	Locked  []StaffRow
	Q       string
	Found   []StaffRow // accounts to end sessions of
	Pager   Pager
}

// The pages of settings and of the audit chain.
var (
	OfficeParameters = Page[OfficeParametersData]{"office/parameters.html"}
	OfficeParameter  = Page[OfficeParameterData]{"office/parameter.html"}
	OfficeHolidays   = Page[OfficeHolidaysData]{"office/holidays.html"}
	OfficeAudit      = Page[OfficeAuditData]{"office/audit.html"}
)

// OfficeParametersData is every number the county may set.
type OfficeParametersData struct {
	Query  string
	Groups []ParameterGroup
	Years  string // years whose holidays are known
	Empty  Empty  // shown where nothing was found
}

// ParameterGroup is the parameters under one heading.
type ParameterGroup struct {
	Title   string
	Open    bool // unfolded
	Changed int  // how many the county has set itself
	Rows    []ParameterRow
}

// ParameterRow is one parameter as it holds today.
type ParameterRow struct {
	Name, Label, Value, Since, Basis, Planned string
	State                                     Badge
}

// OfficeParameterData is one parameter: its history and the form for a new value.
type OfficeParameterData struct {
	ParameterRow
	Range    string // what values are allowed
	When     string // from which days one may hold; "" is from today on
	Default  string
	Editable bool
	History  []ParameterValue
	Form     ParameterForm
	Errors   Errors
}

// ParameterValue is one dated value.
type ParameterValue struct{ Value, From, Basis, Confirmed, Changed string }

// ParameterForm is what was typed for a new value.
type ParameterForm struct{ Value, From, Basis, ConfirmedBy string }

// OfficeHolidaysData is the corrections of the holiday table.
type OfficeHolidaysData struct {
	Years     string
	Day, Note string
	Kinds     []Option
	Rows      []HolidayRow
	Editable  bool
	Errors    Errors
}

// HolidayRow is one corrected day. Day is both shown and sent back.
type HolidayRow struct {
	Day, Weekday, Note string
	State              Badge
}

// OfficeAuditData is the auditor's list.
type OfficeAuditData struct {
	Actor, Action, Object, From, To string
	Rows                            []AuditRow
	Pager                           Pager
	Empty                           Empty
	Reason                          string
	Errors                          Errors
}

// AuditRow is one entry.
type AuditRow struct{ Seq, At, Actor, Name, Action, Label, Object, What, Detail string }
