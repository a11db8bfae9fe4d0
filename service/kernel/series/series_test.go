package series_test

import (
	"sync"
	"testing"

	"gorm.io/gorm"

	"yangguang/service/kernel/series"
	"yangguang/service/kernel/transact"
	"yangguang/service/store/dbtest"
)

func TestNoGapAndNoDouble(t *testing.T) {
	db := dbtest.New(t)
	var mu sync.Mutex
	seen := map[int64]bool{}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 5 {
				err := transact.Do(t.Context(), db, func(tx *gorm.DB) error {
					n, err := series.Next(tx, "petition/2026")
					mu.Lock()
					defer mu.Unlock()
					if seen[n] {
						t.Errorf("%d twice", n)
					}
					seen[n] = true
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for n := int64(1); n <= 20; n++ {
		if !seen[n] {
			t.Errorf("%d is missing", n)
		}
	}
}
