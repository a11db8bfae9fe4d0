package main

import (
	"context"
	"fmt"
	"strconv"

	"yangguang/cmd/yangguang/internal/sample"
	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/receive"
)

// demoSaid is what some of the demonstration's villagers said of their last
// payment: too few of them miss it to make a finding.
var demoSaid = []receive.Word{
	{Answer: receive.Received}, {Answer: receive.Received}, {Answer: receive.Missing}, {Answer: receive.Received}, {Answer: receive.Received}, {Answer: receive.Wrong, Came: "200"},
	{Answer: receive.Received}, {Answer: receive.Received}, {Answer: receive.Missing}, {Answer: receive.Received}, {Answer: receive.Missing}, {Answer: receive.Received},
	{Answer: receive.Received}, {Answer: receive.Received}, {Answer: receive.Wrong}, {Answer: receive.Received},
}

// demoBank is what the bureau answered to the first of them.
var demoBank = []receive.Reply{
	{Outcome: model.OutcomeReturned, Note: seal.NewSecret("【演示】银行卡停用了，请本人带身份证和存折到村委会核对账号。")},
	{Outcome: model.OutcomePending, Note: seal.NewSecret("【演示】信用社还在查，有结果马上告诉您。")},
}

// alone lets the demonstration's villagers speak, who have no telephone.
type alone struct{}

// Home is the person alone.
func (alone) Home(_ context.Context, by actor.Actor) (map[int64]string, error) {
	return map[int64]string{by.PersonID: ""}, nil
}

// loadAnswers lets some villagers say whether their money came, and the bureau
// answer some of them, the way the pages do.
func (d *demo) loadAnswers(ctx context.Context) error {
	var played []string
	for _, v := range sample.Villagers(d.state.AsOf) {
		played = append(played, v.Name)
	}
	var paid []struct{ ID, PersonID int64 }
	err := d.db.WithContext(ctx).Raw(`SELECT p.id, p.person_id FROM payouts p JOIN items i ON i.id = p.item_id AND i.code = 'MZ02' JOIN people e ON e.id = p.person_id
 WHERE p.result = '成功' AND p.paid_on >= ? AND e.name NOT IN ? ORDER BY p.village_code DESC, p.person_id, p.paid_on DESC LIMIT ?`, d.now().AddDate(0, 0, -50), played, 4*len(demoSaid)).Scan(&paid).Error
	if err != nil {
		return fmt.Errorf("demonstration's payments: %w", err)
	}
	said := *d.receive
	said.Homes = alone{}
	n, last := 0, int64(0)
	for _, p := range paid {
		if p.PersonID == last || n == len(demoSaid) {
			continue
		}
		by := actor.Actor{Kind: actor.Villager, PersonID: p.PersonID}
		if err := said.Say(ctx, by, strconv.FormatInt(p.ID, 36), demoSaid[n]); err != nil {
			return fmt.Errorf("demonstration's answers: %w", err)
		}
		n, last = n+1, p.PersonID
	}
	staff, err := d.demoActors(ctx)
	if err != nil {
		return err
	}
	list, err := d.receive.List(ctx, staff["minzheng"], receive.Filter{Kind: receive.Missing}, page.Request{}.Clamp())
	if err != nil {
		return err
	}
	for i, q := range list.Items {
		if i < len(demoBank) {
			reply := demoBank[i]
			reply.Version = q.Version
			if err := d.receive.Answer(ctx, staff["minzheng"], q.ID, reply); err != nil {
				return fmt.Errorf("demonstration's inquiries: %w", err)
			}
		}
	}
	return nil
}
