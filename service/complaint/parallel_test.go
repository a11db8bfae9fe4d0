package complaint_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

var handOver = complaint.Decision{Action: complaint.ActHandOver, Unit: supervisor.Bureau, Note: seal.NewSecret("请核实")}

// stepOf is what the hands of this test do with a petition in a state, and by whom.
func stepOf(state string) (complaint.Decision, actor.Role) {
	switch state {
	case model.PetitionReceived:
		return claim, actor.RolePetition
	case model.PetitionScreening:
		return accept, actor.RolePetition
	case model.PetitionAccepted:
		return handOver, actor.RolePetition
	case model.PetitionHandedOver:
		return clue, actor.RoleSupervision
	case model.PetitionLinkedClue:
		return complaint.Decision{Action: complaint.ActClose, Text: "查清楚了，少发的钱已经补发。"}, actor.RolePetition
	}
	return complaint.Decision{}, ""
}

// TestTwoHundredInParallelHands: six hands take whatever petition is next,
// often the same one. Every step happens once, every number is given once,
// every clock runs and ends.
func TestTwoHundredInParallelHands(t *testing.T) {
	const many = 200
	b := newBench(t)
	ids := make([]int64, many)
	drafts := make([]*complaint.Draft, many)
	for i := range drafts {
		drafts[i] = b.draft("anonymous")
	}
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := w; i < many; i += 4 {
				r, err := b.Submit(b.ctx, guest, drafts[i])
				if err != nil {
					t.Error(err)
					return
				}
				ids[i] = r.ID
			}
		})
	}
	wg.Wait()
	var lost, token atomic.Int64
	other := supervisor
	other.StaffID = 14
	for w, by := range []actor.Actor{officer, supervisor, colleague, other, officer, supervisor} {
		wg.Go(func() {
			for open := true; open && b.ctx.Err() == nil && !t.Failed(); {
				open = false
				for i := range ids {
					id := ids[(i+w/2*29)%many] // the hands of one role begin at different petitions and meet
					p, err := gorm.G[model.Petition](b.db).Select("id", "state", "version").Where("id = ?", id).Take(b.ctx)
					if err != nil {
						t.Error(err)
						return
					}
					d, role := stepOf(p.State)
					open = open || role != ""
					if role != by.Role {
						continue
					}
					d.Version, d.Token = p.Version, fmt.Sprint("hand-", token.Add(1))
					err = b.Decide(b.ctx, by, id, d)
					switch {
					case err == nil:
					case fault.Is(err, fault.Conflict), fault.Is(err, fault.NotFound):
						lost.Add(1) // another hand was faster
					case strings.Contains(err.Error(), "SQLITE_BUSY"): // a machine too slow for six at a time: nothing was done
						lost.Add(1)
					default:
						t.Errorf("%s: %v", d.Action, err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d times another hand was faster", lost.Load())
	wholeAndOnce(b, ids)
}

// wholeAndOnce checks what two hundred petitions left behind.
func wholeAndOnce(b *bench, ids []int64) {
	b.t.Helper()
	want := []string{"receive", "claim", "accept", "hand_over", "clue", "close", "feedback"}
	numbers := map[string]bool{}
	for _, id := range ids {
		p := b.row(id)
		numbers[p.Number] = true
		var events []model.PetitionEvent
		b.ok(b.db.Where("petition_id = ?", id).Order("id").Find(&events).Error)
		state, kinds := "", []string{}
		for i, e := range events {
			if i > 0 && e.FromState != state {
				b.t.Errorf("petition %d: %s from %s after %s", id, e.Kind, e.FromState, state)
			}
			state = e.ToState
			kinds = append(kinds, e.Kind)
		}
		if fmt.Sprint(kinds) != fmt.Sprint(want) || p.State != model.PetitionFeedback || state != p.State || p.Version != len(events) {
			b.t.Errorf("petition %d: %s at version %d by %v", id, p.State, p.Version, kinds)
		}
		var clocks []model.Timer
		b.ok(b.db.Where("object = ? AND object_id = ?", model.ObjectPetition, id).Order("kind").Find(&clocks).Error)
		if len(clocks) != 2 || clocks[0].Kind != "T0" || clocks[1].Kind != "T2" || clocks[0].EndedAt == nil || clocks[1].EndedAt == nil || clocks[1].Running != nil {
			b.t.Errorf("petition %d: clocks %+v", id, clocks)
		}
	}
	var clues []model.Clue
	b.ok(b.db.Select("id", "number", "petition_id").Where("source = ?", model.ClueFromPetition).Find(&clues).Error)
	made := map[string]int64{}
	for _, c := range clues {
		made[c.Number] = c.PetitionID
	}
	if len(numbers) != len(ids) || len(clues) != len(ids) || len(made) != len(ids) {
		b.t.Errorf("%d petitions with %d numbers, %d clues with %d numbers", len(ids), len(numbers), len(clues), len(made))
	}
	var entries int64
	b.ok(b.db.Model(&model.AuditEntry{}).Where("action IN ?", []string{"petition.claim", "petition.accept", "petition.hand_over", "petition.clue", "petition.close", "petition.feedback"}).Count(&entries).Error)
	if int(entries) != 6*len(ids) {
		b.t.Errorf("%d entries in the chain, want %d", entries, 6*len(ids))
	}
}
