package rule

import (
	"fmt"
	"maps"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
)

// The thresholds for what households themselves say (收款回访).
var (
	saidHomes = Parameter{Key: "no_answers", Label: "同一经办人（名册没有写的，同村同项目）或者同一银行，多少户说“没收到”", Unit: "户", Sort: Number, Default: "5", Basis: "平台默认，待县里确认"}
	saidWrong = Parameter{Key: "wrong_answers", Label: "或者多少户说“数不对”", Unit: "户", Sort: Number, Default: "10", Basis: "数不对有的是自己算错，户数要多一些；待县里确认"}
	saidNone  = Parameter{Key: "silent_answers", Label: "或者多少户收到提醒以后一直没有回音（0是不算）", Unit: "户", Sort: Number, Default: "0", Basis: "没回音多半是没有看手机，平台默认不算；县里入户问过、认为可以用的再填"}
	saidQuiet = Parameter{Key: "silent_share", Label: "没回音的户并且占提醒过的户数", Unit: "%", Sort: Number, Default: "80", Basis: "平台默认，待县里确认"}
	saidAfter = Parameter{Key: "receive.silent_days", Label: "发了提醒多少天没有回音，算“没回音”", Unit: "天", Sort: Number, Default: "15", Basis: "平台默认，待县里确认"}
	saidShare = Parameter{Key: "no_share", Label: "并且占答复过的户数", Unit: "%", Sort: Number, Default: "10", Basis: "平台默认，待县里确认"}
	saidDays  = Parameter{Key: "answer_days", Label: "只看最近多少天的答复", Unit: "天", Sort: Number, Default: "365", Basis: "平台默认，待县里确认"}
)

// saidBounds are the values of the thresholds.
type saidBounds struct{ homes, wrong, share, days, silent, quiet, after int }

func saidBoundsOf(v Values) saidBounds {
	return saidBounds{v.Int(saidHomes.Key), v.Int(saidWrong.Key), v.Int(saidShare.Key), v.Int(saidDays.Key), v.Int(saidNone.Key), v.Int(saidQuiet.Key), v.Int(saidAfter.Key)}
}

// saidKey is what answers are put together by.
type saidKey struct {
	subject Subject
	item    int32
}

// saidGroup is what the households of one handler say, of one village and item
// where the rosters name no handler, or of one bank.
type saidGroup struct {
	saidKey
	answers []*dossier.Answer
	homes   map[dossier.Said]map[int64]bool // households that say each, but for those that say all came
	order   map[int64]int                   // households that are in the evidence, by the order in which they come
	spoke   map[int64]bool
}

// Silence reports whether the silence of households is to be read for the values
// of parameters by their full names: a county sets it so.
func Silence(texts map[string]string) bool {
	text, ok := texts[saidNone.Name("S30")]
	return ok && text != saidNone.Default
}

// saidGroups puts answers together; by gives the key of one, without a subject
// where it belongs nowhere.
func saidGroups(s *dossier.Snapshot, b saidBounds, by func(*dossier.Answer) saidKey) []*saidGroup {
	since, before := s.AsOf-period.Day(b.days), s.AsOf-period.Day(b.after) //nolint:gosec // parameters' bounds
	var groups []*saidGroup
	at := map[saidKey]*saidGroup{}
	for i := range s.Answers {
		a := &s.Answers[i]
		if a.On < since || a.Said == dossier.SaidNothing && (b.silent == 0 || a.On > before) {
			continue
		}
		k := by(a)
		if k.subject.Index == dossier.None {
			continue
		}
		g := at[k]
		if g == nil {
			g = &saidGroup{saidKey: k, homes: map[dossier.Said]map[int64]bool{dossier.SaidMissing: {}, dossier.SaidWrong: {}, dossier.SaidNothing: {}}, order: map[int64]int{}, spoke: map[int64]bool{}}
			at[k], groups = g, append(groups, g)
		}
		home := homeOf(s, a.Person)
		if a.Said != dossier.SaidNothing {
			g.spoke[home] = true
		}
		if a.Said != dossier.SaidReceived {
			g.answers = append(g.answers, a)
			g.homes[a.Said][home] = true
		}
	}
	for _, g := range groups { // who says something of one payment is not silent
		maps.DeleteFunc(g.homes[dossier.SaidNothing], func(home int64, _ bool) bool { return g.spoke[home] })
	}
	return groups
}

// crosses tells which of the words so many households, and so large a share of
// those that said anything, say; and whether so many, and so large a share of
// those that were told, say nothing.
func (g *saidGroup) crosses(b saidBounds) map[dossier.Said]bool {
	out := map[dossier.Said]bool{}
	for said, least := range map[dossier.Said]int{dossier.SaidMissing: b.homes, dossier.SaidWrong: b.wrong} {
		if n := len(g.homes[said]); n >= max(1, least) && n*100 >= b.share*len(g.spoke) {
			out[said] = true
		}
	}
	if n := len(g.homes[dossier.SaidNothing]); b.silent > 0 && n >= b.silent && n*100 >= b.quiet*(n+len(g.spoke)) {
		out[dossier.SaidNothing] = true
	}
	return out
}

// said reports the handlers and places, and then the banks, of which too many
// households miss what was paid to them, got another sum, or, where a county
// counts that, say nothing though they were told. A bank is asked
// about those only that no handler and no place explains. Without answers it
// reports nothing.
func said(s *dossier.Snapshot, b saidBounds, report func(Hit)) {
	explained := map[*dossier.Answer]bool{}
	for _, g := range saidGroups(s, b, func(a *dossier.Answer) saidKey {
		if k := (saidKey{Person(handlerOf(s, a)), dossier.None}); k.subject.Index != dossier.None {
			return k
		}
		return saidKey{VillageSubject(a.Village), int32(a.Item)}
	}) {
		if over := g.crosses(b); len(over) > 0 {
			report(g.hit(s, over))
			for _, a := range g.answers {
				explained[a] = true
			}
		}
	}
	for _, g := range saidGroups(s, b, func(a *dossier.Answer) saidKey {
		if explained[a] {
			return saidKey{BankSubject(dossier.None), dossier.None}
		}
		return saidKey{BankSubject(a.Bank), dossier.None}
	}) {
		if over := g.crosses(b); len(over) > 0 {
			report(g.hit(s, over))
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

// hit is the question that a group makes; over are the words that too many say.
func (g *saidGroup) hit(s *dossier.Snapshot, over map[dossier.Said]bool) Hit {
	var list []*dossier.Answer
	for _, a := range g.answers {
		if !over[a.Said] || a.Said == dossier.SaidNothing && !g.homes[a.Said][homeOf(s, a.Person)] {
			continue
		}
		list = append(list, a)
		if home := homeOf(s, a.Person); g.order[home] == 0 {
			g.order[home] = len(g.order) + 1
		}
	}
	first := list[0].Period
	fen := map[dossier.Said]int64{}
	var items []string
	var evidence []Evidence
	slices.SortStableFunc(list, func(a, b *dossier.Answer) int { return g.order[homeOf(s, a.Person)] - g.order[homeOf(s, b.Person)] })
	for _, a := range list {
		first.From, first.To = min(first.From, a.Period.From), max(first.To, a.Period.To)
		fen[a.Said] += a.AmountFen
		if name := s.Items[a.Item].Name; !slices.Contains(items, name) {
			items = append(items, name)
		}
		if len(evidence) < mostSaid {
			evidence = append(evidence, showAnswer(s, a, g.order[homeOf(s, a.Person)]))
		}
	}
	who := map[SubjectKind]string{OfPerson: "同一经办人经手的", OfVillage: "本村的", OfBank: "同一银行代发的"}[g.subject.Kind]
	says := who + joined(items) + "，发放清单上已经发了"
	for _, one := range []struct {
		said dossier.Said
		text string
	}{{dossier.SaidMissing, "说没有收到"}, {dossier.SaidWrong, "说数不对"}} {
		if over[one.said] {
			n := len(g.homes[one.said])
			says += fmt.Sprintf("，有%d户%s，占答复过的%d户的%d%%，共%s", n, one.text, len(g.spoke), n*100/len(g.spoke), yuan(fen[one.said]))
		}
	}
	if over[dossier.SaidNothing] {
		n, told := len(g.homes[dossier.SaidNothing]), len(g.homes[dossier.SaidNothing])+len(g.spoke)
		says += fmt.Sprintf("，有%d户收到提醒以后一直没有回音，占提醒过的%d户的%d%%，共%s", n, told, n*100/told, yuan(fen[dossier.SaidNothing]))
	}
	return Hit{Subject: g.subject, Item: g.item, Household: dossier.None, Period: first, AmountFen: fen[dossier.SaidMissing] + fen[dossier.SaidWrong] + fen[dossier.SaidNothing], Severity: Orange, Unasked: true, Sentence: says + "。", Evidence: evidence}
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
	word, when := map[dossier.Said]string{dossier.SaidMissing: "没收到", dossier.SaidWrong: "数不对", dossier.SaidNothing: "没有回音"}[a.Said], "答复日期"
	if a.Said == dossier.SaidNothing {
		when = "提醒日期"
	}
	f := []Field{{"户", fmt.Sprintf("第%d户 %s", home, idnumber.MaskName(s.Text(s.People[a.Person].Name)))}, {"补贴项目", s.Items[a.Item].Name}, {"所属期", a.Period.Chinese()}, {"金额", yuan(a.AmountFen)},
		{"发放日期", a.PaidOn.Chinese()}, {"本户说", word}}
	if a.On != period.Past {
		f = append(f, Field{when, a.On.Chinese()})
	}
	return Evidence{Kind: "payout_answers", Src: a.Src, Who: Of(a.Person), Fields: f}
}
