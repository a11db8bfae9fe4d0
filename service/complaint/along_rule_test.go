package complaint

import (
	"slices"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/timer"
)

// TestWhatAMergingStops holds the rule about T1 for every channel and mode.
func TestWhatAMergingStops(t *testing.T) {
	told := time.Now()
	for name, c := range map[string]struct {
		channel, mode string
		repeat, runs  bool
	}{
		"a letter under a name":       {model.ChannelLetter, model.ReporterRealClaimed, false, true},
		"a visit, verified":           {model.ChannelVisit, model.ReporterRealVerified, false, true},
		"a call under a name":         {model.ChannelCall, model.ReporterRealClaimed, false, true},
		"the same writer again":       {model.ChannelLetter, model.ReporterRealClaimed, true, false},
		"by the page":                 {model.ChannelH5, model.ReporterRealClaimed, false, false},
		"by WeChat":                   {model.ChannelWechat, model.ReporterRealVerified, false, false},
		"a letter without a name":     {model.ChannelLetter, model.ReporterAnonymous, false, false},
		"the same person by the page": {model.ChannelWechat, model.ReporterRealVerified, true, false},
	} {
		p := model.Petition{State: model.PetitionDuplicate, Channel: c.channel, Mode: c.mode}
		kinds, all := stops(p, deed{act: ActDuplicate, repeat: c.repeat})
		if runs := !all && !slices.Contains(kinds, timer.TellAccepted); runs != c.runs || !all && len(kinds) != len(timer.Kinds())-1 {
			t.Errorf("%s: T1 runs on %v, stops %v", name, runs, kinds)
		}
		if c.repeat {
			p.RepeatOf = 1
		}
		if untold(p) != c.runs {
			t.Errorf("%s: untold %v", name, untold(p))
		}
		if p.AnsweredAt = &told; untold(p) {
			t.Errorf("%s: told, and untold", name)
		}
	}
	p := model.Petition{State: model.PetitionAccepted, Channel: model.ChannelLetter, Mode: model.ReporterRealClaimed}
	if kinds, all := stops(p, deed{act: ActAccept}); all || slices.Contains(kinds, timer.TellAccepted) {
		t.Errorf("an acceptance that nobody was told of stops %v", kinds)
	}
	if kinds, all := stops(p, deed{act: ActNotify}); all || !slices.Contains(kinds, timer.TellAccepted) {
		t.Errorf("the telling stops %v", kinds)
	}
}

// TestWhatAMergedReporterMay holds the rule for every state of the kept one.
func TestWhatAMergedReporterMay(t *testing.T) {
	p := model.Petition{ID: 2, State: model.PetitionDuplicate, DuplicateOf: 1}
	for state := range machine {
		lead := model.Petition{ID: 1, State: state}
		can := mayAlong(p, lead, RoleReporter)
		rate, object := state == model.PetitionFeedback, state == model.PetitionFeedback || state == model.PetitionNotified
		if can[ActRate] != rate || can[ActObjection] != object || !can[ActAdd] {
			t.Errorf("%s: rate %v, object %v", state, can[ActRate], can[ActObjection])
		}
		if (ready(p, lead, ActRate) == nil) != rate || (ready(p, lead, ActObjection) == nil) != object {
			t.Errorf("%s: ready %v %v", state, ready(p, lead, ActRate), ready(p, lead, ActObjection))
		}
		if meaningAlong(p, lead) == "" {
			t.Errorf("%s has no words", state)
		}
		own := model.Petition{ID: 3, State: state}
		if state != model.PetitionDuplicate && len(mayAlong(own, own, RoleReporter)) != len(allowed(state, RoleReporter)) {
			t.Errorf("%s: narrowed for a petition of its own", state)
		}
	}
}
