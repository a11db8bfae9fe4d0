package main

import (
	"context"
	"time"

	"yangguang/service/comparison/rule"
	"yangguang/service/funds"
	"yangguang/service/kernel/period"
	"yangguang/service/parameter"
)

// fundService makes what follows public money from its document to whoever was
// paid.
func (in *infra) fundService(numbers *parameter.Service, now func() time.Time) *funds.Service {
	return funds.New(funds.Deps{DB: in.db, Lags: lagsBy(numbers, now), Now: now})
}

// lagsBy measures how long money lay by the numbers of S28 and P09.
func lagsBy(numbers *parameter.Service, now func() time.Time) func(context.Context) (funds.Lags, error) {
	return func(ctx context.Context) (funds.Lags, error) {
		texts, err := numbers.Values(ctx, period.Here(now()))
		if err != nil {
			return funds.Lags{}, err
		}
		l, err := rule.NewLags(texts)
		if err != nil {
			return funds.Lags{}, err
		}
		in := func(judge func(arrived, until period.Day) (int, rule.Severity)) funds.Lag {
			return func(arrived, until period.Day) (int, int) {
				days, s := judge(arrived, until)
				return days, int(s)
			}
		}
		return funds.Lags{Subsidy: in(l.Subsidy), Project: in(l.Project)}, nil
	}
}
