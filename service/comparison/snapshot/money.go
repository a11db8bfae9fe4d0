package snapshot

import (
	"slices"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/sheetrow"
)

func (l *loader) readItems() error {
	var id number
	var code, name, bureau, target, frequency text
	var all []int64
	l.itemCode = map[string]int32{}
	if err := l.each("SELECT id, code, name, bureau, target, frequency FROM items ORDER BY id", func() {
		it := dossier.Item{ID: int64(id), Code: code.String(), Name: name.String(), Bureau: bureau.String(), Target: target.String(), Frequency: frequency.String()}
		it.Category = dossier.CategoryOf(it.Name)
		l.itemCode[it.Code] = int32(len(l.s.Items)) //nolint:gosec // some dozens
		l.s.Items = append(l.s.Items, it)
		all = append(all, int64(id))
	}, &id, &code, &name, &bureau, &target, &frequency); err != nil {
		return err
	}
	l.items = newIDs(all)
	if err := l.renameItems(); err != nil {
		return err
	}
	var item, fen, income, batch, row number
	var class, unit text
	from, to := day{}, day{none: period.Future}
	return l.each("SELECT item_id, class, standard_fen, unit, counts_income, "+l.dates("effective_from", "effective_to")+", batch_id, row_no FROM subsidies WHERE "+l.current("subsidies")+" ORDER BY id", func() {
		i := l.items.of(item)
		if i == dossier.None || !l.alive(batch) {
			return
		}
		it := &l.s.Items[i]
		it.Standards = append(it.Standards, dossier.Standard{Fen: int64(fen), Class: l.class(&class), Unit: l.words.word(&unit),
			Span: period.Interval{From: from.on, To: to.on}, Income: income != 0, Src: ref(batch, row)})
	}, &item, &class, &fen, &unit, &income, &from, &to, &batch, &row)
}

func (l *loader) class(t *text) uint16 { return uint16(l.classes.of(t)) } //nolint:gosec // some dozens

// payoutRow takes one row of payouts or prepayouts.
type payoutRow struct {
	person, item, quantity, fen, batch, row                        number
	digest, class, accountName, nameGiven, village, batchNo, repay text
	from, to                                                       day
}

func (r *payoutRow) dest() []any {
	return []any{&r.person, &r.item, &r.from, &r.to, &r.quantity, &r.class, &r.fen, &r.digest, &r.accountName, &r.nameGiven, &r.village, &r.batchNo, &r.repay, &r.batch, &r.row}
}

func (l *loader) payoutColumns() string {
	return "person_id, item_id, " + l.dates("period_start", "period_end") + ", quantity_milli, class, amount_fen, account_digest, account_name, name_given, village_code, batch_no, repay_of, batch_id, row_no"
}

// payout makes a payout of a row; false when its payee or item is unknown.
func (l *loader) payout(r *payoutRow) (dossier.Payout, bool) {
	p, item := l.people.of(r.person), l.items.of(r.item)
	if p == dossier.None || item == dossier.None {
		return dossier.Payout{}, false
	}
	out := dossier.Payout{
		AmountFen: int64(r.fen), Src: ref(r.batch, r.row), Period: period.Interval{From: r.from.on, To: r.to.after()}, PaidOn: period.Future,
		Person: p, Quantity: int32(r.quantity), Account: l.accounts.of(&r.digest), Village: l.village(&r.village), //nolint:gosec // thousandths of a few units
		Batch: l.texts.of(&r.batchNo), Item: uint16(item), Class: l.class(&r.class), //nolint:gosec // some dozens
	}
	payee := l.texts.list[l.s.People[p].Name]
	if !r.accountName.empty() && !r.accountName.is(payee) && (r.nameGiven.empty() || !r.accountName.same(&r.nameGiven)) && !idnumber.SameName(r.accountName.String(), payee) {
		out.Holder = l.texts.of(&r.accountName)
	}
	if !r.repay.empty() {
		out.RepayOf = l.texts.of(&r.repay)
	}
	if !r.nameGiven.empty() {
		out.State |= dossier.NameDiffers
	}
	return out, true
}

// readPayouts reads payments in the order of the table's key, which is that of
// a snapshot.
func (l *loader) readPayouts() error {
	var r payoutRow
	var result text
	var paid day
	if l.scope == nil {
		l.s.Payouts = make([]dossier.Payout, 0, l.rowsOf("payouts"))
	}
	var strays []dossier.Payout
	err := l.within("SELECT "+l.payoutColumns()+", "+l.date("paid_on")+", result FROM payouts WHERE %s ORDER BY person_id, item_id, period_start, id", "person_id", func() {
		if !l.alive(r.batch) {
			return
		}
		p, ok := l.payout(&r)
		if !ok {
			return
		}
		p.PaidOn = paid.on
		if result.is("退票") {
			p.State |= dossier.Bounced
		}
		if l.moved != nil && !l.own(r.person) {
			strays = append(strays, p)
			return
		}
		l.s.Payouts = append(l.s.Payouts, p)
	}, slices.Concat(r.dest(), []any{&paid, &result})...)
	if strays != nil {
		l.s.Payouts = merge(l.s.Payouts, strays)
	}
	return err
}

// readList adds the rows of the list that is to be paid.
func (l *loader) readList() error {
	if l.o.List == 0 {
		return nil
	}
	var r payoutRow
	var id number
	return l.with("SELECT "+l.payoutColumns()+", id FROM prepayouts WHERE batch_id = ? ORDER BY person_id, item_id, period_start, id", []any{l.o.List}, func() {
		if p, ok := l.payout(&r); ok {
			p.State |= dossier.Proposed
			p.Src = ref(r.batch, number(len(l.listed)))
			l.listed = append(l.listed, int64(id))
			l.s.Payouts = append(l.s.Payouts, p)
		}
	}, append(r.dest(), &id)...)
}

// readReleased reads the lines of released lists that were not taken out.
func (l *loader) readReleased() error {
	var r payoutRow
	lists := "SELECT batch_id FROM prepayment_lists WHERE state = '" + model.PrepaymentReleased + "'"
	if l.past != nil {
		var err error
		if lists, err = l.releasedThen(); err != nil {
			return err
		}
	}
	var sheet text
	return l.within("SELECT "+l.payoutColumns()+", sheet FROM prepayouts WHERE batch_id IN ("+lists+")"+
		" AND id NOT IN (SELECT payout_id FROM prepayment_rows WHERE answer = '"+model.AnswerWithdraw+"') AND %s ORDER BY person_id, item_id, period_start, id", "person_id", func() {
		if !l.alive(r.batch) {
			return
		}
		if place := slices.Index(l.sheets[int64(r.batch)], sheet.String()); place > 0 {
			r.row = number(sheetrow.Of(place, int(r.row)))
		}
		if p, ok := l.payout(&r); ok {
			l.s.Released = append(l.s.Released, dossier.Released{AmountFen: p.AmountFen, Src: p.Src, Period: p.Period, Person: p.Person, Batch: p.Batch, Account: p.Account, Item: p.Item})
		}
	}, append(r.dest(), &sheet)...)
}

func (l *loader) readRosters() error {
	var item, person, approved, handler, batch, row number
	var no, nameGiven, relation, class, account text
	from, to, approvedOn := day{}, day{none: period.Future}, day{none: period.Past}
	return l.within("SELECT item_id, household_no, person_id, name_given, relation, class, approved_fen, "+l.span("rosters", "from_on", "to_on")+", "+l.date("approved_on")+
		", handler_id, account_digest, batch_id, row_no FROM rosters WHERE "+l.current("rosters")+" AND %s ORDER BY id", "person_id", func() {
		p, i := l.people.of(person), l.items.of(item)
		if p == dossier.None || i == dossier.None || !l.alive(batch) {
			return
		}
		r := dossier.Roster{
			ApprovedFen: int64(approved), Src: ref(batch, row), Span: period.Interval{From: from.on, To: to.after()}, ApprovedOn: approvedOn.on,
			Household: l.rosterHousehold(uint16(i), &no, p), Person: p, Handler: dossier.None, Account: l.accounts.of(&account), //nolint:gosec // some dozens
			Relation: l.words.word(&relation), Item: uint16(i), Class: l.class(&class), NameDiffers: !nameGiven.empty(), //nolint:gosec // as above
		}
		if handler != 0 {
			r.Handler = l.people.of(handler)
		}
		l.s.Rosters = append(l.s.Rosters, r)
	}, &item, &no, &person, &nameGiven, &relation, &class, &approved, &from, &to, &approvedOn, &handler, &account, &batch, &row)
}

// rosterHousehold numbers a household of an item's roster; a person without a
// household number is a household of one.
func (l *loader) rosterHousehold(item uint16, no *text, p dossier.P) int32 {
	key := household{item: item, no: no.String(), alone: dossier.None}
	if key.no == "" {
		key.alone = p
	}
	h, ok := l.households[key]
	if !ok {
		h = int32(len(l.s.Households)) //nolint:gosec // fewer than 2³¹ households
		l.households[key] = h
		l.s.Households = append(l.s.Households, dossier.Household{No: key.no, Item: item})
	}
	return h
}
