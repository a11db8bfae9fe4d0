package templates

// The pages on which a village office looks up for a villager. Suggested title: 代查.
var (
	OfficeCounter = Page[OfficeCounterData]{"office/counter.html"}
	CounterSlip   = Page[CounterSlipData]{"office/counter_slip.html"}
)

// OfficeCounterData is the form and the looks there were. What was typed of the
// person goes back only into the form it came from.
type OfficeCounterData struct {
	Form     bool // the reader may look up
	Name, ID string
	Years    []Option
	Reason   string
	Sent     string // what is said once a code was asked for; the same whether there is such a person or not
	Rows     []CounterRow
	Errors   Errors // keys name, id, reason, photo, code and ""
}

// CounterRow is one look, with how the person consented; URL leads to the signed
// form where there is one.
type CounterRow struct{ URL, At, Name, Staff, Reason, How string }

// CounterSlipData is what a person is shown, once, and takes home.
type CounterSlipData struct {
	Place, Name, At, Staff string
	Year, Amount           string
	Rows                   []SlipRow
	Organ, Hotline         string
	BackURL                string
}

// SlipRow is one payment.
type SlipRow struct{ Item, For, PaidOn, Tail, Amount, Note string }
