package rule

import "yangguang/service/kernel/period"

// Lags judge how long money lay before the first of it was paid, by the
// county's numbers of S28 (to persons) and P09 (of projects). The models and
// whoever shows the way of the money use the same.
type Lags struct {
	subsidy subsidyLag
	project projectLag
}

// NewLags reads the numbers out of the county's parameters.
func NewLags(texts map[string]string) (Lags, error) {
	s, err := NewValues(s28, texts, Matrix{})
	if err != nil {
		return Lags{}, err
	}
	p, err := NewValues(p09, texts, Matrix{})
	if err != nil {
		return Lags{}, err
	}
	return Lags{subsidy: newSubsidyLag(s), project: newProjectLag(p)}, nil
}

// Subsidy is for how many days, the freeze at the beginning of a year left out,
// money for persons waited, and how S28 colours that; Blue is no warning.
func (l Lags) Subsidy(arrived, until period.Day) (days int, s Severity) {
	return l.subsidy.judge(arrived, until)
}

// Project is for how many days money of a project waited, and how P09 colours
// that; Blue is no warning.
func (l Lags) Project(arrived, until period.Day) (days int, s Severity) {
	return int(until - arrived), l.project.judge(until - arrived)
}

// subsidyLag is S28's measure: more than so many days for each colour.
type subsidyLag struct {
	limits [3]int
	freeze int
}

func newSubsidyLag(v Values) subsidyLag {
	return subsidyLag{[...]int{v.Int("yellow_days"), v.Int("orange_days"), v.Int("red_days")}, v.Int("freeze_days")}
}

func (l subsidyLag) judge(arrived, until period.Day) (waited int, severity Severity) {
	waited, severity = int(until-arrived)-frozen(arrived, until, l.freeze), Blue
	for k, limit := range l.limits {
		if waited > limit {
			severity = Yellow + Severity(k) //nolint:gosec // three of them
		}
	}
	return waited, severity
}

// projectLag is P09's measure of money that arrived and was not paid out.
type projectLag struct{ unpaid, orange, red period.Day }

func newProjectLag(v Values) projectLag {
	day := func(key string) period.Day { return period.Day(v.Int(key)) } //nolint:gosec // at most a million
	return projectLag{day("idle_days"), day("orange_days"), day("red_days")}
}

func (l projectLag) judge(waited period.Day) Severity {
	switch {
	case waited > l.red && waited > l.unpaid:
		return Red
	case waited > l.orange && waited > l.unpaid:
		return Orange
	case waited > l.unpaid:
		return Yellow
	}
	return Blue
}
