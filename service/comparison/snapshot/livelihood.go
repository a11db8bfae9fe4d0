package snapshot

import (
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

func (l *loader) readLivelihood() error {
	for _, read := range []func() error{l.readParcels, l.readAided, l.readIndicators, l.readInsurance} {
		if err := read(); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) readParcels() error {
	var person, area, batch, row number
	var no, parcel, category, basis text
	return l.within("SELECT household_no, person_id, parcel_no, category, area_milli, basis, batch_id, row_no FROM parcels WHERE "+l.current("parcels")+" AND %s ORDER BY id", "person_id", func() {
		p := l.people.of(person)
		if p == dossier.None || !l.alive(batch) {
			return
		}
		l.s.Parcels = append(l.s.Parcels, dossier.Parcel{AreaMilli: int64(area), Person: p, Household: no.String(), No: parcel.String(), Kind: l.words.word(&category),
			Basis: l.words.word(&basis), Src: ref(batch, row)})
	}, &no, &person, &parcel, &category, &area, &basis, &batch, &row)
}

func (l *loader) readAided() error {
	var c common
	var no, village, category, cause text
	identified, lifted := day{}, day{none: period.Future}
	l.aided = map[string]int32{}
	return l.register("aided_households", "household_no, village_code, category, "+l.dates("identified_on", "lifted_on")+", cause", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		key := no.String()
		l.aided[key] = int32(len(l.s.Aided)) //nolint:gosec // fewer than 2³¹ households
		l.s.Aided = append(l.s.Aided, dossier.Aided{No: key, Head: p, Village: l.village(&village), Kind: l.words.word(&category), Identified: identified.on,
			Exited: lifted.on, Reason: l.words.word(&cause), NameDiffers: differs, Src: src})
	}, &no, &village, &category, &identified, &lifted, &cause)
}

func (l *loader) readIndicators() error {
	var year, income, water, school, medical, batch, row number
	var no, house, rebuilt text
	checked := day{none: period.Past}
	const columns = "SELECT household_no, year, income_fen, housing_grade, rebuild_accepted, water_met, schooling_met, insurance_met, "
	query := columns + l.date("verified_on") + ", batch_id, row_no FROM indicators WHERE " + l.current("indicators") + " AND %s ORDER BY id"
	take := func() {
		aided, ok := l.aided[no.String()]
		if !l.alive(batch) {
			return
		}
		if !ok {
			aided = dossier.None
		}
		i := dossier.Indicator{IncomeFen: int64(income), Aided: aided, No: no.String(), Year: int(year), Rebuilt: l.words.word(&rebuilt), Water: water != 0,
			School: school != 0, Medical: medical != 0, CheckedOn: checked.on, Src: ref(batch, row)}
		if !house.empty() {
			i.House = house.String()[0]
		}
		l.s.Indicators = append(l.s.Indicators, i)
	}
	dest := []any{&no, &year, &income, &house, &rebuilt, &water, &school, &medical, &checked, &batch, &row}
	if l.scope == nil {
		return l.within(query, "", take, dest...)
	}
	nos := map[string]bool{}
	for i := range l.s.Aided {
		nos[l.s.Aided[i].No] = true
	}
	return named(l, query, "household_no", sorted(nos), take, dest...)
}

func (l *loader) readInsurance() error {
	var c common
	var year, aided number
	var scheme text
	return l.register("insurance", "scheme, year, aided", &c, func(p dossier.P, differs bool, src dossier.Ref) {
		l.s.Insurance = append(l.s.Insurance, dossier.Insurance{Person: p, Year: int(year), Scheme: l.words.word(&scheme), Subsidised: aided != 0, NameDiffers: differs, Src: src})
	}, &scheme, &year, &aided)
}
