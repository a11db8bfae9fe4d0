// Package dossier holds what is known of a county in memory, in the form in
// which models read it: people numbered 0…n, payouts and registers grouped by
// person, days as small integers.
//
// A Snapshot is filled once (by a loader from the database, or by a fixture
// from text), closed by Finish, and only read afterwards, by any number of
// goroutines. It holds no resident ID: a person is a number, and what a page
// or an export needs of them is looked up there.
package dossier

import "yangguang/service/kernel/period"

// P is a person's number in a snapshot.
type P = int32

// None is the number of nobody and nothing.
const None = int32(-1)

// Ref names the row of a file that a record came from.
type Ref struct {
	Batch int32 // batches.id
	Row   int32 // row of the sheet
}

// Cover says what a register holds: the day it describes and how many rows.
// A register nobody handed in has no entry in Snapshot.Coverage.
type Cover struct {
	AsOf period.Day
	Rows int
}

// Snapshot is everything known on a day. Loaders fill the exported slices and
// call Finish; rows may come in any order, payouts load fastest ordered by
// person, item and period.
//
// Rows of a register whose name is not the person's (NameDiffers) are moved to
// Mismatches by Finish: no model rests on them, S26 reports them.
type Snapshot struct {
	AsOf     period.Day
	Part     bool             // some people only: nothing can be told from how many there are
	Coverage map[string]Cover // by KIND

	Items    []Item
	Classes  []string // 档次; Classes[0] is ""
	Villages []Village
	Texts    []string // interned names and numbers; Texts[0] is ""
	People   []Person

	Payouts      []Payout
	Rosters      []Roster
	Households   []Household // of rosters
	Deaths       []Death
	Officials    []Official
	Relatives    []Relative
	Inmates      []Inmate
	Vehicles     []Vehicle
	Companies    []Company
	Roles        []Role
	Properties   []Property
	Employment   []Employment
	Pensions     []Pension
	Disabilities []Disability
	Enrolments   []Enrolment
	Assessments  []Assessment
	Parcels      []Parcel
	Aided        []Aided
	Indicators   []Indicator
	Insurance    []Insurance
	Funds        []Fund
	Projects     []Project
	ProjectFunds []ProjectFund
	Progress     []Progress
	Bids         []Bid
	Released     []Released
	FieldChecks  []FieldCheck
	Residences   []Residence
	Answers      []Answer
	Banks        []string // that what Answers are about was paid through

	Accounts   int // how many account numbers there are; an account is 0…Accounts-1
	Mismatches []Mismatch

	index
}

// Mismatch is a register row whose ID is a known person's and whose name is not.
type Mismatch struct {
	Kind   string // KIND of the register
	Person P
	Src    Ref
}

// Village is a village or community, or the town or county itself.
type Village struct {
	Code string // 12 digits
	Name string
}

// Town is the code of the village's town: its first nine digits.
func (v Village) Town() string {
	if len(v.Code) < 9 {
		return v.Code
	}
	return v.Code[:9]
}

// Person is one person.
type Person struct {
	ID      int64      // people.id
	Birth   period.Day // period.Past when the papers do not say
	Village int32      // where registered, None when not in the population register
	Hukou   int32      // number of the household in the population register, None when not in it
	Name    int32      // in Texts
	Female  bool
	Status  byte // of the population register: 'N' 正常, 'O' 迁出, 'C' 注销, 0 not in it
	Has     Flag
}

// Flag says of a person what there is to look at, so that a model is asked
// only about people it can say something of.
type Flag uint32

// The flags. Each is set by Finish when at least one row (with the right name) exists.
const (
	HasPayout Flag = 1 << iota
	HasRoster
	HasDeath
	HasOfficial    // is or was on the public payroll
	HasOfficialKin // somebody on the payroll declared this person as a relative
	HasDeclared    // declared relatives
	HasInmate
	HasVehicle
	HasRole // in a company
	HasProperty
	HasEmployment
	HasPension
	HasDisability
	HasEnrolment
	HasParcel
	HasAided // head of an aided household
	HasInsurance
	HasProposed // stands on a list that is to be paid
	HasReleased // stands on a released list, or was paid in a batch that had one
	HasAssessment
)
