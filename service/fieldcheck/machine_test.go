package fieldcheck

import (
	"slices"
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// TestEveryStepOfEveryVisit: what is not in the table is not allowed, and only
// supervision reviews.
func TestEveryStepOfEveryVisit(t *testing.T) {
	t.Parallel()
	checks := []string{model.FieldOpen, model.FieldReturned, model.FieldArrived, model.FieldAccepted, model.FieldClosed}
	visits := []string{model.VisitArrived, model.VisitAccepted, model.VisitReturned, model.VisitAside}
	want := map[[2]string][]Action{}
	for _, c := range checks {
		want[[2]string{c, model.VisitArrived}] = []Action{ActAccept, ActAside}
	}
	want[[2]string{model.FieldArrived, model.VisitArrived}] = []Action{ActAccept, ActReturn, ActAside}
	want[[2]string{model.FieldAccepted, model.VisitAccepted}] = []Action{ActReturn}
	for _, c := range checks {
		for _, v := range visits {
			if got := allowed(c, v, actor.RoleSupervision, false); !slices.Equal(got, want[[2]string{c, v}]) {
				t.Errorf("%s, %s: %v", c, v, got)
			}
			if slices.Contains(allowed(c, v, actor.RoleSupervision, true), ActAccept) {
				t.Errorf("%s, %s: accepted by whoever wrote it down", c, v)
			}
			for _, role := range actor.Roles {
				if role != actor.RoleSupervision && len(allowed(c, v, role, false)) > 0 {
					t.Errorf("%s reviews", role)
				}
			}
			for _, a := range allowed(c, v, actor.RoleSupervision, false) {
				st, err := next(c, v, a, actor.RoleSupervision, false)
				if err != nil || text(visitStates, st.visit) == "" || st.check != "" && text(states, st.check) == "" {
					t.Errorf("%s, %s, %s: %+v %v", c, v, a, st, err)
				}
			}
		}
	}
	if _, err := next(model.FieldOpen, model.VisitArrived, "forget", actor.RoleSupervision, false); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}
