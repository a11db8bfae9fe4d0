package parameter

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/workday"
)

// at finds the value that held on a day: the latest to begin by then, and of
// two that begin on one day the later entered. values are newest first.
func at(values []Value, on period.Day) (Value, bool) {
	for _, v := range values {
		if v.From <= on && on <= v.To {
			return v, true
		}
	}
	return Value{}, false
}

// Text gives the value of a parameter that holds on a day, its default where
// nothing was set. A name that is not declared is a mistake of the program.
func (s *Service) Text(ctx context.Context, name string, on period.Day) (string, error) {
	d, ok := s.byName(name)
	if !ok {
		return "", fmt.Errorf("parameter %q is not declared", name)
	}
	values, _, err := s.snapshot(ctx)
	if err != nil {
		return "", err
	}
	if v, ok := at(values[name], on); ok {
		return v.Text, nil
	}
	return d.Default, nil
}

// Values gives the value of every parameter that holds on a day; of a dated one
// also each that was entered, under its name with the day from which it holds:
// S13.annual_yuan@2027-01-01.
func (s *Service) Values(ctx context.Context, on period.Day) (map[string]string, error) {
	values, _, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	all := s.declared()
	out := make(map[string]string, len(all))
	for _, d := range all {
		out[d.Name] = d.Default
		if v, ok := at(values[d.Name], on); ok {
			out[d.Name] = v.Text
		}
		if !d.Dated {
			continue
		}
		for _, v := range slices.Backward(values[d.Name]) { // of two of one day the later entered
			out[d.Name+"@"+v.From.String()] = v.Text
		}
	}
	return out, nil
}

// Entered says of which parameters the county has entered a value that holds today.
func (s *Service) Entered(ctx context.Context) (map[string]bool, error) {
	values, _, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for name := range values {
		if _, ok := at(values[name], s.today()); ok {
			out[name] = true
		}
	}
	return out, nil
}

// Int gives the number that holds on a day.
func (s *Service) Int(ctx context.Context, name string, on period.Day) (int, error) {
	text, err := s.Text(ctx, name, on)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("parameter %s is not a number", name)
	}
	return n, nil
}

// Current is Int for today.
func (s *Service) Current(ctx context.Context, name string) (int, error) {
	return s.Int(ctx, name, s.today())
}

// Names gives the list of names that holds today.
func (s *Service) Names(ctx context.Context, name string) ([]string, error) {
	if d, _ := s.byName(name); d.Unit != Names {
		return nil, fmt.Errorf("parameter %q is not a list of names", name)
	}
	text, err := s.Text(ctx, name, s.today())
	if err != nil {
		return nil, err
	}
	return parseNames(text)
}

// Number is Current for callers that bring their own standard, which holds
// where the county has set nothing or the name is not declared here.
func (s *Service) Number(ctx context.Context, name string, standard int) (int, error) {
	values, _, err := s.snapshot(ctx)
	if err != nil {
		return 0, err
	}
	v, ok := at(values[name], s.today())
	if !ok {
		return standard, nil
	}
	n, err := strconv.Atoi(v.Text)
	if err != nil {
		return 0, fmt.Errorf("parameter %s is not a number", name)
	}
	return n, nil
}

// Span gives a deadline's length that holds on a day.
func (s *Service) Span(ctx context.Context, name string, on period.Day) (Span, error) {
	d, _ := s.byName(name)
	if !d.Unit.Span() {
		return Span{}, fmt.Errorf("parameter %q is not a span of time", name)
	}
	n, err := s.Int(ctx, name, on)
	return Span{N: n, Unit: d.Unit}, err
}

// Due gives the end of the deadline called name that an event on start began,
// by the numbers that held on that day and by what is known of holidays now.
func (s *Service) Due(ctx context.Context, name string, start period.Day) (workday.Due, error) {
	span, err := s.Span(ctx, name, start)
	if err != nil {
		return workday.Due{}, err
	}
	c, err := s.Calendar(ctx)
	if err != nil {
		return workday.Due{}, err
	}
	return span.Due(c, start), nil
}

// Setting is one line of the page: the parameter, what holds today and all it
// ever was.
type Setting struct {
	Definition
	Hint    string // what may stand in it, where the definition's bounds do not say
	Dated   bool   // what a policy says of a time: it may be entered for days that have passed
	Value   string
	Source  Value // the zero Value while the default holds
	Planned *Value
	History []Value // newest first
}

// Confirmed reports whether the county signed the value that holds.
func (s Setting) Confirmed() bool { return s.Source.ConfirmedBy != "" }

// All lists every parameter for an administrator, an auditor or the program.
func (s *Service) All(ctx context.Context, by actor.Actor) ([]Setting, error) {
	if !mayRead(by) {
		return nil, fault.New(fault.NotFound, "没有这个页面")
	}
	values, _, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	all := s.declared()
	out := make([]Setting, 0, len(all))
	for _, d := range all {
		out = append(out, setting(d, values[d.Name], s.today()))
	}
	return out, nil
}

// One gives a single parameter with its history.
func (s *Service) One(ctx context.Context, by actor.Actor, name string) (Setting, error) {
	d, ok := s.byName(name)
	if !ok || !mayRead(by) {
		return Setting{}, fault.New(fault.NotFound, "没有这个参数")
	}
	values, _, err := s.snapshot(ctx)
	if err != nil {
		return Setting{}, err
	}
	return setting(d, values[name], s.today()), nil
}

func setting(d Extra, history []Value, today period.Day) Setting {
	out := Setting{Definition: d.Definition, Hint: d.Hint, Dated: d.Dated, Value: d.Default, History: history}
	if v, ok := at(history, today); ok {
		out.Value, out.Source = v.Text, v
	}
	for _, v := range history {
		if v.From > today {
			out.Planned = &v // the one that comes next is the last met
		}
	}
	return out
}

func mayRead(by actor.Actor) bool {
	return by.Kind == actor.System || by.Is(actor.RoleAdministrator, actor.RoleAuditor)
}

// unsigned are the numbers that the county has not signed. Of what other
// capabilities bring, only what somebody changed waits for a signature: there
// are hundreds. Where nothing was agreed with single bureaus there is nothing to
// sign.
func (s *Service) unsigned(ctx context.Context, by actor.Actor) ([]Setting, error) {
	all, err := s.All(ctx, by)
	if err != nil {
		return nil, err
	}
	var open []Setting
	for i, p := range all {
		if i >= len(Definitions) && p.Source.ID == 0 {
			continue
		}
		if p.Unit != Years && (p.Unit != Each || p.Value != "") && !p.Confirmed() {
			open = append(open, p)
		}
	}
	return open, nil
}

// Today tells the administrator how many numbers the county has not signed.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	if !by.Is(actor.RoleAdministrator) {
		return nil, nil
	}
	open, err := s.unsigned(ctx, by)
	if err != nil {
		return nil, err
	}
	return []agenda.Count{{Key: "parameters.unconfirmed", N: len(open)}}, nil
}

// Work lists what Today counts.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if !by.Is(actor.RoleAdministrator) {
		return nil, nil
	}
	open, err := s.unsigned(ctx, by)
	if err != nil {
		return nil, err
	}
	open = open[:min(len(open), agenda.MaxTasks)]
	out := make([]agenda.Task, len(open))
	for i, p := range open {
		out[i] = agenda.Task{Key: "parameters.unconfirmed", Title: "确认参数：" + p.Label, URL: "/office/parameters/" + p.Name, Due: period.Past, Since: period.Past}
	}
	return out, nil
}
