package comparison

import (
	"encoding/binary"
	"fmt"
	"slices"

	"yangguang/model"
	"yangguang/service/comparison/rule"
)

// existing reads the findings that the results may touch, by model, subject
// and item.
func (a *applier) existing(results []Result) (map[string][]model.Finding, error) {
	a.prints = map[string]bool{}
	keys := make([]string, len(a.c.bound))
	for i, b := range a.c.bound {
		keys[i] = b.Model.Key
	}
	out := map[string][]model.Finding{}
	take := func(where string, args ...any) error {
		var rows []model.Finding
		err := a.tx.Select("id", "fingerprint", "model", "subject_kind", "person_id", "subject_no", "subject_digest", "item_id", "period_start", "period_end", "status",
			"gone_at", "withdrawn_mark", "exempt_until", "evidence_digest").
			Where("model IN ?", keys).Where(where, args...).Order("id").Find(&rows).Error
		for _, f := range rows {
			key := f.Model + "/" + subjectIn(&f).id()
			out[key] = append(out[key], f)
			a.prints[string(f.Fingerprint)] = true
		}
		return err
	}
	if a.complete {
		return out, take("1 = 1")
	}
	var people []int64
	for _, r := range results {
		if r.Subject.Kind == rule.OfPerson {
			people = append(people, a.l.People[r.Subject.Index].ID)
		}
	}
	slices.Sort(people)
	for part := range slices.Chunk(slices.Compact(people), chunk) {
		if err := take("subject_kind = ? AND person_id IN ?", model.SubjectPerson, part); err != nil {
			return nil, err
		}
	}
	return out, take("subject_kind <> ?", model.SubjectPerson) // there are few of these
}

// account is an account as the database keeps it.
type account struct {
	digest []byte
	tail   string
}

// resolveAccounts finds the digests of accounts that results are about.
func (a *applier) resolveAccounts(results []Result) error {
	a.accounts = map[uint64]account{}
	for _, r := range results {
		if r.Subject.Kind != rule.OfAccount {
			continue
		}
		key := a.l.AccountKeys[r.Subject.Index]
		if _, ok := a.accounts[key]; ok {
			continue
		}
		first, last := make([]byte, 32), slices.Repeat([]byte{0xff}, 32)
		binary.BigEndian.PutUint64(first, key)
		binary.BigEndian.PutUint64(last, key)
		for _, table := range []string{"payouts", "rosters"} {
			var row struct {
				AccountDigest []byte
				AccountTail   string
			}
			if err := a.tx.Table(table).Select("account_digest", "account_tail").Where("account_digest BETWEEN ? AND ?", first, last).Limit(1).Scan(&row).Error; err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
			if row.AccountDigest != nil {
				a.accounts[key] = account{row.AccountDigest, row.AccountTail}
				break
			}
		}
	}
	return nil
}

// flush writes what was gathered.
func (a *applier) flush() error {
	for part := range slices.Chunk(a.fresh, chunk) {
		if err := a.insert(part); err != nil {
			return err
		}
	}
	slices.Sort(a.seen)
	for part := range slices.Chunk(slices.Compact(a.seen), 5*chunk) {
		if err := a.tx.Model(&model.Finding{}).Where("id IN ?", part).Updates(map[string]any{"last_run_id": a.run.ID, "last_seen_at": a.at}).Error; err != nil {
			return fmt.Errorf("seen again: %w", err)
		}
	}
	a.run.Updated += len(a.seen)
	a.run.Created = len(a.fresh)
	if len(a.events) > 0 {
		if err := a.tx.CreateInBatches(&a.events, chunk).Error; err != nil {
			return fmt.Errorf("events: %w", err)
		}
	}
	return nil
}

func (a *applier) insert(part []record) error {
	findings, prints := make([]model.Finding, len(part)), make([][]byte, len(part))
	for i, r := range part {
		findings[i], prints[i] = r.finding, r.finding.Fingerprint
	}
	if err := a.tx.Create(&findings).Error; err != nil {
		return fmt.Errorf("new findings: %w", err)
	}
	// Asked for by fingerprint: not every database numbers the rows of one
	// statement without gaps.
	var made []model.Finding
	if err := a.tx.Select("id", "fingerprint", "status").Where("fingerprint IN ?", prints).Find(&made).Error; err != nil {
		return fmt.Errorf("new findings: %w", err)
	}
	ids := make(map[string]int64, len(made))
	for _, f := range made {
		ids[string(f.Fingerprint)] = f.ID
	}
	var rows []model.FindingEvidence
	for _, r := range part {
		id := ids[string(r.finding.Fingerprint)]
		for _, e := range r.evidence {
			e.FindingID = id
			rows = append(rows, e)
		}
		r.finding.ID = id
		a.event(&r.finding, "found", "比对发现")
	}
	if len(rows) > 0 {
		if err := a.tx.CreateInBatches(&rows, 5*chunk).Error; err != nil {
			return fmt.Errorf("evidence: %w", err)
		}
	}
	return nil
}
