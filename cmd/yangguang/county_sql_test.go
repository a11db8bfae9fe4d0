package main

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"yangguang/cmd/yangguang/internal/county"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest/plainsql"
)

// checkStatements holds the models written as SQL, which the engine is measured
// against, to the same truth: each finds at least what was planted for it.
func checkStatements(t *testing.T, in *infra, facts []county.Fact) {
	t.Helper()
	if in.db.Name() != "mysql" {
		return
	}
	numbers := map[string]string{} // people.id and the digests of accounts: the number in clear
	var people []struct {
		ID                 string
		IDDigest, IDSealed []byte
	}
	if err := in.db.Raw("SELECT id, id_digest, id_sealed FROM people").Scan(&people).Error; err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		id, err := in.people.Open(p.IDSealed, seal.PlaceResidentID(p.IDDigest))
		if err != nil {
			t.Fatal(err)
		}
		numbers[p.ID] = id.Reveal()
	}
	pool, err := in.db.DB()
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pool.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(t.Context(), "SET @today = ?", countyAsOf); err != nil {
		t.Fatal(err)
	}
	for _, st := range plainsql.Statements() {
		start := time.Now()
		rows, err := conn.QueryContext(t.Context(), st.Query)
		if err != nil {
			t.Errorf("%s: %v", st.Model, err)
			continue
		}
		found, n := map[string]bool{}, 0
		for ; rows.Next(); n++ {
			var subject []byte
			var rest [5]any
			if err := rows.Scan(&subject, &rest[0], &rest[1], &rest[2], &rest[3], &rest[4]); err != nil {
				t.Fatal(err)
			}
			found[in.subjectOf(t, st.Model, subject, numbers)] = true
		}
		if err := rows.Err(); err != nil {
			t.Errorf("%s: %v", st.Model, err)
		}
		planted, missed := 0, 0
		for i := range facts {
			if c := &facts[i]; c.Model == st.Model && c.Role == "violation" && !plainsql.LeavesOut(c.Model, c.Trap) {
				planted++
				hit := false
				for _, s := range append([]string{c.SubjectID}, c.SubjectAny...) {
					hit = hit || found[s]
				}
				if !hit {
					missed++
					t.Errorf("SQL misses %s %s (%s) %s", c.Model, c.SubjectID, c.Trap, c.Note)
				}
			}
		}
		t.Logf("%-4s as SQL: planted %3d missed %3d; %d rows in %s", st.Model, planted, missed, n, time.Since(start).Round(time.Millisecond))
	}
}

// subjectOf is the number in clear of what a statement found.
func (in *infra) subjectOf(t *testing.T, model string, subject []byte, numbers map[string]string) string {
	t.Helper()
	if strings.HasPrefix(model, "P") || model == "S28" {
		return string(subject)
	}
	if model != "S25" {
		return numbers[string(subject)]
	}
	var p struct {
		ID            int64
		AccountSealed []byte
	}
	if err := in.db.Raw("SELECT id, account_sealed FROM payouts WHERE account_digest = ? LIMIT 1", subject).Scan(&p).Error; err != nil {
		t.Fatal(err)
	}
	account, err := in.people.Open(p.AccountSealed, seal.PlaceAccount("payouts", p.ID))
	if err != nil {
		t.Fatal(fmt.Errorf("account %s: %w", hex.EncodeToString(subject), err))
	}
	return account.Reveal()
}
