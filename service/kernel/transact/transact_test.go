package transact_test

import (
	"errors"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/transact"
	"yangguang/service/store/dbtest"
)

// victim is what the server says to the transaction it sacrifices.
type victim bool

func (victim) Error() string     { return "deadlock found" }
func (v victim) Retryable() bool { return bool(v) }

func TestDo(t *testing.T) {
	final := errors.New("final")
	for name, c := range map[string]struct {
		answers []error // of one run after the other; the last holds on
		runs    int
		want    error
	}{
		"at once":                    {[]error{nil}, 1, nil},
		"second run":                 {[]error{victim(true), nil}, 2, nil},
		"wrapped":                    {[]error{errors.Join(final, victim(true)), nil}, 2, nil},
		"never":                      {[]error{victim(true)}, 8, victim(true)},
		"another error":              {[]error{final}, 1, final},
		"another error, second time": {[]error{victim(true), final}, 2, final},
		"not to be run again":        {[]error{victim(false)}, 1, victim(false)},
	} {
		t.Run(name, func(t *testing.T) {
			db := dbtest.New(t)
			runs := 0
			err := transact.Do(t.Context(), db, func(tx *gorm.DB) error {
				answer := c.answers[min(runs, len(c.answers)-1)]
				runs++
				if err := tx.Create(&model.Lease{Name: "one", UntilAt: time.Date(2026, 5, 6, 0, 0, 0, 0, time.UTC)}).Error; err != nil {
					return err
				}
				return answer
			})
			if !errors.Is(err, c.want) || runs != c.runs {
				t.Errorf("got %v after %d runs, want %v after %d", err, runs, c.want, c.runs)
			}
			left, err := gorm.G[model.Lease](db).Count(t.Context(), "*")
			if err != nil {
				t.Fatal(err)
			}
			if (c.want == nil) != (left == 1) {
				t.Errorf("%d rows were left", left)
			}
		})
	}
}
