package importer

import (
	"context"
	"fmt"
	"sync"
	"time"

	"yangguang/model"
	"yangguang/service/importer/kind"
	"yangguang/service/kernel/period"
)

// Reached is how far the data of a kind go.
type Reached struct {
	Kind, Title string
	AsOf        period.Day // the latest day that data of a bureau describe; 0 where there are none
	Late        bool       // one of several bureaus is further behind than agreed
	Bureau      string     // of these the one furthest behind; "" for the command line
	Behind      period.Day // how far its data go
}

// reachMemory is what Reach read last: every page that rests on data asks.
type reachMemory struct {
	mu   sync.Mutex
	at   time.Time
	rows []reached
}

// reachFor is how long it is taken for true: a day that is a few seconds old.
const reachFor = 20 * time.Second

// reached is how far the data of one bureau go. Where it hands in files, single
// rows that were filled in on line say nothing of how far the others go.
type reached struct {
	Kind, Bureau string
	AsOf         string
}

// Reach says of each kind how far its data go, in the order asked for. It reads
// the database with one statement, and not more often than every few seconds.
func (c *Coverage) Reach(ctx context.Context, kinds []string) ([]Reached, error) {
	rows, err := c.reached(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Reached, len(kinds))
	for i, key := range kinds {
		out[i] = Reached{Kind: key, Title: key}
		if k, ok := kind.Lookup(key); ok {
			out[i].Title = k.Title
		}
		if err := c.furthest(ctx, rows, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// furthest fills in the best and the worst of a kind's bureaus.
func (c *Coverage) furthest(ctx context.Context, rows []reached, into *Reached) error {
	today := period.Here(c.now())
	days, bureaus, err := c.agreed(ctx, into.Kind)
	if err != nil {
		return fmt.Errorf("reach: %w", err)
	}
	for _, r := range rows {
		if r.Kind == into.Kind {
			into.AsOf = max(into.AsOf, dayOf(r.AsOf))
		}
	}
	for _, r := range rows {
		day := dayOf(r.AsOf)
		if r.Kind != into.Kind || day == into.AsOf || into.Late && day >= into.Behind {
			continue
		}
		cadence, own := bureaus[r.Bureau]
		if !own {
			cadence = days
		}
		if int(today-day) > cadence {
			into.Late, into.Bureau, into.Behind = true, r.Bureau, day
		}
	}
	return nil
}

func (c *Coverage) reached(ctx context.Context) ([]reached, error) {
	m := &c.memory
	m.mu.Lock()
	defer m.mu.Unlock()
	now := c.now()
	if age := now.Sub(m.at); m.rows != nil && age >= 0 && age < reachFor {
		return m.rows, nil
	}
	rows := []reached{}
	err := c.db.WithContext(ctx).Model(&model.Batch{}).Select("kind, bureau, COALESCE(MAX(CASE WHEN origin = '' THEN as_of END), MAX(as_of)) AS as_of").
		Where("status = ?", model.BatchLoaded).Group("kind, bureau").Order("kind, bureau").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reach: %w", err)
	}
	m.rows, m.at = rows, now
	return rows, nil
}

// dayOf reads the day of an aggregate: the engines give it in their own ways,
// all begin with it.
func dayOf(text string) period.Day {
	day, err := period.ParseDay(text[:min(10, len(text))])
	if err != nil {
		return 0
	}
	return day
}
