package main

import (
	"context"
	"fmt"
	"strings"

	"yangguang/service/handover"
	"yangguang/service/kernel/timer"
	"yangguang/service/parameter"
	"yangguang/service/recusal"
)

// examineMatters looks at what lets matters be handled at all: somebody who may,
// a key to seal to, a limit for every clock.
func (in *infra) examineMatters(ctx context.Context) []symptom {
	settings := in.newParameters()
	return []symptom{
		in.attended(ctx),
		keyed(handover.New(in.db, in.now).Recipients(ctx)),
		limited(settings.Clocks(ctx)),
		confirmed(ctx, settings),
		heeded(settings.Unheeded(ctx)),
	}
}

// attended says which matters are kept from everybody who could handle them.
func (in *infra) attended(ctx context.Context) symptom {
	s := symptom{part: "matters", note: "each has somebody left who may handle it", mend: "look at the error in the log of the database"}
	lost, err := recusal.FindUnattended(ctx, in.db)
	if err != nil {
		s.err = err
		return s
	}
	if len(lost) == 0 {
		return s
	}
	var lines []string
	for _, l := range lost[:min(len(lost), 10)] {
		lines = append(lines, l.Number+" (no account of "+l.Lacks.Role.Label()+suffix(l.Lacks.Bureau, l.Lacks.Division)+" may see it)")
	}
	s.err = fmt.Errorf("%d are hidden from everybody who could handle them: %s", len(lost), strings.Join(lines, ", "))
	s.mend = "add or enable an account of that role whose owner has no interest in them (`yangguang staff add`); where only a namesake is kept out, " +
		"let somebody who sees the matter lift it under 被反映人和回避, or have the system administrator say on the page of accounts who the owner really is"
	return s
}

func suffix(parts ...string) string {
	for _, p := range parts {
		if p != "" {
			return " " + p
		}
	}
	return ""
}

// keyed says that a matter about the commission's own head can be sealed to somebody.
func keyed(found []handover.Recipient, err error) symptom {
	s := symptom{part: "handover", note: fmt.Sprintf("a matter can be sealed to %d offices", len(found)), mend: "look at the error in the log of the database"}
	switch {
	case err != nil:
		s.err = err
	case len(found) == 0:
		s.err, s.hint = fmt.Errorf("no office's public key is in force: what is about the commission's own head cannot be sealed up (检规第十五条)"), true
		s.mend = "have the security administrator enter the key of the higher office under 密封接收公钥, after comparing its fingerprint with that office"
	}
	return s
}

// limited says that every clock has a limit; err is why they could not be read.
func limited(b timer.Book, err error) symptom {
	s := symptom{part: "clocks", note: "each has its limit", err: err, mend: "mend the value named, on the page of parameters"}
	if err != nil {
		return s
	}
	var missing []string
	for _, k := range timer.Kinds() {
		if l, ok := b.Limits[k]; !ok || l.Amount <= 0 && l.Unit != timer.Quarters {
			missing = append(missing, string(k)+" "+timer.Text(k))
		}
	}
	if len(missing) > 0 {
		s.err, s.mend = fmt.Errorf("no limit is known of %s", strings.Join(missing, ", ")), "set it on the page of parameters 参数 under 办理时限"
	}
	return s
}

// confirmed says which clocks run by this program's standard, because the county
// has entered nothing.
func confirmed(ctx context.Context, settings *parameter.Service) symptom {
	s := symptom{part: "clocks", note: "the county has set each limit", mend: "look at the error in the log of the database"}
	set, err := settings.Entered(ctx)
	if err != nil {
		s.err = err
		return s
	}
	var standard []string
	for _, k := range timer.Kinds() {
		if k != timer.Quarter && !set[string(k)] {
			standard = append(standard, string(k))
		}
	}
	if len(standard) > 0 {
		s.err, s.hint = fmt.Errorf("the county has set no value for %s: the program's standard holds", strings.Join(standard, " ")), true
		s.mend = "confirm or change each on the page of parameters 参数 under 办理时限, with its basis"
	}
	return s
}

// heeded says that whatever the county entered is gone by.
func heeded(unheeded []string, err error) symptom {
	s := symptom{part: "parameters", note: "each value that the county set is used", err: err, mend: "look at the error in the log of the database"}
	if len(unheeded) > 0 {
		s.err, s.hint = fmt.Errorf("%d values that the county set are not used: %s", len(unheeded), strings.Join(unheeded, "; ")), true
		s.mend = "set each anew on the page of parameters 参数; which benefits exclude each other (S11.pairs before) are cells of 互斥矩阵"
	}
	return s
}
