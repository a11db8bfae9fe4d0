package board

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// writers may print letters: a cadre for the own village, the town for its villages.
var writers = []actor.Role{actor.RoleVillageCadre, actor.RoleTownInspector}

// MostLetters bounds one print job.
const MostLetters = 50

// The bounds of a reason, in characters.
const (
	shortReason = 4
	longReason  = 100
)

// HouseholdFilter narrows the households of a village.
type HouseholdFilter struct {
	Village string
	Group   string
	Every   bool // also households in which somebody has bound a telephone
	Span    Span
	Page    page.Request
}

// Household is one line of the list that letters are chosen from.
type Household struct {
	No, Group, Head string
	People, Bound   int
	Count           int // payments in the span
	Amount          money.Fen
}

// Households is one page of a village's households.
type Households struct {
	page.Page[Household]
	Place  Place
	Groups []string
}

// The register's rows that count now; those who died or moved away are not in it.
const registered = ` FROM residents AS x JOIN batches AS b ON b.id = x.batch_id AND b.status = 'loaded'
JOIN people AS p ON p.id = x.person_id
WHERE x.village_code = ? AND x.closed_by = 0 AND x.status = '正常' AND x.household_no <> '' `

// hasBound says of a person whether they have bound a telephone.
const hasBound = "EXISTS (SELECT 1 FROM bindings AS m WHERE m.person_id = x.person_id AND m.active_mark = 0)"

// Households reads a page of a village's households, first those in which nobody
// has bound a telephone, at most four statements.
func (s *Service) Households(ctx context.Context, by actor.Actor, f HouseholdFilter) (Households, error) {
	var out Households
	if err := may(by, f.Village, writers); err != nil {
		return out, err
	}
	var err error
	if out.Place, err = s.village(ctx, f.Village); err != nil {
		return out, err
	}
	db := s.DB.WithContext(ctx)
	if err := db.Raw("SELECT DISTINCT x.group_no"+registered+"AND x.group_no <> '' ORDER BY x.group_no LIMIT 200", f.Village).Scan(&out.Groups).Error; err != nil {
		return out, fmt.Errorf("households: groups: %w", err)
	}
	where, args := registered, []any{f.Village}
	if f.Group != "" {
		where, args = where+"AND x.group_no = ? ", append(args, f.Group)
	}
	grouped := "SELECT r.no, MIN(r.group_no) AS group_no, COALESCE(MIN(CASE WHEN r.relation = '户主' THEN r.name END), MIN(r.name)) AS head, COUNT(*) AS people, SUM(r.bound) AS bound" +
		" FROM (SELECT x.household_no AS no, x.group_no, x.relation, p.name, CASE WHEN " + hasBound + " THEN 1 ELSE 0 END AS bound" + where + ") AS r GROUP BY r.no"
	if !f.Every {
		grouped += " HAVING SUM(r.bound) = 0"
	}
	var total int
	if err := db.Raw("SELECT COUNT(*) FROM ("+grouped+") AS h", args...).Scan(&total).Error; err != nil {
		return out, fmt.Errorf("households: %w", err)
	}
	var rows []struct {
		No, GroupNo, Head string
		People, Bound     int
	}
	req := page.Request{Number: f.Page.Number, Size: MostLetters}.Clamp()
	err = db.Raw(grouped+" ORDER BY CASE WHEN SUM(r.bound) = 0 THEN 0 ELSE 1 END, MIN(r.group_no), r.no LIMIT ? OFFSET ?",
		append(args[:len(args):len(args)], req.Limit(), req.Offset())...).Scan(&rows).Error
	if err != nil {
		return out, fmt.Errorf("households: %w", err)
	}
	items, numbers := make([]Household, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		items[i], numbers[i] = Household{No: r.No, Group: r.GroupNo, Head: r.Head, People: r.People, Bound: r.Bound}, r.No
	}
	if err := s.paid(ctx, f.Village, f.Span, items, numbers); err != nil {
		return out, err
	}
	out.Page = page.Of(req, items, total)
	return out, nil
}

// paid fills in what arrived in the span at each household.
func (s *Service) paid(ctx context.Context, village string, span Span, items []Household, numbers []string) error {
	if len(numbers) == 0 {
		return nil
	}
	first, last := span.Days()
	var rows []struct {
		No       string
		Payments int
		Fen      int64
	}
	err := s.DB.WithContext(ctx).Raw(`SELECT h.no, COUNT(*) AS payments, COALESCE(SUM(y.amount_fen), 0) AS fen
FROM (SELECT DISTINCT x.household_no AS no, x.person_id`+registered+`AND x.household_no IN ?) AS h
JOIN payouts AS y ON y.person_id = h.person_id JOIN batches AS yb ON yb.id = y.batch_id AND yb.status = 'loaded'
WHERE y.paid_on >= ? AND y.paid_on <= ? AND y.result = '成功' GROUP BY h.no`, village, numbers, first.Time(), last.Time()).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("households: payments: %w", err)
	}
	for _, r := range rows {
		if i := slices.Index(numbers, r.No); i >= 0 {
			items[i].Count, items[i].Amount = r.Payments, money.Fen(r.Fen)
		}
	}
	return nil
}

// LetterQuery asks for the letters to some households of a village.
type LetterQuery struct {
	Village    string
	Households []string
	Span       Span
	Reason     string
}

// The names of the fields that messages refer to.
const (
	FieldHouseholds = "household"
	FieldSpan       = "span"
	FieldReason     = "reason"
)

// Paid is one payment in a letter.
type Paid struct {
	Who      string // whom of the household
	Days     period.Interval
	PaidOn   period.Day
	Amount   money.Fen
	Tail     string
	Returned bool // 退票: the bank sent it back
	Again    bool // 补发: pays a returned one again
}

// PaidItem is what was paid of one item to a household.
type PaidItem struct {
	Name, Bureau string
	Phone        string // whom to ask, from the policy in force; "" when unknown
	Amount       money.Fen
	Rows         []Paid // earliest first
}

// Letter is what one household is told.
type Letter struct {
	No, Group, Head string
	Amount          money.Fen
	Count           int
	Returned        money.Fen
	Items           []PaidItem
	Looked          []Looked // latest first
	Pages           []LetterPage
}

// Looked is one time that the village office looked up for somebody of the
// household, or that somebody was taken for them at a screen.
type Looked struct {
	On    period.Day
	Who   string
	Kiosk bool
}

// Letters is one print job.
type Letters struct {
	Place   Place
	Span    Span
	QR      string
	Address string
	Printed period.Day
	Letters []Letter
}

// check finds what is wrong with the form.
func (q *LetterQuery) check(spans []Span) error {
	wrong := map[string]string{}
	slices.Sort(q.Households)
	q.Households = slices.Compact(q.Households)
	switch n := len(q.Households); {
	case n == 0:
		wrong[FieldHouseholds] = "请勾选要打印的户"
	case n > MostLetters:
		wrong[FieldHouseholds] = fmt.Sprintf("一次最多打印%d户，请分几次打印", MostLetters)
	}
	if !slices.Contains(spans, q.Span) {
		wrong[FieldSpan] = "请选择年份或者季度"
	}
	q.Reason = strings.TrimSpace(q.Reason)
	if n := utf8.RuneCountInString(q.Reason); n < shortReason || n > longReason {
		wrong[FieldReason] = fmt.Sprintf("请写明为什么打印，%d 到 %d 个字", shortReason, longReason)
	}
	if len(wrong) > 0 {
		return fault.Fields(wrong)
	}
	return nil
}

// named refuses a reason that names somebody of the households or holds a number
// of theirs, in whatever way it is written: it stands in the audit chain, which is
// in clear.
func (q LetterQuery) named(members []member) error {
	if longest(q.Reason) > longNumber || len(idnumber.Found(q.Reason)) > 0 {
		return fault.Fields(map[string]string{FieldReason: "请不要写身份证号、电话和账号，理由会原样记入审计"})
	}
	for _, m := range members {
		if utf8.RuneCountInString(m.Name) > 1 && strings.Contains(q.Reason, m.Name) {
			return fault.Fields(map[string]string{FieldReason: "请不要写村民的姓名，理由会原样记入审计"})
		}
	}
	return nil
}

// longest is how many digits stand in a row at the most.
func longest(text string) (most int) {
	n := 0
	for _, r := range text {
		if n++; !unicode.IsDigit(r) {
			n = 0
		}
		most = max(most, n)
	}
	return most
}

// longNumber is how many digits in a row are no date and no amount any more.
const longNumber = 8

// Letters makes the letters to households of a village and records who prints
// them, how many and why. Each holds the payments of its household and nothing
// of any other.
func (s *Service) Letters(ctx context.Context, by actor.Actor, q LetterQuery) (Letters, error) {
	if err := may(by, q.Village, writers); err != nil {
		return Letters{}, err
	}
	if err := q.check(s.Spans()); err != nil {
		return Letters{}, err
	}
	place, err := s.village(ctx, q.Village)
	if err != nil {
		return Letters{}, err
	}
	out := Letters{Place: place, Span: q.Span, Printed: s.today(), Address: s.Page("/h5/")}
	if out.QR, err = picture(out.Address); err != nil {
		return Letters{}, err
	}
	members, err := s.members(ctx, q)
	if err != nil {
		return Letters{}, err
	}
	if err := q.named(members); err != nil {
		return Letters{}, err
	}
	if err := s.fill(ctx, &out, q, members); err != nil {
		return Letters{}, err
	}
	err = audit.RecordAlone(ctx, s.DB, by, s.instant(), "board.letters", "village:"+q.Village,
		map[string]any{"span": q.Span.String(), "households": len(q.Households), "reason": q.Reason}) // no household's number: the chain is in clear
	if err != nil {
		return Letters{}, fmt.Errorf("letters: %w", err)
	}
	return out, nil
}

// member is somebody of a household.
type member struct {
	No, GroupNo, Name, Relation string
	PersonID                    int64
}

// members reads the people of the chosen households. A household that is not in
// the village does not exist.
func (s *Service) members(ctx context.Context, q LetterQuery) ([]member, error) {
	var rows []member
	err := s.DB.WithContext(ctx).Raw("SELECT x.household_no AS no, x.group_no, p.name, x.relation, x.person_id"+registered+
		"AND x.household_no IN ? ORDER BY x.group_no, x.household_no, CASE WHEN x.relation = '户主' THEN 0 ELSE 1 END, x.id", q.Village, q.Households).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("letters: households: %w", err)
	}
	found := map[string]bool{}
	for _, m := range rows {
		found[m.No] = true
	}
	if len(found) != len(q.Households) {
		return nil, fault.Fields(map[string]string{FieldHouseholds: "有的户不在本村的名册里，请刷新页面重新勾选"})
	}
	return rows, nil
}

// paidRow is a payment as it is read.
type paidRow struct {
	PersonID                                  int64
	Code, Name, Bureau, Tail, Result, RepayOf string
	PeriodStart, PeriodEnd, PaidOn            time.Time
	AmountFen                                 int64
}

// fill writes what was paid into the letters, one for each household.
func (s *Service) fill(ctx context.Context, out *Letters, q LetterQuery, members []member) error {
	first, last := q.Span.Days()
	ids := make([]int64, len(members))
	for i, m := range members {
		ids[i] = m.PersonID
	}
	var rows []paidRow
	err := s.DB.WithContext(ctx).Raw(`SELECT y.person_id, i.code, i.name, i.bureau, y.account_tail AS tail, y.result, y.repay_of, y.period_start, y.period_end, y.paid_on, y.amount_fen
FROM payouts AS y JOIN batches AS b ON b.id = y.batch_id AND b.status = 'loaded' JOIN items AS i ON i.id = y.item_id
WHERE y.person_id IN ? AND y.paid_on >= ? AND y.paid_on <= ? ORDER BY i.code, y.paid_on, y.period_start, y.id`, ids, first.Time(), last.Time()).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("letters: payments: %w", err)
	}
	phones, err := s.phones(ctx)
	if err != nil {
		return err
	}
	letter, name := map[int64]int{}, map[int64]string{}
	for _, m := range members {
		if n := len(out.Letters); n == 0 || out.Letters[n-1].No != m.No {
			out.Letters = append(out.Letters, Letter{No: m.No, Group: m.GroupNo, Head: m.Name})
		}
		letter[m.PersonID], name[m.PersonID] = len(out.Letters)-1, m.Name
	}
	for _, r := range rows {
		out.Letters[letter[r.PersonID]].add(r, name[r.PersonID], phones[r.Code])
	}
	if err := s.looked(ctx, out, ids, letter, name); err != nil {
		return err
	}
	for i := range out.Letters {
		out.Letters[i].Pages = letterPages(out.Letters[i].Items)
	}
	return nil
}

// mostLooked bounds how many looks a letter tells of: the latest.
const mostLooked = 2

// looked tells each household when somebody of it was looked up for within a
// year, at the counter or at a screen.
func (s *Service) looked(ctx context.Context, out *Letters, ids []int64, letter map[int64]int, name map[int64]string) error {
	type look struct {
		PersonID int64
		At       time.Time
		Kiosk    bool
	}
	var rows []look
	for table, kiosk := range map[string]bool{"counter_lookups": false, "kiosk_looks": true} {
		var found []look
		err := s.DB.WithContext(ctx).Table(table).Select("person_id", "at").Where("person_id IN ? AND at >= ?", ids, s.instant().AddDate(-1, 0, 0)).Order("at DESC, id DESC").Limit(MostLetters * mostLooked * 2).Find(&found).Error
		if err != nil {
			return fmt.Errorf("letters: looks: %w", err)
		}
		for _, r := range found {
			rows = append(rows, look{r.PersonID, r.At, kiosk})
		}
	}
	slices.SortFunc(rows, func(a, b look) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.PersonID, b.PersonID))
	})
	for _, r := range rows {
		if l := &out.Letters[letter[r.PersonID]]; len(l.Looked) < mostLooked {
			l.Looked = append(l.Looked, Looked{period.Here(r.At), name[r.PersonID], r.Kiosk})
		}
	}
	return nil
}

func (l *Letter) add(r paidRow, who, phone string) {
	if n := len(l.Items); n == 0 || l.Items[n-1].Name != r.Name {
		l.Items = append(l.Items, PaidItem{Name: r.Name, Bureau: r.Bureau, Phone: phone})
	}
	it := &l.Items[len(l.Items)-1]
	p := Paid{
		Who: who, Days: period.Through(period.Stored(r.PeriodStart), period.Stored(r.PeriodEnd)), PaidOn: period.Stored(r.PaidOn), Amount: money.Fen(r.AmountFen),
		Tail: r.Tail, Returned: r.Result == "退票", Again: r.RepayOf != "",
	}
	it.Rows = append(it.Rows, p)
	if p.Returned {
		l.Returned += p.Amount
		return
	}
	it.Amount, l.Amount, l.Count = it.Amount+p.Amount, l.Amount+p.Amount, l.Count+1
}

// phones are the telephone numbers of the policies in force, by item.
func (s *Service) phones(ctx context.Context) (map[string]string, error) {
	var rows []struct{ ItemCode, Phone string }
	today := s.today().Time()
	err := s.DB.WithContext(ctx).Raw(`SELECT p.item_code, p.phone FROM policies AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded'
WHERE p.item_code <> '' AND p.phone <> '' AND p.closed_by = 0 AND p.effective_from <= ? AND (p.effective_to IS NULL OR p.effective_to >= ?) ORDER BY p.effective_from, p.id`, today, today).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("letters: telephones: %w", err)
	}
	out := map[string]string{}
	for _, r := range rows { // the latest of an item stays
		out[r.ItemCode] = r.Phone
	}
	return out, nil
}
