package complaint

import (
	"slices"
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// The law of the machine, written down a second time and by action: who may
// take it, with which approval (after "!"), from which states and to where.
// "=" keeps the state. It is read from domain guide §6.3 and shares nothing with
// the table it is held against.
const law = `
claim             petition: received>screening screening= need_info= accepted= returned=
accept            petition: screening>accepted need_info>accepted
reject            petition: screening>rejected need_info>rejected returned>rejected
notify            petition: rejected>notified forwarded>notified duplicate= accepted= transferred_town= transferred_other= suggestion= appeal= handed_over= returned= linked_clue=
duplicate         petition: screening>duplicate need_info>duplicate
transfer          petition: screening>transferred_town need_info>transferred_town accepted>transferred_town returned>transferred_town
transfer_other    petition: screening>transferred_other need_info>transferred_other accepted>transferred_other returned>transferred_other
receive_lower     town_inspector: transferred_town=
receive_lower     petition: transferred_other=
forward           petition: screening>forwarded need_info>forwarded accepted>forwarded returned>forwarded
forward_result    petition: forwarded>closed notified>closed
seal_up           petition: received>sealed_up screening>sealed_up need_info>sealed_up accepted>sealed_up
own_head          petition: received= screening= need_info= accepted=
suggestion        petition: screening>suggestion need_info>suggestion
suggestion_answer petition: suggestion>answered
appeal            petition: screening>appeal need_info>appeal
appeal_ask        petition: appeal=
appeal_decide     head!petition.appeal: appeal>closed
need_info         petition: screening>need_info need_info>need_info
hand_over         petition: accepted>handed_over returned>handed_over
return_ask        supervision: handed_over=
return            head!petition.return: handed_over>returned
give_back         petition,town_inspector: transferred_town>screening
give_back         petition: transferred_other>screening
answer            petition: screening= need_info= rejected= notified= duplicate= forwarded= transferred_other= suggestion= answered= appeal= accepted= handed_over= returned= linked_clue= closed= feedback= archived= objection=
answer            petition,town_inspector: transferred_town=
clue              petition: accepted>linked_clue returned>linked_clue
clue              supervision: handed_over>linked_clue
close             petition: accepted>closed returned>closed transferred_other>closed linked_clue>closed
close             petition,town_inspector: transferred_town>closed
feedback          petition,town_inspector: closed>feedback
archive           petition,program: notified>archived answered>archived feedback>archived
objection         reporter,petition: notified>objection feedback>objection duplicate=
second_look       reporter: feedback>objection
explain           petition: objection>feedback|notified
reopen            petition: rejected>screening notified>screening duplicate>screening forwarded>screening suggestion>screening answered>screening appeal>screening accepted>screening returned>screening closed>screening feedback>screening archived>screening objection>screening|accepted
call_back         petition,head: feedback= archived=
verify            petition: screening= need_info= rejected= notified= duplicate= forwarded= transferred_town= transferred_other= suggestion= answered= appeal= accepted= handed_over= returned= linked_clue= closed= feedback= archived= objection=
identity          petition!petition.identity: screening= need_info= rejected= notified= duplicate= forwarded= transferred_town= transferred_other= suggestion= answered= appeal= accepted= handed_over= returned= linked_clue= closed= feedback= archived= objection=
supplement        reporter: received= screening= need_info>screening rejected= notified= duplicate= forwarded= transferred_town= transferred_other= suggestion= answered= appeal= accepted= handed_over= returned= linked_clue= closed= feedback= archived= objection=
withdraw          reporter: received>withdrawn screening>withdrawn need_info>withdrawn
rate              reporter: feedback= duplicate=
urge              reporter: received= screening= need_info= forwarded= transferred_town= transferred_other= suggestion= appeal= accepted= handed_over= returned= linked_clue= closed= objection=
recuse            reporter: received= screening= need_info= forwarded= transferred_town= transferred_other= suggestion= appeal= accepted= handed_over= returned= linked_clue= closed= objection=
join              reporter: received= screening= need_info= forwarded= transferred_town= transferred_other= suggestion= appeal= accepted= handed_over= returned= linked_clue= closed= objection=
extend            head!petition.extend: received= screening= need_info= notified= forwarded= transferred_town= transferred_other= suggestion= appeal= accepted= handed_over= returned= linked_clue= closed= objection=
`

// verdict is what the law says of one transition.
type verdict struct{ to, or, approval string }

type transition struct {
	state string
	act   Action
	role  actor.Role
}

// laws reads the text above; inStates are the states in which an action is
// possible for anybody.
func laws(t *testing.T) (says map[transition]verdict, inStates map[Action]map[string]bool) {
	t.Helper()
	says, inStates = map[transition]verdict{}, map[Action]map[string]bool{}
	for line := range strings.Lines(law) {
		left, right, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		words := strings.Fields(left)
		act := Action(words[0])
		roles, approval, _ := strings.Cut(words[1], "!")
		for _, move := range strings.Fields(right) {
			from, to, leads := strings.Cut(move, ">")
			from = strings.TrimSuffix(from, "=")
			v := verdict{to: from, approval: approval}
			if leads {
				v.to, v.or, _ = strings.Cut(to, "|")
			}
			if inStates[act] == nil {
				inStates[act] = map[string]bool{}
			}
			inStates[act][from] = true
			for role := range strings.SplitSeq(roles, ",") {
				says[transition{from, act, actor.Role(role)}] = v
			}
		}
	}
	return says, inStates
}

var allStates = []string{
	model.PetitionReceived, model.PetitionScreening, model.PetitionNeedInfo, model.PetitionRejected, model.PetitionNotified, model.PetitionDuplicate,
	model.PetitionForwarded, model.PetitionTransferredDown, model.PetitionTransferredOther, model.PetitionSealedUp, model.PetitionSuggestion,
	model.PetitionAnswered, model.PetitionAppeal, model.PetitionAccepted, model.PetitionHandedOver, model.PetitionReturned, model.PetitionLinkedClue,
	model.PetitionClosed, model.PetitionFeedback, model.PetitionArchived, model.PetitionObjection, model.PetitionWithdrawn, "nonsense", "",
}

// TestEveryTransitionOfAPetition walks every state with every action by every
// role, the reporter, the program and nobody included, with and without an
// approval, and holds what the machine says against the law above.
func TestEveryTransitionOfAPetition(t *testing.T) {
	says, inStates := laws(t)
	roles := append(slices.Clone(actor.Roles), RoleReporter, RoleProgram, "")
	acts := append(Actions(), "receive", ActResult, "nonsense")
	allowedOnes, walked := 0, 0
	for _, state := range allStates {
		for _, act := range acts {
			for _, role := range roles {
				walked++
				want, ok := says[transition{state, act, role}]
				got, err := leads(state, deed{act: act, role: role, approval: 1})
				switch {
				case ok && (err != nil || got != want.to):
					t.Errorf("%s from %q by %s: %q, %v; the law says %s", act, state, role, got, err, want.to)
				case !ok && err == nil:
					t.Errorf("%s from %q by %s leads to %s; the law forbids it", act, state, role, got)
				case !ok && inStates[act][state] && !fault.Is(err, fault.Forbidden):
					t.Errorf("%s from %q by %s is not theirs: %v", act, state, role, err)
				case !ok && !inStates[act][state] && !fault.Is(err, fault.Conflict):
					t.Errorf("%s from %q by %s is no step now: %v", act, state, role, err)
				}
				if allowed(state, role)[act] != ok {
					t.Errorf("%s from %q by %s: offered %v", act, state, role, !ok)
				}
				if !ok {
					continue
				}
				allowedOnes++
				if _, err := leads(state, deed{act: act, role: role}); (err == nil) != (want.approval == "") {
					t.Errorf("%s from %q without approval: %v", act, state, err)
				}
				if machine[state][act].approval != want.approval {
					t.Errorf("%s from %q takes %q, the law says %q", act, state, machine[state][act].approval, want.approval)
				}
				for _, to := range allStates {
					got, err := leads(state, deed{act: act, role: role, approval: 1, to: to})
					if may := to == "" || to == want.to || want.or != "" && to == want.or; (err == nil) != may || may && to != "" && got != to {
						t.Errorf("%s from %q to %q: %q %v", act, state, to, got, err)
					}
				}
			}
		}
	}
	if allowedOnes != len(says) || len(says) < 200 || walked != len(allStates)*len(acts)*len(roles) {
		t.Errorf("%d of %d transitions allowed, the law has %d", allowedOnes, walked, len(says))
	}
}

// TestEveryStateHasWordsAndAWayOut holds the table against itself: a word for
// every state and step, a coarse state and a meaning for the reporter, and a
// way on from every state that is not the end.
func TestEveryStateHasWordsAndAWayOut(t *testing.T) {
	if len(machine) != len(allStates)-2 || len(States()) != len(machine) {
		t.Errorf("%d states in the machine, %d in words, %d known", len(machine), len(States()), len(allStates)-2)
	}
	ends := []string{model.PetitionWithdrawn, model.PetitionSealedUp}
	for state, rules := range machine {
		p := model.Petition{State: state}
		if StateText(state) == "" || meaning(p) == "" || coarse(p) == "" {
			t.Errorf("%s has no words", state)
		}
		if (len(rules) == 0) != slices.Contains(ends, state) {
			t.Errorf("%s has %d ways on", state, len(rules))
		}
		for act, r := range rules {
			if _, ok := machine[r.to]; r.to != "" && !ok {
				t.Errorf("%s leads from %s to %s, which is no state", act, state, r.to)
			}
			if !slices.Contains(Actions(), act) || ActionText(string(act)) == string(act) {
				t.Errorf("%s has no word", act)
			}
		}
	}
}

// TestAVillagerSeesCoarseStatesOnly: whatever desk has it, and whatever became
// of it, seven words and no more.
func TestAVillagerSeesCoarseStatesOnly(t *testing.T) {
	at := model.Petition{}.ReceivedAt
	for state, want := range map[string]Coarse{
		model.PetitionReceived: "已接收", model.PetitionScreening: "已接收", model.PetitionNeedInfo: "已接收",
		model.PetitionAccepted: "已受理",
		model.PetitionRejected: "不属受理范围", model.PetitionForwarded: "不属受理范围", model.PetitionNotified: "不属受理范围",
		model.PetitionDuplicate: "办理中", model.PetitionTransferredDown: "办理中", model.PetitionTransferredOther: "办理中",
		model.PetitionSealedUp: "已按规定转交", model.PetitionSuggestion: "办理中", model.PetitionAppeal: "办理中", model.PetitionHandedOver: "办理中",
		model.PetitionReturned: "办理中", model.PetitionLinkedClue: "办理中", model.PetitionObjection: "办理中",
		model.PetitionClosed: "已办结", model.PetitionFeedback: "已办结", model.PetitionAnswered: "已办结", model.PetitionArchived: "已办结",
		model.PetitionWithdrawn: "已撤回",
	} {
		if got := coarse(model.Petition{State: state, ClosedAt: &at}); got != want {
			t.Errorf("%s is %s, want %s", state, got, want)
		}
	}
	if got := coarse(model.Petition{State: model.PetitionArchived}); got != CoarseNotOurs {
		t.Errorf("archived after a rejection: %s", got)
	}
}
