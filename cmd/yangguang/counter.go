package main

import (
	"context"
	"path/filepath"

	"yangguang/service/counter"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
)

// counterService makes what lets a village office look up for a villager. The
// photos of signed forms lie in a folder of their own, under the key of people.
func (p *program) counterService() (*counter.Service, error) {
	forms, err := files.New(filepath.Join(p.cfg.FilesDir, "counter"), p.people, p.now)
	if err != nil {
		return nil, err
	}
	return counter.New(counter.Deps{DB: p.db, Box: p.people, Files: forms, Person: p.identity.AtCounter, Codes: p.identity, Money: p.counterMoney, Number: p.parameters.Number, Now: p.now}), nil
}

// counterMoney gives a year of a person's own payments, as the person would see
// them at a screen.
func (p *program) counterMoney(ctx context.Context, person int64, year int) (counter.Money, error) {
	m, _, err := p.lookup.AtKiosk(ctx, actor.Actor{Kind: actor.Villager, PersonID: person}, year)
	if err != nil {
		return counter.Money{}, err
	}
	out := counter.Money{Year: m.Year, Amount: m.Amount}
	for _, it := range m.Items {
		for _, r := range it.Payouts {
			out.Paid = append(out.Paid, counter.Paid{Item: it.Name, Days: period.Through(r.Start, r.End), PaidOn: r.PaidOn, Amount: r.Amount, Tail: r.Tail, Returned: r.Returned})
		}
	}
	return out, nil
}
