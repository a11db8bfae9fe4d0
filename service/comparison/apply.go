package comparison

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/period"
)

// chunk is how many rows go into one statement.
const chunk = 200

// applier writes the results of a run, all in one transaction.
type applier struct {
	ctx      context.Context
	tx       *gorm.DB
	l        *snapshot.Loaded
	c        chosen
	run      *model.ComparisonRun
	at       time.Time
	complete bool // the run saw everything: what it did not find is gone

	fresh    []record
	events   []model.FindingEvent
	seen     []int64
	prints   map[string]bool
	accounts map[uint64]account
}

// record is a finding to be made, with its evidence.
type record struct {
	finding  model.Finding
	evidence []model.FindingEvidence
}

// apply brings the findings to what the results say.
func (a *applier) apply(results []Result) error {
	old, err := a.existing(results)
	if err != nil {
		return fmt.Errorf("findings there are: %w", err)
	}
	if err := a.resolveAccounts(results); err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	groups, order := map[string][]Result{}, []string{}
	for _, r := range results {
		r.Period = solid(r.Period)
		key := a.c.bound[r.Model].Model.Key + "/" + subjectOf(a.l, r).id()
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], r)
	}
	for key := range old {
		if groups[key] == nil {
			order = append(order, key)
			groups[key] = nil
		}
	}
	slices.Sort(order[len(order)-lost(order, groups):]) // the order of a map is nobody's
	for _, key := range order {
		if err := a.group(groups[key], old[key]); err != nil {
			return err
		}
	}
	return a.flush()
}

// lost counts the keys at the end of order that have no results.
func lost(order []string, groups map[string][]Result) int {
	n := 0
	for i := len(order) - 1; i >= 0 && len(groups[order[i]]) == 0; i-- {
		n++
	}
	return n
}

// group does the findings of one model, subject and item.
func (a *applier) group(hits []Result, old []model.Finding) error {
	periods := make([]period.Interval, len(hits))
	for i, h := range hits {
		periods[i] = h.Period
	}
	byID := make(map[int64]*model.Finding, len(old))
	before := make([]past, len(old))
	held := false
	for i := range old {
		f := &old[i]
		byID[f.ID] = f
		before[i] = pastOf(f)
		held = held || a.heldModel(f.Model)
	}
	// A model without its registers finds nothing: that proves nothing.
	w := reconcile(periods, before, a.complete && !held)
	for _, p := range w.insert {
		a.make(hits[p.hit], p)
	}
	for _, c := range w.update {
		if err := a.change(byID[c.id], hits[c.hit], c); err != nil {
			return err
		}
	}
	a.seen = append(a.seen, w.seen...)
	for _, id := range w.gone {
		if err := a.goneNow(byID[id]); err != nil {
			return err
		}
	}
	return nil
}

func (a *applier) heldModel(key string) bool {
	for _, b := range a.c.bound {
		if b.Model.Key == key {
			return heldReason(a.l.Snapshot, b.Model, a.c.values) != ""
		}
	}
	return false
}

// pastOf is a finding as reconcile looks at it.
func pastOf(f *model.Finding) past {
	p := past{id: f.ID, period: periodOf(f), status: f.Status, gone: f.GoneAt != nil, exemptUntil: period.Past}
	if f.ExemptUntil != nil {
		p.exemptUntil = period.Stored(*f.ExemptUntil)
	}
	return p
}

func periodOf(f *model.Finding) period.Interval {
	i := period.Since(period.Stored(f.PeriodStart))
	if f.PeriodEnd != nil {
		i.To = period.Stored(*f.PeriodEnd) + 1
	}
	return i
}

// shape fills a finding and its evidence with what a hit says of a piece.
func (a *applier) shape(f *model.Finding, r Result, p piece) []model.FindingEvidence {
	b := a.c.bound[r.Model]
	amount, evidence, sentence := r.AmountFen, r.Evidence, r.Sentence
	if !p.whole {
		amount, evidence = share(a.l, r, p.period)
		sentence += "其中" + p.period.Chinese() + "此前没有核查过。"
	}
	f.Model, f.ModelVersion, f.ParameterVersion, f.Title, f.Askable = b.Model.Key, a.c.versions[r.Model], a.c.hash, b.Model.Title, b.Model.Ask && !r.Unasked
	f.VillageChecks, f.Owed = f.Askable && !b.Model.Aloof, b.Model.Owed
	if r.Unasked {
		f.Owed = ""
	}
	from, to := bounds(p.period)
	f.PeriodStart, f.PeriodEnd = from.Time(), nil
	if to != period.Future {
		end := to.Time()
		f.PeriodEnd = &end
	}
	f.VillageCode, f.Bureau = place(a.l, r)
	if r.Household != dossier.None {
		f.HouseholdNo = a.l.Households[r.Household].No
	}
	f.AmountFen, f.Severity, f.Sentence, f.HeldReason = amount, int(r.Severity), clip.Runes(sentence, 1000), clip.Runes(r.Held, 255)
	f.EvidenceCount, f.EvidenceRestFen = counted(evidence)
	f.LastRunID, f.LastSeenAt, f.GoneAt, f.WithdrawnMark, f.WithdrawnAt = a.run.ID, a.at, nil, 0, nil
	rows := a.rows(evidence)
	f.EvidenceDigest = digestOf(f, rows)
	return rows
}

// counted is how many records there are with those that are not listed, and what
// these sum up to.
func counted(evidence []rule.Evidence) (n int, restFen int64) {
	n = len(evidence)
	for _, e := range evidence {
		n, restFen = n+e.Rest, restFen+e.RestFen
	}
	return n, restFen
}

func (a *applier) rows(in []rule.Evidence) []model.FindingEvidence {
	out := make([]model.FindingEvidence, len(in))
	for i, e := range in {
		fields := make([][2]string, len(e.Fields))
		for k, f := range e.Fields {
			fields[k] = [2]string{f.Name, f.Value}
		}
		text, err := json.Marshal(fields)
		if err != nil { // strings always go
			text = []byte("[]")
		}
		out[i] = model.FindingEvidence{Seq: i + 1, Kind: e.Kind, BatchID: int64(e.Src.Batch), RowNo: int(e.Src.Row), Fields: text}
		if p, known := e.Who.Person(); known {
			out[i].PersonID = a.l.People[p].ID
		}
	}
	return out
}

// digestOf covers all that the engine says of a finding, but not when.
func digestOf(f *model.Finding, rows []model.FindingEvidence) []byte {
	h := sm3.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n%s\n%v %v %s\n%s\n%s\n%s\n", f.Model, f.ModelVersion, f.ParameterVersion, f.Title, f.Askable, f.VillageChecks, f.Owed, f.HouseholdNo, f.VillageCode, f.Bureau)
	fmt.Fprintf(h, "%s\n%d\n%d\n%s\n%s\n%d %d\n", periodOf(f), f.AmountFen, f.Severity, f.Sentence, f.HeldReason, f.EvidenceCount, f.EvidenceRestFen)
	for _, r := range rows {
		fmt.Fprintf(h, "%s %d %d %d %s\n", r.Kind, r.BatchID, r.RowNo, r.PersonID, r.Fields)
	}
	return h.Sum(nil)
}

// make adds a new finding.
func (a *applier) make(r Result, p piece) {
	s := subjectOf(a.l, r)
	f := model.Finding{SubjectKind: s.kind, PersonID: s.person, SubjectNo: s.no, ItemID: s.item, FirstRunID: a.run.ID, FirstSeenAt: a.at,
		Status: model.FindingGenerated, Version: 1, UpdatedAt: a.at}
	if s.kind == model.SubjectAccount {
		acc := a.accounts[s.account]
		f.SubjectDigest, f.SubjectNo = acc.digest, acc.tail
	}
	rows := a.shape(&f, r, p)
	for n := 0; ; n++ {
		f.Fingerprint = fingerprint(f.Model, s, p.period.From, n)
		if !a.prints[string(f.Fingerprint)] {
			break
		}
	}
	a.prints[string(f.Fingerprint)] = true
	a.fresh = append(a.fresh, record{f, rows})
}

// change gives an open finding its new shape; one that looks the same is only
// seen again.
func (a *applier) change(f *model.Finding, r Result, c change) error {
	was, withdrawn := periodOf(f), f.WithdrawnMark != 0
	digest := f.EvidenceDigest
	rows := a.shape(f, r, c.piece)
	if slices.Equal(digest, f.EvidenceDigest) && !c.back && !withdrawn {
		a.seen = append(a.seen, f.ID)
		return nil
	}
	var said model.Finding
	if err := a.tx.Select("id", "sentence", "severity").Where("id = ?", f.ID).Take(&said).Error; err != nil {
		return fmt.Errorf("finding %d: %w", f.ID, err)
	}
	if f.SubjectKind == model.SubjectProject { // whoever files the registers takes no colour off by that
		f.Severity = max(f.Severity, said.Severity)
	}
	set := map[string]any{
		"model_version": f.ModelVersion, "parameter_version": f.ParameterVersion, "title": f.Title, "askable": f.Askable, "village_checks": f.VillageChecks, "owed": f.Owed, "household_no": f.HouseholdNo, "village_code": f.VillageCode,
		"bureau": f.Bureau, "period_start": f.PeriodStart, "period_end": f.PeriodEnd, "amount_fen": f.AmountFen, "severity": f.Severity, "sentence": f.Sentence, "held_reason": f.HeldReason,
		"evidence_digest": f.EvidenceDigest, "evidence_count": f.EvidenceCount, "evidence_rest_fen": f.EvidenceRestFen, "last_run_id": f.LastRunID, "last_seen_at": f.LastSeenAt, "gone_at": nil, "withdrawn_mark": 0, "withdrawn_at": nil,
	}
	done := a.tx.Model(&model.Finding{}).Where("id = ? AND status = ?", f.ID, f.Status).Updates(set)
	if done.Error != nil {
		return fmt.Errorf("finding %d: %w", f.ID, done.Error)
	}
	if done.RowsAffected == 0 {
		return nil // somebody took it up this very moment: the next run sees what they said
	}
	if err := a.tx.Where("finding_id = ?", f.ID).Delete(&model.FindingEvidence{}).Error; err != nil {
		return fmt.Errorf("evidence of finding %d: %w", f.ID, err)
	}
	for i := range rows {
		rows[i].FindingID = f.ID
	}
	if len(rows) > 0 {
		if err := a.tx.CreateInBatches(&rows, chunk).Error; err != nil {
			return fmt.Errorf("evidence of finding %d: %w", f.ID, err)
		}
	}
	a.run.Updated++
	before := ""
	if said.Severity != f.Severity || unlike(said.Sentence, f.Sentence) {
		before = "。原来是“" + clip.Runes(said.Sentence, 150) + "”"
	}
	switch {
	case c.back || withdrawn:
		a.event(f, "back", "再次出现"+before)
	case was != c.period:
		a.event(f, "grown", "时段由"+was.Chinese()+"变为"+c.period.Chinese()+before)
	case before != "":
		a.event(f, "changed", "内容有变"+before)
	}
	return nil
}

// unlike reports whether two sentences of one finding differ in more than their
// figures: that a delay is a day longer than yesterday is no news.
func unlike(a, b string) bool {
	words := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r == ',' || r == '.' {
				return -1
			}
			return r
		}, s)
	}
	return words(a) != words(b)
}

func (a *applier) event(f *model.Finding, kind, note string) {
	a.events = append(a.events, model.FindingEvent{FindingID: f.ID, At: a.at, Kind: kind, FromStatus: f.Status, ToStatus: f.Status, Note: fmt.Sprintf("比对 %d：%s", a.run.ID, note)})
}

func (a *applier) goneNow(f *model.Finding) error {
	done := a.tx.Model(&model.Finding{}).Where("id = ? AND status = ?", f.ID, model.FindingGenerated).Updates(map[string]any{"gone_at": a.at})
	if done.Error != nil {
		return fmt.Errorf("finding %d: %w", f.ID, done.Error)
	}
	if done.RowsAffected == 1 {
		a.run.Gone++
		a.event(f, "gone", "数据更新后不再成立")
	}
	return nil
}
