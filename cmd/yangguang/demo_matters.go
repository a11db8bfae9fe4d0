package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"yangguang/service/account"
	"yangguang/service/casework"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
)

// matter is one sample petition with all that became of it. Every word of it is
// invented; what the accounts of the demonstration did is done through the same
// services as the pages use, at earlier days.
type matter struct {
	key     string
	days    int    // how many days ago it came in
	channel string // letter, visit or call as the office enters it; "" is the villager's own page
	told    string // what /demo/accounts says of its receipt; "" shows none
	draft   complaint.Draft
	steps   []step
}

// step is one thing done about a matter, a number of days ago.
type step struct {
	days int
	do   func(ctx context.Context, m *matters) error
}

// demoReceipt is a receipt with which a visitor may look up progress.
type demoReceipt struct {
	Number string `json:"number"`
	About  string `json:"about"`
}

// matters brings sample matters in. Its services have a clock of their own,
// which stands at the step that is being done.
type matters struct {
	at         time.Time
	asOf       period.Day
	calendar   *workday.Calendar
	complaints *complaint.Service
	casework   *casework.Service
	staff      map[string]actor.Actor
	receipts   map[string]complaint.Receipt
	titles     map[string]string // of clues
	recipient  int64             // of what is sealed up
	key        string            // of the matter whose step is being done
	nth        int               // of the step
}

// loadMatters makes the sample matters, so that no office page of the
// demonstration is empty.
func (d *demo) loadMatters(ctx context.Context) error {
	m := &matters{asOf: period.DayOf(d.state.AsOf, period.Shanghai), receipts: map[string]complaint.Receipt{}, titles: map[string]string{}}
	clock := func() time.Time { return m.at }
	var err error
	if m.complaints, m.casework, err = d.matterServices(clock); err != nil {
		return err
	}
	if m.calendar, err = d.parameters.Calendar(ctx); err != nil {
		return err
	}
	if m.staff, err = d.demoActors(ctx); err != nil {
		return err
	}
	if m.recipient, err = d.loadRecipient(ctx, m.staff["anquan"]); err != nil {
		return err
	}
	all := sampleMatters()
	for _, dated := range m.inOrder(all) {
		m.at, m.key, m.nth = dated.at, dated.key, dated.nth
		err := dated.do(ctx, m)
		if fault.Is(err, fault.Conflict) {
			continue // done before the first start was cut short
		}
		if err != nil {
			return fmt.Errorf("%s, step %d: %w", dated.key, dated.nth, err)
		}
	}
	d.state.Receipts = nil
	for _, one := range all {
		if one.told != "" {
			d.state.Receipts = append(d.state.Receipts, demoReceipt{m.receipts[one.key].Number, one.told})
		}
	}
	return nil
}

// datedStep is a step at its moment.
type datedStep struct {
	at  time.Time
	key string
	nth int
	do  func(ctx context.Context, m *matters) error
}

// inOrder spreads the steps of all matters over the days, the earliest first:
// numbers and the audit chain then run as they would have.
func (m *matters) inOrder(all []matter) []datedStep {
	var out []datedStep
	for i, one := range all {
		steps := append([]step{{one.days, receiving(one)}}, one.steps...)
		for n, s := range steps {
			// Villagers write on any day, but then a weekend's report could follow its own answer.
			day := m.workdayBy(m.asOf - period.Day(s.days))
			at := day.Start(period.Shanghai).Add(8*time.Hour + time.Duration(i*3+n*12)*time.Minute).UTC()
			out = append(out, datedStep{at, one.key, n, s.do})
		}
	}
	slices.SortStableFunc(out, func(a, b datedStep) int { return a.at.Compare(b.at) })
	return out
}

// workdayBy is the last working day up to day.
func (m *matters) workdayBy(day period.Day) period.Day {
	for {
		if working, _ := m.calendar.Working(day); working {
			return day
		}
		day--
	}
}

func receiving(one matter) func(ctx context.Context, m *matters) error {
	return func(ctx context.Context, m *matters) (err error) {
		draft := one.draft
		draft.Token = "demo/" + one.key
		if one.channel == "" {
			m.receipts[one.key], err = m.complaints.Submit(ctx, actor.Actor{Kind: actor.Guest}, &draft)
			return err
		}
		e := complaint.Entry{Draft: draft, Channel: one.channel, ReceivedOn: period.DayOf(m.at, period.Shanghai).String()}
		m.receipts[one.key], err = m.complaints.Enter(ctx, m.staff["xinfang"], &e)
		return err
	}
}

// demoActors are the demonstration's accounts as actors.
func (d *demo) demoActors(ctx context.Context) (map[string]actor.Actor, error) {
	out := map[string]actor.Actor{}
	for _, s := range demoStaff {
		id, err := d.accounts.Find(ctx, actor.Sys("demo"), s.Login)
		if err != nil {
			return nil, err
		}
		out[s.Login] = actorOf(s, id)
	}
	return out, nil
}

func actorOf(s account.Draft, id int64) actor.Actor {
	return actor.Actor{Kind: actor.Staff, StaffID: id, Role: s.Role, Name: s.Name, Division: s.Division, Bureau: s.Bureau}
}

// petition is the matter's petition as an account sees it now.
func (m *matters) petition(ctx context.Context, login string) (complaint.Detail, error) {
	return m.complaints.Open(ctx, m.staff[login], m.receipts[m.key].ID)
}

// decides is a step of the petition office or of the town.
func decides(days int, login string, d complaint.Decision) step {
	return step{days, func(ctx context.Context, m *matters) error {
		p, err := m.petition(ctx, login)
		if err != nil {
			return err
		}
		if !p.Can[d.Action] {
			return fault.New(fault.Conflict, "这一步已经办过")
		}
		d := d
		d.Version, d.Token = p.Version, fmt.Sprintf("demo/%s/%d", m.key, m.nth)
		if d.Duplicate != "" {
			if d.Duplicate, err = m.numberOf(ctx, d.Duplicate); err != nil {
				return err
			}
		}
		return m.complaints.Decide(ctx, m.staff[login], p.ID, d)
	}}
}

func (m *matters) numberOf(ctx context.Context, key string) (string, error) {
	p, err := m.complaints.Open(ctx, m.staff["xinfang"], m.receipts[key].ID)
	return p.Number, err
}

func claimed(days int) step {
	return decides(days, "xinfang", complaint.Decision{Action: complaint.ActClaim})
}

// reporterDoes is a step of whoever sent the matter, by its receipt.
func reporterDoes(days int, do func(ctx context.Context, m *matters, h complaint.Handle) error) step {
	return step{days, func(ctx context.Context, m *matters) error {
		return do(ctx, m, complaint.Handle{Slip: m.complaints.Slip(m.receipts[m.key].Number)})
	}}
}

func adds(days int, words string) step {
	return reporterDoes(days, func(ctx context.Context, m *matters, h complaint.Handle) error {
		return m.complaints.Add(ctx, guestActor, h, &complaint.Addition{Token: fmt.Sprintf("demo/%s/%d", m.key, m.nth), Text: seal.NewSecret(words)})
	})
}

var guestActor = actor.Actor{Kind: actor.Guest}

// becomesClue makes a clue of the matter.
func becomesClue(days int, title string) step {
	return step{days, func(ctx context.Context, m *matters) error {
		m.titles[m.key] = title
		return decides(days, "xinfang", complaint.Decision{Action: complaint.ActClue, Title: seal.NewSecret(title)}).do(ctx, m)
	}}
}
