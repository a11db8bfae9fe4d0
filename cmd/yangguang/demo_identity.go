package main

import (
	"context"

	"yangguang/service/complaint"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// verified is how a reporter's name is verified: one asks to see it, another
// agrees, the first looks, calls, and writes down what came of it.
func verified(days int, note string) step {
	return step{days, func(ctx context.Context, m *matters) error {
		p, err := m.petition(ctx, "xinfang")
		if err != nil || p.Mode == "real_verified" {
			return err
		}
		asker, second := m.staff["xinfang"], m.staff["xinfang2"]
		if p.Openness.MayAsk {
			if err := m.complaints.AskIdentity(ctx, asker, p.ID, seal.NewSecret("电话核实署名")); err != nil {
				return err
			}
		}
		waiting, err := m.complaints.Requests(ctx, second)
		if err != nil {
			return err
		}
		for _, r := range waiting {
			if r.PetitionID == p.ID && r.Kind == complaint.KindIdentity {
				if err := m.complaints.DecideIdentity(ctx, second, p.ID, r.ID, true, seal.NewSecret("同意")); err != nil {
					return err
				}
			}
		}
		seen, err := m.complaints.SeeIdentity(ctx, asker, p.ID)
		if err != nil {
			return err
		}
		return m.complaints.Decide(ctx, asker, p.ID, complaint.Decision{
			Action: complaint.ActVerify, Version: seen.Version, How: "telephone", On: period.Here(m.at).String(), Note: seal.NewSecret(note),
		})
	}}
}
