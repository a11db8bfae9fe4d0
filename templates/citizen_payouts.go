package templates

import "slices"

// Payouts is the person's money, one year at a time. Suggested title: 我的钱.
var Payouts = Page[PayoutsData]{"citizen/payouts.html"}

// PayoutsData is one year of payouts, grouped by item.
type PayoutsData struct {
	Whose   []Chip    // own, household, relatives; one entry shows no switch
	Years   []YearBar // newest first, with totals
	Year    string    // "2024年"
	Total   string    // "3,960.00"
	Count   int       // number of payouts of the year that arrived
	Confirm Link      // leads to where one says whether money came; without URL nowhere
	Failed  string    // money sent back by the bank, "255.00"; "" shows none
	Items   []PayoutItem
	Hotline string
}

// Chip is one side of a switch or one chip of a row.
type Chip struct {
	Text, URL string
	Active    bool
}

// YearBar is a year with its total and the length of its bar in percent of the
// largest year's.
type YearBar struct {
	Label   string // "2024年"
	Amount  string
	Percent int
	URL     string
	Active  bool
}

// PayoutItem is all payouts of one item in the year.
type PayoutItem struct {
	Name  string // "农村低保"
	For   string // what it is for, in a villager's words
	Total string
	Rows  []PayoutRow
	More  Link // the policy; without URL none
}

// PayoutRow is one payout.
type PayoutRow struct {
	Who    string // masked name, on the household's page; "" on one's own
	Period string // "2024年1月–3月"
	PaidOn string // "2024年3月25日"
	Amount string
	Tail   string // last four digits of the account
	Result Badge  // 已到账, 退票
	Reason string // why the bank sent it back, in plain words, and what to do; "" when it arrived
	AskURL string // leads to a complaint filled in with this payout
}

// yearsInSight is how many years are shown before one asks for more: with
// them the newest payouts still begin on a small phone's first screens.
const yearsInSight = 3

// RecentYears are the years in sight.
func (d PayoutsData) RecentYears() []YearBar { return d.Years[:min(len(d.Years), yearsInSight)] }

// EarlierYears are the years that are folded away.
func (d PayoutsData) EarlierYears() []YearBar { return d.Years[min(len(d.Years), yearsInSight):] }

// EarlierOpen reports whether the year shown is among the earlier ones.
func (d PayoutsData) EarlierOpen() bool {
	return slices.ContainsFunc(d.EarlierYears(), func(y YearBar) bool { return y.Active })
}
