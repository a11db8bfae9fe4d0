package casework

import (
	"slices"
	"strings"
	"testing"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// What may be done, written down from the rules and not from the program:
// state, action, next state, roles, and the approval that is asked for ("?"),
// agreed to ("+") or refused ("-").
const clueLife = `
registered       assign_propose  assign_proposed  case_management              ?clue.assign
assign_proposed  assign_approve  assign_approved  head                         +clue.assign
assign_proposed  assign_refuse   registered       head                         -clue.assign
assign_approved  take            assigned         supervision
assign_approved  reassign_ask    assign_approved  case_management,supervision  ?clue.reassign
assign_approved  reassign_agree  assign_approved  head                         +clue.reassign
assign_approved  reassign_refuse assign_approved  head                         -clue.reassign
assigned         propose         proposed         supervision                  ?clue.opinion
assigned         reassign_ask    assigned         case_management,supervision  ?clue.reassign
assigned         reassign_agree  assign_approved  head                         +clue.reassign
assigned         reassign_refuse assigned         head                         -clue.reassign
assigned         return_ask      assigned         supervision                  ?clue.return
assigned         return_agree    registered       head                         +clue.return
assigned         return_refuse   assigned         head                         -clue.return
returned         propose         proposed         supervision                  ?clue.opinion
returned         reassign_ask    returned         case_management,supervision  ?clue.reassign
returned         reassign_agree  assign_approved  head                         +clue.reassign
returned         reassign_refuse returned         head                         -clue.reassign
returned         return_ask      returned         supervision                  ?clue.return
returned         return_agree    registered       head                         +clue.return
returned         return_refuse   returned         head                         -clue.return
proposed         approve         approved         head                         +clue.opinion
proposed         hold            held             head                         +clue.opinion
proposed         end             closed           head                         +clue.opinion
proposed         return          returned         head                         -clue.opinion
approved         talk_plan       talk_plan        supervision                  ?clue.talk_plan
approved         verify_plan     verify_plan      supervision                  ?clue.verify_plan
approved         open            filed            supervision
approved         reassign_ask    approved         case_management,supervision  ?clue.reassign
approved         reassign_agree  assign_approved  head                         +clue.reassign
approved         reassign_refuse approved         head                         -clue.reassign
talk_plan        talk_approve    talk_approved    head                         +clue.talk_plan
talk_plan        talk_refuse     approved         head                         -clue.talk_plan
talk_approved    talk_send       talk_sent        supervision
talk_approved    talk_held       talk_replied     supervision
talk_sent        talk_reply      talk_replied     supervision
talk_replied     talk_report     talk_reported    supervision                  ?clue.talk_report
talk_reported    talk_clear      closed           head                         +clue.talk_report
talk_reported    talk_measure    closed           head                         +clue.talk_report
talk_reported    talk_again      approved         head                         +clue.talk_report
talk_reported    talk_verify     approved         head                         +clue.talk_report
talk_reported    talk_return     talk_replied     head                         -clue.talk_report
verify_plan      secretary       verify_plan      supervision
verify_plan      verify_approve  verify_approved  head                         +clue.verify_plan
verify_plan      verify_refuse   approved         head                         -clue.verify_plan
verify_approved  verify_start    verify_running   supervision
verify_running   verify_team     verify_running   supervision
verify_running   verify_draft    verify_running   supervision
verify_running   verify_sign     verify_running   supervision
verify_running   verify_report   verify_reported  supervision                  ?clue.verify_report
verify_reported  verify_file     approved         head                         +clue.verify_report
verify_reported  verify_end      closed           head                         +clue.verify_report
verify_reported  verify_talk     closed           head                         +clue.verify_report
verify_reported  verify_hold     held             head                         +clue.verify_report
verify_reported  verify_party    closed           head                         +clue.verify_report
verify_reported  verify_return   verify_running   head                         -clue.verify_report
held             reopen          assigned         supervision,case_management
filed            conclude        closed           supervision,trial,head
filed            unfile          returned         supervision
closed           clarify_ask     closed           supervision                  ?clue.clarify
closed           clarify_agree   closed           head                         +clue.clarify
closed           clarify_refuse  closed           head                         -clue.clarify
closed           clarify_done    closed           supervision
closed           clarify_back    closed           supervision,head
`

const caseLife = `
proposed       file_ask         proposed       supervision                  ?case.file
proposed       file_approve     filed          head                         +case.file
proposed       file_refuse      proposed       head                         -case.file
proposed       drop             cancelled      supervision
filed          investigate      investigating  supervision
investigating  to_trial         to_trial       supervision
to_trial       trial_accept     trial_accepted trial
to_trial       supplement       supplement     trial
supplement     to_trial         to_trial       supervision
trial_accepted trial_start      trial          trial
trial_accepted supplement       supplement     trial
trial          supplement       supplement     trial
trial          sanction_ask     sanction       trial                        ?case.sanction
sanction       sanction_approve announced      head                         +case.sanction
sanction       sanction_return  trial          head                         -case.sanction
announced      announce         executing      supervision,trial
executing      execute          executing      supervision
executing      archive          archived       supervision,case_management
executing      appeal           appealed       case_management,trial
archived       appeal           appealed       case_management,trial
cancelled      open             proposed       supervision                  ?case.file
transferred    archive          archived       supervision,case_management
appealed       appeal_propose   appealed       trial                        ?case.appeal
appealed       appeal_uphold    executing      head                         +case.appeal
appealed       appeal_change    trial          head                         +case.appeal
appealed       appeal_return    appealed       head                         -case.appeal
`

// Steps that leave a matter in its state, and the states in which they can be taken.
const clueLoops = `
evidence       supervision                   assigned proposed returned approved talk_plan talk_approved talk_sent talk_replied talk_reported verify_plan verify_approved verify_running verify_reported held filed
quarter        supervision                   assigned proposed returned approved talk_plan talk_approved talk_sent talk_replied talk_reported verify_plan verify_approved verify_running verify_reported held filed
slander_ask    supervision ?clue.slander     assigned proposed returned approved talk_plan talk_approved talk_sent talk_replied talk_reported verify_plan verify_approved verify_running verify_reported held filed closed
slander_agree  head        +clue.slander     assigned proposed returned approved talk_plan talk_approved talk_sent talk_replied talk_reported verify_plan verify_approved verify_running verify_reported held filed closed
slander_refuse head        -clue.slander     assigned proposed returned approved talk_plan talk_approved talk_sent talk_replied talk_reported verify_plan verify_approved verify_running verify_reported held filed closed
`

const caseLoops = `
paid            supervision                investigating supplement to_trial trial_accepted trial sanction announced executing appealed archived
giveback        supervision                investigating supplement to_trial trial_accepted trial sanction announced executing appealed archived
void_ask        supervision ?case.return_void investigating supplement to_trial trial_accepted trial sanction announced executing appealed archived transferred cancelled
void            head        +case.return_void investigating supplement to_trial trial_accepted trial sanction announced executing appealed archived transferred cancelled
void_refuse     head        -case.return_void investigating supplement to_trial trial_accepted trial sanction announced executing appealed archived transferred cancelled
cancel_ask      supervision ?case.cancel   filed investigating supplement
cancel          head        +case.cancel   filed>cancelled investigating>cancelled supplement>cancelled
cancel_refuse   head        -case.cancel   filed investigating supplement
transfer_ask    trial       ?case.transfer trial announced executing
transfer        head        +case.transfer trial>transferred announced>transferred executing>transferred
transfer_refuse head        -case.transfer trial announced executing
`

// want is one thing that may be done.
type want struct {
	to       string
	roles    []string
	approval string
}

func life(t *testing.T, lines, loops string) map[string]map[Action]want {
	t.Helper()
	out := map[string]map[Action]want{}
	put := func(state, action string, w want) {
		if out[state] == nil {
			out[state] = map[Action]want{}
		}
		if _, twice := out[state][Action(action)]; twice {
			t.Errorf("%s of %s is written twice", action, state)
		}
		out[state][Action(action)] = w
	}
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		f := append(strings.Fields(line), "")
		put(f[0], f[1], want{f[2], strings.Split(f[3], ","), f[4]})
	}
	for line := range strings.Lines(strings.TrimSpace(loops)) {
		f := strings.Fields(line)
		approval, states := "", f[2:]
		if strings.ContainsAny(f[2][:1], "?+-") {
			approval, states = f[2], f[3:]
		}
		for _, s := range states {
			from, to, moves := strings.Cut(s, ">")
			if !moves {
				to = from
			}
			put(from, f[0], want{to, []string{f[1]}, approval})
		}
	}
	return out
}

func TestEveryTransitionOfAClue(t *testing.T) {
	walk(t, clues, life(t, clueLife, clueLoops), ClueStates())
}

func TestEveryTransitionOfACase(t *testing.T) {
	walk(t, cases, life(t, caseLife, caseLoops), CaseStates())
}

// walk takes every action in every state as every role, and as nobody: what is
// written down is allowed and leads where it says, and nothing else is.
func walk(t *testing.T, m table, may map[string]map[Action]want, states []Choice) {
	actions := map[Action]bool{}
	for _, of := range []map[string]map[Action]want{life(t, clueLife, clueLoops), life(t, caseLife, caseLoops)} {
		for _, steps := range of {
			for a := range steps {
				actions[a] = true
			}
		}
	}
	for _, steps := range m {
		for a := range steps {
			if !actions[a] {
				t.Errorf("%s is written down nowhere", a)
			}
		}
	}
	names := []string{"", "no such state"}
	for _, s := range states {
		names = append(names, s.Value)
	}
	for s := range m {
		if !slices.Contains(names, s) {
			t.Errorf("%s has no words", s)
		}
	}
	tried := 0
	for _, state := range names {
		for a := range actions {
			w, known := may[state][a]
			for _, role := range append([]actor.Role{"", "no such role"}, actor.Roles...) {
				tried++
				r, err := m.next(state, a, role)
				switch {
				case !known:
					if !fault.Is(err, fault.Conflict) {
						t.Errorf("%s in %s by %s: %v, want a conflict", a, state, role, err)
					}
				case !slices.Contains(w.roles, string(role)):
					if !fault.Is(err, fault.Forbidden) {
						t.Errorf("%s in %s by %s: %v, want it forbidden", a, state, role, err)
					}
				case err != nil || r.to != w.to || approvalOf(r) != w.approval:
					t.Errorf("%s in %s by %s: to %s with %q, %v; want %s with %q", a, state, role, r.to, approvalOf(r), err, w.to, w.approval)
				}
			}
		}
	}
	t.Logf("%d steps tried", tried)
}

func approvalOf(r rule) string {
	switch {
	case r.asks != "":
		return "?" + r.asks
	case r.decides != "" && r.agree:
		return "+" + r.decides
	case r.decides != "":
		return "-" + r.decides
	}
	return ""
}

// TestNobodyDecidesWhatTheirRoleAsks: whoever may ask for an approval is not
// of the role that gives it.
func TestNobodyDecidesWhatTheirRoleAsks(t *testing.T) {
	for name, m := range map[string]table{"clue": clues, "case": cases} {
		asked := map[string][]actor.Role{}
		for _, steps := range m {
			for _, r := range steps {
				if r.asks != "" {
					asked[r.asks] = append(asked[r.asks], r.by...)
				}
			}
		}
		for state, steps := range m {
			for a, r := range steps {
				for _, role := range r.by {
					if r.decides != "" && slices.Contains(asked[r.decides], role) {
						t.Errorf("%s: %s in %s is decided by %s, who asks for it", name, a, state, role)
					}
				}
				if r.decides != "" && r.decides != KindFile && len(asked[r.decides]) == 0 {
					t.Errorf("%s: nobody asks for what %s decides", name, a)
				}
			}
		}
	}
}
