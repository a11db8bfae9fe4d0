package dossier

// The readers below walk what is known of one subject. Rows come in the order
// of their files unless another is said; pointers are read only.

// PayoutsOf is a person's payouts, ordered by item, period and row. It includes
// bounced ones and those of another name: ask Counts.
func (s *Snapshot) PayoutsOf(p P) []Payout { return s.Payouts[s.payouts[p]:s.payouts[p+1]] }

// AccountRows walks the payouts that went to one account.
func (s *Snapshot) AccountRows(a int32) func(func(*Payout) bool) { return s.accounts.Of(a) }

// AccountLen is how many payouts went to one account.
func (s *Snapshot) AccountLen(a int32) int { return s.accounts.Len(a) }

// RostersOf walks a person's places on rosters.
func (s *Snapshot) RostersOf(p P) func(func(*Roster) bool) { return s.rosters.Of(p) }

// MembersOf walks the members of a roster household, past ones too.
func (s *Snapshot) MembersOf(h int32) func(func(*Roster) bool) { return s.members.Of(h) }

// HouseholdsNamed lists the roster households that carry a number.
func (s *Snapshot) HouseholdsNamed(no string) []int32 { return s.rosterNo[no] }

// HouseholdPayouts walks the payouts of the household's item to any member: a
// household benefit is paid to the head, after the head's death to a survivor.
func (s *Snapshot) HouseholdPayouts(h int32) func(func(*Payout) bool) {
	return func(yield func(*Payout) bool) {
		item := s.Households[h].Item
		var seen []P
	member:
		for m := range s.members.Of(h) {
			for _, p := range seen {
				if p == m.Person {
					continue member
				}
			}
			seen = append(seen, m.Person)
			rows := s.PayoutsOf(m.Person)
			for i := range rows {
				if rows[i].Item == item && !yield(&rows[i]) {
					return
				}
			}
		}
	}
}

// DeathsOf walks what each source says of a person's death; see DiedOn.
func (s *Snapshot) DeathsOf(p P) func(func(*Death) bool) { return s.deaths.Of(p) }

// OfficialsOf walks a person's employments on the public payroll.
func (s *Snapshot) OfficialsOf(p P) func(func(*Official) bool) { return s.officials.Of(p) }

// Declared walks the relatives an official declared.
func (s *Snapshot) Declared(p P) func(func(*Relative) bool) { return s.declared.Of(p) }

// DeclaredBy walks the declarations that name a person as an official's relative.
func (s *Snapshot) DeclaredBy(p P) func(func(*Relative) bool) { return s.kin.Of(p) }

// InmatesOf walks a person's stays in custody.
func (s *Snapshot) InmatesOf(p P) func(func(*Inmate) bool) { return s.inmates.Of(p) }

// VehiclesOf walks a person's vehicles.
func (s *Snapshot) VehiclesOf(p P) func(func(*Vehicle) bool) { return s.vehicles.Of(p) }

// RolesOf walks what a person is in companies.
func (s *Snapshot) RolesOf(p P) func(func(*Role) bool) { return s.roles.Of(p) }

// RolesIn walks who is what in a company.
func (s *Snapshot) RolesIn(company int32) func(func(*Role) bool) { return s.companyRoles.Of(company) }

// PropertiesOf walks a person's buildings.
func (s *Snapshot) PropertiesOf(p P) func(func(*Property) bool) { return s.properties.Of(p) }

// EmploymentOf walks a person's social insurance.
func (s *Snapshot) EmploymentOf(p P) func(func(*Employment) bool) { return s.employment.Of(p) }

// PensionsOf walks a person's pensions.
func (s *Snapshot) PensionsOf(p P) func(func(*Pension) bool) { return s.pensions.Of(p) }

// DisabilitiesOf walks a person's certificates.
func (s *Snapshot) DisabilitiesOf(p P) func(func(*Disability) bool) { return s.disabilities.Of(p) }

// EnrolmentsOf walks a person's schools.
func (s *Snapshot) EnrolmentsOf(p P) func(func(*Enrolment) bool) { return s.enrolments.Of(p) }

// AssessmentsOf walks what was concluded about a person's means.
func (s *Snapshot) AssessmentsOf(p P) func(func(*Assessment) bool) { return s.assessments.Of(p) }

// ParcelsOf walks the land a person holds.
func (s *Snapshot) ParcelsOf(p P) func(func(*Parcel) bool) { return s.parcels.Of(p) }

// ParcelsOfHousehold lists the positions in Parcels of a household's land.
func (s *Snapshot) ParcelsOfHousehold(no string) []int32 { return s.parcelsByNo[no] }

// AidedOf walks the aided households a person heads.
func (s *Snapshot) AidedOf(p P) func(func(*Aided) bool) { return s.aided.Of(p) }

// IndicatorsOf walks an aided household's years.
func (s *Snapshot) IndicatorsOf(aided int32) func(func(*Indicator) bool) {
	return s.indicators.Of(aided)
}

// InsuranceOf walks a person's medical insurance.
func (s *Snapshot) InsuranceOf(p P) func(func(*Insurance) bool) { return s.insurance.Of(p) }

// FundsOf walks the money of a project.
func (s *Snapshot) FundsOf(project int32) func(func(*ProjectFund) bool) {
	return s.projectFunds.Of(project)
}

// ProgressOf walks a project's reports.
func (s *Snapshot) ProgressOf(project int32) func(func(*Progress) bool) {
	return s.progress.Of(project)
}

// BidsOf walks a project's bidders.
func (s *Snapshot) BidsOf(project int32) func(func(*Bid) bool) { return s.bids.Of(project) }

// ResidencesOf walks where a person was registered before.
func (s *Snapshot) ResidencesOf(p P) func(func(*Residence) bool) { return s.residences.Of(p) }

// FieldChecksOf walks the field checks of a project.
func (s *Snapshot) FieldChecksOf(project int32) func(func(*FieldCheck) bool) {
	return s.fieldChecks.Of(project)
}

// WonBy walks the projects a company won.
func (s *Snapshot) WonBy(company int32) func(func(*Project) bool) { return s.winners.Of(company) }

// ItemsOf lists the items of a category.
func (s *Snapshot) ItemsOf(c Category) []uint16 { return s.items[c] }

// CategoryOf is the category of a payout's or roster's item.
func (s *Snapshot) CategoryOf(item uint16) Category { return s.Items[item].Category }

// Registered walks the people of a household of the population register. It
// says who is registered together and never who counts as a household for a
// benefit: that is the roster's word (MembersOf).
func (s *Snapshot) Registered(hukou int32) func(func(P) bool) {
	return func(yield func(P) bool) {
		for p := range s.hukou.Of(hukou) {
			if !yield(*p) {
				return
			}
		}
	}
}

// AidedMembers lists who belongs to an aided household: the members of roster
// households that carry its number; where no roster does, whoever is registered
// together with its head, since the register of aided households names no
// members of its own. A roster of a personal item names somebody and no family.
func (s *Snapshot) AidedMembers(a *Aided) []P {
	var out []P
	add := func(p P) {
		for _, q := range out {
			if q == p {
				return
			}
		}
		out = append(out, p)
	}
	add(a.Head)
	for _, h := range s.rosterNo[a.No] {
		for m := range s.members.Of(h) {
			if s.Items[m.Item].Household() && m.Span.Contains(s.AsOf) {
				add(m.Person)
			}
		}
	}
	if len(out) == 1 {
		for p := range s.Registered(s.People[a.Head].Hukou) {
			add(p)
		}
	}
	return out
}

// Text is an interned text.
func (s *Snapshot) Text(i int32) string { return s.Texts[i] }

// Class is the name of a class 档次.
func (s *Snapshot) Class(i uint16) string { return s.Classes[i] }

// TownOf is the town of a village, "" when unknown.
func (s *Snapshot) TownOf(village int32) string {
	if village < 0 {
		return ""
	}
	return s.Villages[village].Town()
}

// ReleasedOf walks a person's lines on released lists.
func (s *Snapshot) ReleasedOf(p P) func(func(*Released) bool) { return s.released.Of(p) }

// ListPaid reports whether the payouts of a released list are in, under its
// number or another.
func (s *Snapshot) ListPaid(batch int32) bool { return s.paid != nil && s.paid[batch] }

// ListOf is the number of the released list that a payout is of; 0 none.
func (s *Snapshot) ListOf(r *Payout) int32 {
	if s.pays == nil || r.State&Proposed != 0 {
		return 0
	}
	list := s.pays[r.Batch]
	if list != r.Batch && !s.covers[listed{list, r.Period.From, r.Item}] {
		return 0
	}
	return list
}
