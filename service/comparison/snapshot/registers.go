package snapshot

import (
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// common are the columns that every register of persons has.
type common struct {
	person, batch, row number
	nameGiven          text
}

func (c *common) dest(more ...any) []any {
	return append([]any{&c.person, &c.nameGiven, &c.batch, &c.row}, more...)
}

// register reads a register of persons. row makes a record of what was scanned.
func (l *loader) register(table, columns string, c *common, row func(p dossier.P, differs bool, src dossier.Ref), more ...any) error {
	return l.within("SELECT person_id, name_given, batch_id, row_no, "+columns+" FROM "+table+" WHERE "+l.current(table)+" AND %s ORDER BY id", "person_id", func() {
		if p := l.people.of(c.person); p != dossier.None && l.alive(c.batch) {
			row(p, !c.nameGiven.empty(), ref(c.batch, c.row))
		}
	}, c.dest(more...)...)
}

func (l *loader) readRegisters() error {
	for _, read := range []func() error{
		l.readDeaths, l.readOfficials, l.readRelatives, l.readInmates, l.readVehicles, l.readProperties, l.readEmployment, l.readPensions, l.readDisabilities, l.readEnrolments,
		l.readAssessments,
	} {
		if err := read(); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) readDeaths() error {
	var c common
	died, registered := day{}, day{none: period.Future}
	var source text
	var revoked number
	return l.register("deaths", l.dates("died_on", "deregistered_on")+", source, revoked", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		l.s.Deaths = append(l.s.Deaths, dossier.Death{Person: p, On: died.on, Registered: registered.on, Source: l.words.word(&source), Cancelled: revoked != 0, NameDiffers: differs, Src: src})
	}, &died, &registered, &source, &revoked)
}

func (l *loader) readOfficials() error {
	var c common
	from, to := day{}, day{none: period.Future}
	var unit, post, category, village text
	return l.register("officials", l.span("officials", "from_on", "to_on")+", unit, post, category, village_code", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		l.s.Officials = append(l.s.Officials, dossier.Official{Person: p, Unit: l.words.word(&unit), Post: l.words.word(&post), Kind: l.words.word(&category),
			Span: period.Interval{From: from.on, To: to.on}, Village: l.village(&village), NameDiffers: differs, Src: src})
	}, &from, &to, &unit, &post, &category, &village)
}

func (l *loader) readRelatives() error {
	var official, relative, recorded, batch, row number
	var nameGiven, relation text
	declared := day{none: period.Past}
	return l.within("SELECT official_id, relative_id, name_given, relation, "+l.date("declared_on")+", recorded, batch_id, row_no FROM official_relatives WHERE "+l.current("official_relatives")+" AND %s ORDER BY id", "official_id", func() {
		a, b := l.people.of(official), l.people.of(relative)
		if a == dossier.None || b == dossier.None || !l.alive(batch) {
			return
		}
		l.s.Relatives = append(l.s.Relatives, dossier.Relative{Official: a, Relative: b, Relation: l.words.word(&relation), DeclaredOn: declared.on, Filed: recorded != 0,
			NameDiffers: !nameGiven.empty(), Src: ref(batch, row)})
	}, &official, &relative, &nameGiven, &relation, &declared, &recorded, &batch, &row)
}

func (l *loader) readInmates() error {
	var c common
	in, out := day{}, day{none: period.Future}
	var category text
	return l.register("inmates", l.span("inmates", "in_on", "out_on")+", category", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		l.s.Inmates = append(l.s.Inmates, dossier.Inmate{Person: p, Kind: l.words.word(&category), Span: period.Interval{From: in.on, To: out.on}, NameDiffers: differs, Src: src})
	}, &in, &out, &category)
}

func (l *loader) readVehicles() error {
	var c common
	from, to := day{}, day{none: period.Future}
	var plate, class, use, state text
	var value number
	return l.register("vehicles", l.span("vehicles", "registered_on", "transferred_on")+", plate, vehicle_type, usage_kind, state, value_fen", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		l.s.Vehicles = append(l.s.Vehicles, dossier.Vehicle{ValueFen: given(value), Person: p, Plate: plate.String(), Class: l.words.word(&class), Use: l.words.word(&use),
			Status: l.words.word(&state), Span: period.Interval{From: from.on, To: to.on}, NameDiffers: differs, Src: src})
	}, &from, &to, &plate, &class, &use, &state, &value)
}

// given is an amount that the table keeps as 0 where the file has none.
func given(n number) int64 {
	if n == 0 {
		return -1
	}
	return int64(n)
}

func (l *loader) readProperties() error {
	var c common
	from, to := day{}, day{none: period.Future}
	var unit, location, purpose, share, how text
	var area number
	return l.register("properties", l.span("properties", "registered_on", "cancelled_on")+", unit_no, location, purpose, area_milli, share, acquisition", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		l.s.Properties = append(l.s.Properties, dossier.Property{AreaMilli: int64(area), Person: p, Unit: unit.String(), Address: location.String(), Use: l.words.word(&purpose),
			Share: l.words.word(&share), How: l.words.word(&how), Span: period.Interval{From: from.on, To: to.on}, NameDiffers: differs, Src: src})
	}, &from, &to, &unit, &location, &purpose, &area, &share, &how)
}

func (l *loader) readEmployment() error {
	var c common
	from, to := day{}, day{none: period.Future}
	var employer text
	var base number
	return l.register("employment", l.span("employment", "from_on", "to_on")+", employer, base_fen", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		l.s.Employment = append(l.s.Employment, dossier.Employment{BaseFen: int64(base), Person: p, Employer: l.words.word(&employer),
			Span: period.Interval{From: from.on, To: to.after()}, NameDiffers: differs, Src: src})
	}, &from, &to, &employer, &base)
}

func (l *loader) readPensions() error {
	var c common
	from, to := day{}, day{none: period.Future}
	var scheme, place text
	var monthly number
	return l.register("pensions", l.span("pensions", "from_on", "to_on")+", scheme, place, monthly_fen", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		l.s.Pensions = append(l.s.Pensions, dossier.Pension{MonthlyFen: int64(monthly), Person: p, Scheme: l.words.word(&scheme), Place: l.words.word(&place),
			Span: period.Interval{From: from.on, To: to.after()}, NameDiffers: differs, Src: src})
	}, &from, &to, &scheme, &place, &monthly)
}

func (l *loader) readDisabilities() error {
	var c common
	from, to := day{}, day{none: period.Future}
	var category, state text
	var level number
	return l.register("disabilities", l.span("disabilities", "issued_on", "expires_on")+", category, level, state", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		l.s.Disabilities = append(l.s.Disabilities, dossier.Disability{Person: p, Category: l.words.word(&category), Grade: int8(level), //nolint:gosec // 1 to 4
			Span: period.Interval{From: from.on, To: to.on}, Status: l.words.word(&state), NameDiffers: differs, Src: src})
	}, &from, &to, &category, &level, &state)
}

func (l *loader) readEnrolments() error {
	var c common
	from, to := day{}, day{none: period.Future}
	var school, stage, fullTime, state text
	return l.register("enrolments", l.span("enrolments", "from_on", "to_on")+", school, stage, full_time, state", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		l.s.Enrolments = append(l.s.Enrolments, dossier.Enrolment{Person: p, School: l.words.word(&school), Level: l.words.word(&stage), FullTime: !fullTime.is("否"),
			Status: l.words.word(&state), Span: period.Interval{From: from.on, To: to.after()}, NameDiffers: differs, Src: src})
	}, &from, &to, &school, &stage, &fullTime, &state)
}

func (l *loader) readAssessments() error {
	var c common
	checked := day{}
	var conclusion, matter, explanation text
	return l.register("assessments", l.dates("concluded_on")+", conclusion, matter, explanation", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		l.s.Assessments = append(l.s.Assessments, dossier.Assessment{Person: p, Over: conclusion.is("超标"), On: checked.on,
			Matter: l.words.word(&matter), Explanation: l.words.word(&explanation), NameDiffers: differs, Src: src})
	}, &checked, &conclusion, &matter, &explanation)
}
