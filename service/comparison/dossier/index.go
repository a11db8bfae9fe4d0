package dossier

import (
	"cmp"
	"slices"

	"yangguang/service/kernel/period"
)

// index is what Finish derives from the rows.
type index struct {
	payouts      []uint32 // payouts of person p: Payouts[payouts[p]:payouts[p+1]]
	accounts     Table[Payout]
	rosters      Table[Roster]
	members      Table[Roster]
	deaths       Table[Death]
	officials    Table[Official]
	declared     Table[Relative]
	kin          Table[Relative]
	inmates      Table[Inmate]
	vehicles     Table[Vehicle]
	roles        Table[Role]
	companyRoles Table[Role]
	properties   Table[Property]
	employment   Table[Employment]
	pensions     Table[Pension]
	disabilities Table[Disability]
	enrolments   Table[Enrolment]
	assessments  Table[Assessment]
	parcels      Table[Parcel]
	parcelsByNo  map[string][]int32
	aided        Table[Aided]
	indicators   Table[Indicator]
	insurance    Table[Insurance]
	projectFunds Table[ProjectFund]
	progress     Table[Progress]
	bids         Table[Bid]
	fieldChecks  Table[FieldCheck]
	residences   Table[Residence]
	winners      Table[Project]
	hukou        Table[int32]
	items        [categories][]uint16
	rosterNo     map[string][]int32 // households by 户编号
	released     Table[Released]
	pays         []int32         // by 批次号 in Texts: that of the released list which the payouts under it are of, 0 none
	covers       map[listed]bool // what the lists that were paid under another number are of
	paid         []bool          // and its payouts are in
	homes        *homeYears
}

// Finish groups the rows and sets the flags. After it the snapshot is read only.
func (s *Snapshot) Finish() {
	n := len(s.People)
	s.sift()
	s.sortPayouts()
	s.accounts = Group(s.Accounts, s.Payouts, func(r *Payout) int32 { return r.Account })
	s.rosters = Group(n, s.Rosters, func(r *Roster) int32 { return r.Person })
	s.members = Group(len(s.Households), s.Rosters, func(r *Roster) int32 { return r.Household })
	s.deaths = Group(n, s.Deaths, func(r *Death) int32 { return r.Person })
	s.officials = Group(n, s.Officials, func(r *Official) int32 { return r.Person })
	s.declared = Group(n, s.Relatives, func(r *Relative) int32 { return r.Official })
	s.kin = Group(n, s.Relatives, func(r *Relative) int32 { return r.Relative })
	s.inmates = Group(n, s.Inmates, func(r *Inmate) int32 { return r.Person })
	s.vehicles = Group(n, s.Vehicles, func(r *Vehicle) int32 { return r.Person })
	s.roles = Group(n, s.Roles, func(r *Role) int32 { return r.Person })
	s.companyRoles = Group(len(s.Companies), s.Roles, func(r *Role) int32 { return r.Company })
	s.properties = Group(n, s.Properties, func(r *Property) int32 { return r.Person })
	s.employment = Group(n, s.Employment, func(r *Employment) int32 { return r.Person })
	s.pensions = Group(n, s.Pensions, func(r *Pension) int32 { return r.Person })
	s.disabilities = Group(n, s.Disabilities, func(r *Disability) int32 { return r.Person })
	s.enrolments = Group(n, s.Enrolments, func(r *Enrolment) int32 { return r.Person })
	s.assessments = Group(n, s.Assessments, func(r *Assessment) int32 { return r.Person })
	s.parcels = Group(n, s.Parcels, func(r *Parcel) int32 { return r.Person })
	s.aided = Group(n, s.Aided, func(r *Aided) int32 { return r.Head })
	s.indicators = Group(len(s.Aided), s.Indicators, func(r *Indicator) int32 { return r.Aided })
	s.insurance = Group(n, s.Insurance, func(r *Insurance) int32 { return r.Person })
	s.projectFunds = Group(len(s.Projects), s.ProjectFunds, func(r *ProjectFund) int32 { return r.Project })
	s.progress = Group(len(s.Projects), s.Progress, func(r *Progress) int32 { return r.Project })
	s.bids = Group(len(s.Projects), s.Bids, func(r *Bid) int32 { return r.Project })
	s.residences = Group(n, s.Residences, func(r *Residence) int32 { return r.Person })
	s.fieldChecks = Group(len(s.Projects), s.FieldChecks, func(r *FieldCheck) int32 { return r.Project })
	s.winners = Group(len(s.Companies), s.Projects, func(r *Project) int32 { return r.WinnerCompany })
	s.release()
	s.households()
	s.homes = &homeYears{}
	for i := range s.Items {
		s.items[s.Items[i].Category] = append(s.items[s.Items[i].Category], uint16(i)) //nolint:gosec // a catalogue has some dozens of items
	}
	s.flag()
}

// release groups the released lists, and marks the paying bureaus' batches that
// had one.
func (s *Snapshot) release() {
	s.released = Group(len(s.People), s.Released, func(r *Released) int32 { return r.Person })
	if len(s.Released) == 0 {
		return
	}
	s.pays, s.paid = make([]int32, len(s.Texts)), make([]bool, len(s.Texts))
	for i := range s.Released {
		s.pays[s.Released[i].Batch] = s.Released[i].Batch
	}
	for i := range s.Payouts {
		if r := &s.Payouts[i]; r.State&Proposed == 0 && s.pays[r.Batch] != 0 {
			s.paid[r.Batch] = true
		}
	}
	if !s.Part {
		s.renumbered()
	}
}

// households groups the population register's households, and parcels and
// roster households by their number.
func (s *Snapshot) households() {
	most := int32(-1)
	people := make([]int32, len(s.People))
	for i := range s.People {
		people[i] = int32(i) //nolint:gosec // fewer than 2³¹ people
		most = max(most, s.People[i].Hukou)
	}
	s.hukou = Group(int(most+1), people, func(p *int32) int32 { return s.People[*p].Hukou })
	s.parcelsByNo = make(map[string][]int32, len(s.Parcels))
	for i := range s.Parcels {
		s.parcelsByNo[s.Parcels[i].Household] = append(s.parcelsByNo[s.Parcels[i].Household], int32(i)) //nolint:gosec // as above
	}
	s.rosterNo = make(map[string][]int32, len(s.Households))
	for i, h := range s.Households {
		s.rosterNo[h.No] = append(s.rosterNo[h.No], int32(i)) //nolint:gosec // as above
	}
}

// sortPayouts orders payouts by person, item, period and row, which a loader
// that reads the clustered table has done already.
func (s *Snapshot) sortPayouts() {
	order := func(a, b Payout) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Period.From, b.Period.From),
			cmp.Compare(a.Src.Batch, b.Src.Batch), cmp.Compare(a.Src.Row, b.Src.Row))
	}
	if !slices.IsSortedFunc(s.Payouts, order) {
		slices.SortFunc(s.Payouts, order)
	}
	s.payouts = make([]uint32, len(s.People)+1)
	for i := range s.Payouts {
		s.payouts[s.Payouts[i].Person+1]++
	}
	for i := range s.People {
		s.payouts[i+1] += s.payouts[i]
	}
}

// flag sets each person's flags.
func (s *Snapshot) flag() {
	n := len(s.People)
	for i := range n {
		p, p32 := &s.People[i], int32(i) //nolint:gosec // fewer than 2³¹ people
		if s.payouts[i] < s.payouts[i+1] {
			p.Has |= HasPayout
		}
		for _, f := range []struct {
			rows int
			flag Flag
		}{
			{s.rosters.Len(p32), HasRoster}, {s.deaths.Len(p32), HasDeath}, {s.officials.Len(p32), HasOfficial}, {s.kin.Len(p32), HasOfficialKin},
			{s.declared.Len(p32), HasDeclared}, {s.inmates.Len(p32), HasInmate}, {s.vehicles.Len(p32), HasVehicle}, {s.roles.Len(p32), HasRole},
			{s.properties.Len(p32), HasProperty}, {s.employment.Len(p32), HasEmployment}, {s.pensions.Len(p32), HasPension},
			{s.disabilities.Len(p32), HasDisability}, {s.enrolments.Len(p32), HasEnrolment}, {s.parcels.Len(p32), HasParcel},
			{s.aided.Len(p32), HasAided}, {s.insurance.Len(p32), HasInsurance}, {s.released.Len(p32), HasReleased},
			{s.assessments.Len(p32), HasAssessment},
		} {
			if f.rows > 0 {
				p.Has |= f.flag
			}
		}
	}
	for i := range s.Payouts {
		if r := &s.Payouts[i]; r.State&Proposed != 0 {
			s.People[r.Person].Has |= HasProposed
		}
		if r := &s.Payouts[i]; len(s.Released) > 0 && s.pays[r.Batch] != 0 {
			s.People[r.Person].Has |= HasReleased
		}
	}
}

// sift moves rows whose name is another's out of the registers.
func (s *Snapshot) sift() {
	s.Rosters = part(s, "rosters", s.Rosters, func(r *Roster) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Deaths = part(s, "deaths", s.Deaths, func(r *Death) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Officials = part(s, "officials", s.Officials, func(r *Official) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Relatives = part(s, "relatives", s.Relatives, func(r *Relative) (bool, P, Ref) { return r.NameDiffers, r.Relative, r.Src })
	s.Inmates = part(s, "inmates", s.Inmates, func(r *Inmate) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Vehicles = part(s, "vehicles", s.Vehicles, func(r *Vehicle) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Roles = part(s, "company_roles", s.Roles, func(r *Role) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Properties = part(s, "properties", s.Properties, func(r *Property) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Employment = part(s, "employment", s.Employment, func(r *Employment) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Pensions = part(s, "pensions", s.Pensions, func(r *Pension) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Disabilities = part(s, "disabilities", s.Disabilities, func(r *Disability) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Enrolments = part(s, "enrolments", s.Enrolments, func(r *Enrolment) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Assessments = part(s, "assessments", s.Assessments, func(r *Assessment) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	s.Insurance = part(s, "insurance", s.Insurance, func(r *Insurance) (bool, P, Ref) { return r.NameDiffers, r.Person, r.Src })
	for i := range s.Payouts {
		if r := &s.Payouts[i]; r.State&NameDiffers != 0 {
			s.Mismatches = append(s.Mismatches, Mismatch{r.Kind(), r.Person, r.Src})
		}
	}
	// An aided household stays, whatever its head is called: its number identifies it.
	for i := range s.Aided {
		if r := &s.Aided[i]; r.NameDiffers {
			s.Mismatches = append(s.Mismatches, Mismatch{"households", r.Head, r.Src})
		}
	}
}

func part[T any](s *Snapshot, kind string, rows []T, look func(*T) (bool, P, Ref)) []T {
	kept := rows[:0]
	for i := range rows {
		if differs, p, src := look(&rows[i]); differs {
			s.Mismatches = append(s.Mismatches, Mismatch{kind, p, src})
			continue
		}
		kept = append(kept, rows[i])
	}
	return kept
}

// DiedOn is the day a person died: the earliest of the sources that have not
// taken it back. A death that one source took back is no death unless another
// still says so.
func (s *Snapshot) DiedOn(p P) (*Death, bool) {
	var first *Death
	for d := range s.deaths.Of(p) {
		if !d.Cancelled && (first == nil || d.On < first.On) {
			first = d
		}
	}
	return first, first != nil
}

// AgeOn is a person's full years on a day, and false when the birthday is unknown.
func (s *Snapshot) AgeOn(p P, on period.Day) (int, bool) {
	if b := s.People[p].Birth; b != period.Past {
		return b.AgeOn(on), true
	}
	return 0, false
}
