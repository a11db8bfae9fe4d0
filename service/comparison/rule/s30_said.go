package rule

import (
	"fmt"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
)

// The thresholds for what households themselves say (收款回访).
var (
	saidHomes = Parameter{Key: "no_answers", Label: "同一经办人（名册没有写的，同村同项目）多少户说“没收到”", Unit: "户", Sort: Number, Default: "5", Basis: "平台默认，待县里确认"}
	saidShare = Parameter{Key: "no_share", Label: "并且占答复过的户数", Unit: "%", Sort: Number, Default: "10", Basis: "平台默认，待县里确认"}
	saidDays  = Parameter{Key: "answer_days", Label: "只看最近多少天的答复", Unit: "天", Sort: Number, Default: "365", Basis: "平台默认，待县里确认"}
)

// saidGroup is what the households of one handler say, or of one village and item
// where the rosters name no handler.
type saidGroup struct {
	subject Subject
	item    int32
	missing []*dossier.Answer
	homes   map[int64]int // households that miss money, by the order in which they come
	spoke   map[int64]bool
}

// said reports the handlers and places of which so many households, and so large a
// share of those that said anything, miss what was paid to them. Without answers
// it reports nothing.
func said(s *dossier.Snapshot, least, share, days int, report func(Hit)) {
	since := s.AsOf - period.Day(days) //nolint:gosec // a parameter's bounds
	type key struct {
		subject Subject
		item    int32
	}
	var groups []*saidGroup
	at := map[key]*saidGroup{}
	for i := range s.Answers {
		a := &s.Answers[i]
		k := key{Person(handlerOf(s, a)), dossier.None}
		if a.On < since {
			continue
		}
		if k.subject.Index == dossier.None {
			k = key{VillageSubject(a.Village), int32(a.Item)}
		}
		if k.subject.Index == dossier.None {
			continue
		}
		g := at[k]
		if g == nil {
			g = &saidGroup{subject: k.subject, item: k.item, homes: map[int64]int{}, spoke: map[int64]bool{}}
			at[k], groups = g, append(groups, g)
		}
		home := homeOf(s, a.Person)
		g.spoke[home] = true
		if a.Said == dossier.SaidMissing {
			g.missing = append(g.missing, a)
			if g.homes[home] == 0 {
				g.homes[home] = len(g.homes) + 1
			}
		}
	}
	for _, g := range groups {
		if n := len(g.homes); n >= max(1, least) && n*100 >= share*len(g.spoke) {
			report(g.hit(s))
		}
	}
}

// handlerOf is who handled a payment by the rosters: the one of the payee's own
// place, else of somebody's in the household; None where nobody is named.
func handlerOf(s *dossier.Snapshot, a *dossier.Answer) dossier.P {
	for r := range s.RostersOf(a.Person) {
		if r.Item != a.Item || !r.Span.Overlaps(a.Period) {
			continue
		}
		if r.Handler != dossier.None {
			return r.Handler
		}
		for m := range s.MembersOf(r.Household) {
			if m.Handler != dossier.None && m.Span.Overlaps(a.Period) {
				return m.Handler
			}
		}
	}
	return dossier.None
}

// homeOf numbers a household: the registered one, else the person alone.
func homeOf(s *dossier.Snapshot, p dossier.P) int64 {
	if h := s.People[p].Hukou; h != dossier.None {
		return int64(h)
	}
	return -1 - int64(p)
}

// mostSaid bounds the evidence of one hit; the sum has all.
const mostSaid = 300

func (g *saidGroup) hit(s *dossier.Snapshot) Hit {
	first := g.missing[0].Period
	var fen int64
	var items []string
	var evidence []Evidence
	slices.SortStableFunc(g.missing, func(a, b *dossier.Answer) int { return g.homes[homeOf(s, a.Person)] - g.homes[homeOf(s, b.Person)] })
	for _, a := range g.missing {
		first.From, first.To = min(first.From, a.Period.From), max(first.To, a.Period.To)
		fen += a.AmountFen
		if name := s.Items[a.Item].Name; !slices.Contains(items, name) {
			items = append(items, name)
		}
		if len(evidence) < mostSaid {
			evidence = append(evidence, showAnswer(s, a, g.homes[homeOf(s, a.Person)]))
		}
	}
	who := "同一经办人经手的"
	if g.subject.Kind == OfVillage {
		who = "本村的"
	}
	says := fmt.Sprintf("%s%s，发放清单上已经发了，有%d户说没有收到，占答复过的%d户的%d%%，共%s。", who, joined(items), len(g.homes), len(g.spoke), len(g.homes)*100/len(g.spoke), yuan(fen))
	return Hit{Subject: g.subject, Item: g.item, Household: dossier.None, Period: first, AmountFen: fen, Severity: Orange, Unasked: true, Sentence: says, Evidence: evidence}
}

// joined lists at most three names.
func joined(names []string) string {
	out := ""
	for i, n := range names {
		switch {
		case i == 3:
			return out + "等"
		case i > 0:
			out += "、"
		}
		out += n
	}
	return out
}

// showAnswer is what a household's word shows; its name is masked, for a finding
// may go to who works beside the handler.
func showAnswer(s *dossier.Snapshot, a *dossier.Answer, home int) Evidence {
	f := []Field{{"户", fmt.Sprintf("第%d户 %s", home, idnumber.MaskName(s.Text(s.People[a.Person].Name)))}, {"补贴项目", s.Items[a.Item].Name}, {"所属期", a.Period.Chinese()}, {"金额", yuan(a.AmountFen)},
		{"发放日期", a.PaidOn.Chinese()}, {"本户说", "没收到"}}
	if a.On != period.Past {
		f = append(f, Field{"答复日期", a.On.Chinese()})
	}
	return Evidence{Kind: "payout_answers", Src: a.Src, Who: Of(a.Person), Fields: f}
}
