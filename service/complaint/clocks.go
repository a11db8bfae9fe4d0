package complaint

import (
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
)

// clockRule is which clocks a step ends and starts.
type clockRule struct {
	stop  []timer.Kind
	start []timer.Kind
	all   bool // ends whatever runs, before it starts what it starts
}

var (
	outside = []timer.Kind{timer.OutsideTell, timer.OutsideDone}
	appeals = []timer.Kind{timer.Review, timer.Recheck, timer.PartyReview}
)

// clockRules are the clocks of domain guide §6.4 that run on a petition. T1,
// the telling of acceptance, is not here: it ends when the reporter was told
// (see tells).
//
// What is another organ's takes two clocks, one of each side (检规§16: pass it on
// in time; whoever receives it finishes taking it up, or passing it on, within 5
// working days). Ours is T0: before somebody has sorted a petition nobody can know
// whose it is, and the transfer is how its sorting ends, so that from receipt to
// transfer runs the clock of sorting, by its standard the same 5 working days
// that the rules on supervision give for passing on. The receiver's is T3: it
// counts from the transfer, which here is its receipt too: nobody is late with
// what lay on somebody else's desk. It ends when the receiver records that it has
// taken it up, or the petition office does for an organ outside. What was accepted
// here first and is transferred later counts the same, from its transfer.
var clockRules = map[Action]clockRule{
	"receive":           {start: []timer.Kind{timer.Screen}},
	ActAccept:           {stop: []timer.Kind{timer.Screen}},
	ActReject:           {stop: []timer.Kind{timer.Screen}},
	ActDuplicate:        {all: true}, // but T1, see stops
	ActTransfer:         {stop: []timer.Kind{timer.Screen}, start: []timer.Kind{timer.Transfer}},
	ActTransferOther:    {stop: []timer.Kind{timer.Screen}, start: []timer.Kind{timer.Transfer}},
	ActReceiveLower:     {stop: []timer.Kind{timer.Transfer}},
	ActForward:          {stop: []timer.Kind{timer.Screen}, start: outside},
	ActForwardResult:    {stop: outside, start: []timer.Kind{timer.TellResult}},
	ActSealUp:           {all: true, start: []timer.Kind{timer.ReportUp}},
	ActSuggestion:       {stop: []timer.Kind{timer.Screen}},
	ActSuggestionAnswer: {all: true},
	ActAppeal:           {stop: []timer.Kind{timer.Screen}}, // and starts the clock of its kind
	ActAppealDecide:     {stop: appeals, start: []timer.Kind{timer.TellResult}},
	ActGiveBack:         {stop: []timer.Kind{timer.Transfer}, start: []timer.Kind{timer.Screen}},
	ActClose:            {stop: []timer.Kind{timer.Transfer}, start: []timer.Kind{timer.TellResult}},
	ActResult:           {start: []timer.Kind{timer.TellResult}},
	ActFeedback:         {all: true},
	ActArchive:          {all: true},
	ActWithdraw:         {all: true},
	ActReopen:           {stop: slices.Concat(outside, appeals, []timer.Kind{timer.TellResult, timer.Transfer})}, // T0 again when it is sorted again
}

// tells are the steps whose words answer whether a petition is taken up. They
// end T1 at once for whoever reads the page; for the others ActNotify does.
var tells = []Action{ActAccept, ActReject, ActTransfer, ActTransferOther, ActForward, ActSuggestion, ActAppeal}

// stops is which clocks a step ends: those given, or whatever runs. p is the row
// as the step left it. It is a pure rule.
//
// A merged petition is handled along with another, so that nothing of it waits
// any more but the telling: whoever reported under a name for the first time is
// told that it was taken in (检规§26), by the page at once, else by a person.
// T1 runs until then. A repeat of the same reporter is not told again.
func stops(p model.Petition, d deed) (kinds []timer.Kind, all bool) {
	r := clockRules[d.act]
	switch {
	case d.act == ActDuplicate && !readsPage(p) && !d.repeat:
		return slices.DeleteFunc(timer.Kinds(), func(k timer.Kind) bool { return k == timer.TellAccepted }), false
	case r.all:
		return nil, true
	case d.act == ActNotify || slices.Contains(tells, d.act) && readsPage(p):
		return append(slices.Clone(r.stop), timer.TellAccepted), false
	}
	return r.stop, false
}

// untold reports whether the reporter of a merged petition has still to be told,
// by a person, that it was taken in.
func untold(p model.Petition) bool {
	return p.State == model.PetitionDuplicate && p.RepeatOf == 0 && p.AnsweredAt == nil && !readsPage(p)
}

// tick ends and starts the clocks of a step inside tx. p is the row as the step
// left it.
func tick(tx *gorm.DB, p model.Petition, d deed) error {
	ref := timer.Ref{Object: model.ObjectPetition, ID: p.ID}
	start := slices.Concat(clockRules[d.act].start, d.start)
	if d.act == ActReopen && p.State == model.PetitionScreening {
		start = append(start, timer.Screen)
	}
	switch stop, all := stops(p, d); {
	case all:
		if err := timer.Stop(tx, ref, d.at); err != nil {
			return err
		}
	case len(stop) > 0:
		if err := timer.Stop(tx, ref, d.at, stop...); err != nil {
			return err
		}
	}
	from := d.from
	if from == 0 {
		from = period.Here(d.at)
	}
	for _, k := range start {
		if err := timer.Start(tx, d.book, ref, k, from, d.at); err != nil {
			return err
		}
	}
	return nil
}

// settle takes back the requests that a moved petition leaves nothing to decide
// about.
func settle(tx *gorm.DB, p model.Petition, from string, d deed) error {
	if p.State == from {
		return nil
	}
	return approval.Withdraw(tx, d.at, model.ObjectPetition, p.ID, ApprovalReturn, ApprovalAppeal)
}

// The clocks as conditions and orders of SQL on petitions.
const (
	runs      = "timers.object = 'petition' AND timers.running = 1"
	dueBefore = "petitions.id IN (SELECT timers.object_id FROM timers WHERE " + runs + " AND timers.due_at <= ?)"
	resultDue = "petitions.id IN (SELECT timers.object_id FROM timers WHERE " + runs + " AND timers.kind = 'T2')"
	earliest  = "COALESCE((SELECT MIN(timers.due_at) FROM timers WHERE timers.object_id = petitions.id AND " + runs + "), '9999-12-31')"
	toTell    = "petitions.id IN (SELECT timers.object_id FROM timers WHERE " + runs + " AND timers.kind = 'T1')"
	stillRuns = "petitions.id IN (SELECT timers.object_id FROM timers WHERE " + runs + ")"
)
