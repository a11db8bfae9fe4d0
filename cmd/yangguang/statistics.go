package main

import (
	"context"
	"time"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/complaint"
	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/statistics"
)

// newStatistics makes what counts for the reporting form, in the words of the
// capabilities whose matters it counts.
func (p *program) newStatistics(now func() time.Time) *statistics.Service {
	petition := func(list []complaint.Choice) (out []statistics.Choice) {
		for _, c := range list {
			out = append(out, statistics.Choice{Value: c.Value, Text: c.Text})
		}
		return out
	}
	matter := func(list []casework.Choice) (out []statistics.Choice) {
		for _, c := range list {
			out = append(out, statistics.Choice{Value: c.Value, Text: c.Text})
		}
		return out
	}
	channels := petition(complaint.Channels())
	for _, online := range []string{model.ChannelWechat, model.ChannelH5} {
		channels = append(channels, statistics.Choice{Value: online, Text: complaint.ChannelText(online)})
	}
	return &statistics.Service{
		DB: p.db, Now: now, Organ: p.cfg.Organ, Doubts: doubts{p.findings},
		Words: statistics.Words{
			statistics.GroupCategory: petition(complaint.Categories()), statistics.GroupChannel: channels, statistics.GroupSubject: petition(complaint.Subjects()),
			statistics.GroupSource: matter(casework.Sources()), statistics.GroupDisposal: matter(casework.Opinions()), statistics.GroupParty: matter(casework.PartyOutcomes()),
			statistics.GroupAdmin: matter(casework.AdminOutcomes()), statistics.GroupOther: matter(casework.OtherOutcomes()), statistics.GroupRank: matter(casework.Ranks()),
			statistics.GroupForm: matter(casework.Forms()),
		},
	}
}

// doubts counts findings for the statistics.
type doubts struct{ findings *finding.Service }

// Doubts counts the findings of the days from from to the one before to.
func (d doubts) Doubts(ctx context.Context, by actor.Actor, from, to period.Day) (statistics.Doubted, error) {
	t, err := d.findings.Totals(ctx, by, from, to)
	return statistics.Doubted(t), err
}
