package receive

import (
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/period"
)

// TestWhatAWordDoes walks every state of an inquiry with every word.
func TestWhatAWordDoes(t *testing.T) {
	t.Parallel()
	in := func(state, kind string, rounds int) *model.BankInquiry {
		return &model.BankInquiry{State: state, Kind: kind, Rounds: rounds}
	}
	for _, c := range []struct {
		q    *model.BankInquiry
		said string
		want move
	}{
		{nil, Received, moveNone}, {nil, Missing, moveAsk}, {nil, Wrong, moveAsk},
		{in(StateOpen, Missing, 1), Missing, moveNone}, {in(StateOpen, Missing, 1), Wrong, moveChange}, {in(StateOpen, Missing, 3), Received, moveClose},
		{in(StateAnswered, Missing, 1), Missing, moveAgain}, {in(StateAnswered, Missing, 3), Missing, moveRefuse}, {in(StateAnswered, Missing, 3), Received, moveClose},
		{in(StateClosed, Missing, 1), Missing, moveReopen}, {in(StateClosed, Missing, 3), Missing, moveRefuse}, {in(StateClosed, Missing, 1), Received, moveNone},
	} {
		if got := next(c.q, c.said); got != c.want {
			t.Errorf("%+v %s: %d, want %d", c.q, c.said, got, c.want)
		}
	}
}

// TestWhoseWordHolds lets the payee's own word hold, else the one that misses more.
func TestWhoseWordHolds(t *testing.T) {
	t.Parallel()
	a := func(person int64, answer string) model.PayoutAnswer {
		return model.PayoutAnswer{PersonID: person, Answer: answer}
	}
	for _, c := range []struct {
		all  []model.PayoutAnswer
		want string
	}{
		{nil, ""}, {[]model.PayoutAnswer{a(2, Received), a(1, Missing)}, Missing}, {[]model.PayoutAnswer{a(2, Missing), a(1, Received)}, Received},
		{[]model.PayoutAnswer{a(2, Received), a(3, Wrong)}, Wrong}, {[]model.PayoutAnswer{a(2, Missing), a(3, Wrong)}, Missing},
	} {
		if got, _ := together(1, c.all); got != c.want {
			t.Errorf("%+v: %q, want %q", c.all, got, c.want)
		}
	}
}

// TestFigures counts a payment under one figure on each day.
func TestFigures(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	before, after := since.AddDate(0, 0, -1), since.AddDate(0, 0, 1)
	for _, c := range []struct {
		said string
		told *time.Time
		want string
	}{{Missing, &before, Missing}, {"", &before, Silent}, {"", &since, Silent}, {"", &after, Waiting}, {"", nil, ""}} {
		if got := figure(c.said, c.told, since); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// TestBanks reads the list of beginnings, the longest first.
func TestBanks(t *testing.T) {
	t.Parallel()
	list, bad := parseBanks("62:大行、6228：农业银行，x:错、6217:邮政储蓄银行")
	if bad != 1 || len(list) != 3 {
		t.Fatalf("%v %d", list, bad)
	}
	for account, want := range map[string]string{"6228480001": "农业银行", "6217990001": "邮政储蓄银行", "6200000001": "大行", "9558": otherBank, "": otherBank} {
		if got := bankOf(list, account); got != want {
			t.Errorf("%s…: %s, want %s", account[:min(4, len(account))], got, want)
		}
	}
	for _, d := range Definitions() {
		if got, err := d.Clean(d.Default); err != nil || got != d.Default {
			t.Errorf("%s: its own default: %q %v", d.Name, got, err)
		}
		if _, err := d.Clean("不对"); err == nil {
			t.Errorf("%s takes anything", d.Name)
		}
	}
}

// TestOught reckons what a standard makes of a quantity, which has the months
// of a quarter in it, and what a monthly approved amount makes of a period.
func TestOught(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ fen, quantity, want int64 }{{100, 1000, 100}, {5000, 3000, 15000}, {100, 2500, 250}, {1001, 1700, 1702}} {
		if got := ought(c.fen, c.quantity); int64(got) != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
	from := period.Date(2026, 7, 1)
	for _, c := range []struct {
		unit string
		to   period.Day
		want int64
	}{{"人月", period.Date(2026, 7, 31), 1}, {"人月", period.Date(2026, 9, 30), 3}, {"户年", period.Date(2026, 12, 31), 1}, {"一次", from, 1}} {
		if got := months(c.unit, from, c.to); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
