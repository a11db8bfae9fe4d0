package complaint

import (
	"slices"
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

func TestMachineWalks(t *testing.T) {
	petition, town := actor.RolePetition, actor.RoleTownInspector
	for name, walk := range map[string][]struct {
		act  Action
		by   actor.Role
		want string
	}{
		"to a clue and a result": {
			{ActClaim, petition, model.PetitionScreening}, {ActAccept, petition, model.PetitionAccepted}, {ActClue, petition, model.PetitionLinkedClue},
			{ActAdd, RoleReporter, model.PetitionLinkedClue}, {ActClose, petition, model.PetitionClosed}, {ActRate, RoleReporter, model.PetitionClosed},
		},
		"more is needed": {
			{ActClaim, petition, model.PetitionScreening}, {ActNeedInfo, petition, model.PetitionNeedInfo}, {ActAdd, RoleReporter, model.PetitionScreening},
			{ActReject, petition, model.PetitionRejected}, {ActReopen, petition, model.PetitionScreening},
		},
		"through the town": {
			{ActClaim, petition, model.PetitionScreening}, {ActTransfer, petition, model.PetitionTransferredDown}, {ActAnswer, town, model.PetitionTransferredDown},
			{ActGiveBack, town, model.PetitionScreening}, {ActTransfer, petition, model.PetitionTransferredDown}, {ActClose, town, model.PetitionClosed},
			{ActReopen, petition, model.PetitionScreening},
		},
		"to a bureau": {
			{ActClaim, petition, model.PetitionScreening}, {ActForward, petition, model.PetitionForwarded}, {ActClose, petition, model.PetitionClosed},
		},
		"taken back": {{ActAdd, RoleReporter, model.PetitionReceived}, {ActWithdraw, RoleReporter, model.PetitionWithdrawn}},
	} {
		state := model.PetitionReceived
		for _, step := range walk {
			got, err := next(state, step.act, step.by)
			if err != nil || got != step.want {
				t.Fatalf("%s: %s from %s by %s: %s %v", name, step.act, state, step.by, got, err)
			}
			state = got
		}
	}
}

func TestMachineForbids(t *testing.T) {
	for name, c := range map[string]struct {
		state string
		act   Action
		by    actor.Role
		want  fault.Kind
	}{
		"accepting what nobody claimed":      {model.PetitionReceived, ActAccept, actor.RolePetition, fault.Conflict},
		"a clue before acceptance":           {model.PetitionScreening, ActClue, actor.RolePetition, fault.Conflict},
		"withdrawing after acceptance":       {model.PetitionAccepted, ActWithdraw, RoleReporter, fault.Conflict},
		"rating before the end":              {model.PetitionAccepted, ActRate, RoleReporter, fault.Conflict},
		"anything after withdrawal":          {model.PetitionWithdrawn, ActClaim, actor.RolePetition, fault.Conflict},
		"adding after withdrawal":            {model.PetitionWithdrawn, ActAdd, RoleReporter, fault.Conflict},
		"a town that triages":                {model.PetitionScreening, ActAccept, actor.RoleTownInspector, fault.Forbidden},
		"a town that closes what is not its": {model.PetitionAccepted, ActClose, actor.RoleTownInspector, fault.Forbidden},
		"a town that looks who it was":       {model.PetitionTransferredDown, ActIdentity, actor.RoleTownInspector, fault.Forbidden},
		"a head who closes":                  {model.PetitionAccepted, ActClose, actor.RoleHead, fault.Forbidden},
		"a reporter who closes":              {model.PetitionAccepted, ActClose, RoleReporter, fault.Forbidden},
		"the office withdraws":               {model.PetitionReceived, ActWithdraw, actor.RolePetition, fault.Forbidden},
		"a state that is none":               {"nonsense", ActClaim, actor.RolePetition, fault.Conflict},
	} {
		if _, err := next(c.state, c.act, c.by); !fault.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestMachineIsClosed holds the table against itself: every state has a word,
// every target is a state, and only the roles meant for petitions occur.
func TestMachineIsClosed(t *testing.T) {
	may := []actor.Role{actor.RolePetition, actor.RoleTownInspector, RoleReporter}
	for state, rules := range machine {
		if StateText(state) == "" {
			t.Errorf("%s has no word", state)
		}
		for act, r := range rules {
			if _, ok := machine[r.to]; r.to != "" && !ok {
				t.Errorf("%s leads from %s to %s, which is no state", act, state, r.to)
			}
			if ActionText(string(act)) == string(act) {
				t.Errorf("%s has no word", act)
			}
			for _, role := range r.by {
				if !slices.Contains(may, role) {
					t.Errorf("%s may %s", role, act)
				}
			}
		}
	}
	for _, s := range States() {
		if _, ok := machine[s.Value]; !ok {
			t.Errorf("%s is not in the machine", s.Value)
		}
		if meaning(model.Petition{State: s.Value}) == "" {
			t.Errorf("%s tells the reporter nothing", s.Value)
		}
	}
}
