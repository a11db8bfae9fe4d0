package livelihood

import (
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// TestEveryStepOfEveryState walks the whole table: what is not named here is
// refused, with words for who tried.
func TestEveryStepOfEveryState(t *testing.T) {
	roles := append([]actor.Role{""}, actor.Roles...)
	actions := []Action{ActRemedy, ActAsk, ActAgree, ActRefuse, ActMet, ActUnmet, ActReassign, actGone, actWithdrawn, actBack, actJudged}
	want := map[string]string{
		model.LivelihoodOpen:      "remedy:bureau_officer=remedied ask:bureau_officer=asking reassign:supervision=open gone:=met withdrawn:=withdrawn judged:=not_needed",
		model.LivelihoodReopened:  "remedy:bureau_officer=remedied ask:bureau_officer=asking reassign:supervision=reopened gone:=met withdrawn:=withdrawn judged:=not_needed",
		model.LivelihoodRemedied:  "visit_met:supervision=met visit_met:town_inspector=met visit_not:supervision=reopened visit_not:town_inspector=reopened gone:=met withdrawn:=withdrawn judged:=not_needed",
		model.LivelihoodAsking:    "agree:supervision=not_needed refuse:supervision=open gone:=met withdrawn:=withdrawn judged:=not_needed",
		model.LivelihoodMet:       "back:=reopened",
		model.LivelihoodWithdrawn: "back:=reopened",
		model.LivelihoodNotNeeded: "",
	}
	if len(want) != len(States()) || len(want) != len(machine) {
		t.Errorf("%d states here, %d in words, %d in the table", len(want), len(States()), len(machine))
	}
	for state, line := range want {
		allowedHere := map[string]string{}
		for _, s := range strings.Fields(line) {
			key, to, _ := strings.Cut(s, "=")
			allowedHere[key] = to
		}
		for _, a := range actions {
			for _, r := range roles {
				to, err := next(state, a, r)
				key := string(a) + ":" + string(r)
				if err == nil != (allowedHere[key] != "") || err == nil && to != allowedHere[key] {
					t.Errorf("%s %s by %q: %q %v, want %q", state, a, r, to, err, allowedHere[key])
				}
				if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Forbidden) {
					t.Errorf("%s %s by %q: %v", state, a, r, err)
				}
			}
		}
	}
}

func TestEveryKindHasAModelAnOwnerAndWays(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range kinds {
		for _, m := range k.models {
			if seen[m] {
				t.Errorf("%s has two kinds", m)
			}
			seen[m] = true
		}
		if k.bureau == "" || k.days <= 0 || len(k.ways) < 2 || k.result == "" || k.unit == "" {
			t.Errorf("%+v", k)
		}
	}
	if len(seen) != 8 {
		t.Errorf("%d models of Q01–Q08", len(seen))
	}
	for _, a := range []Action{ActRemedy, ActAsk, ActAgree, ActRefuse, ActMet, ActUnmet, ActReassign, actMade, actGone, actWithdrawn, actBack, actJudged} {
		if ActionText(string(a)) == string(a) {
			t.Errorf("%s has no words", a)
		}
	}
	got := years("2015:2855、2016:2952，坏的, 2017:x；2018:2995")
	if len(got) != 3 || got[2016] != 295200 {
		t.Errorf("%v", got)
	}
	for _, d := range Definitions() {
		if v, err := d.Clean(d.Default); err != nil || v != d.Default {
			t.Errorf("%s: %q %v", d.Name, v, err)
		}
	}
	for v, clean := range map[string]func(string) (string, error){"0": workdays, "251": workdays, "十": workdays, "局": bureauName, "民政局、水利局": bureauName} {
		if _, err := clean(v); fault.Of(err).Fields["value"] == "" {
			t.Errorf("%q passes", v)
		}
	}
}
