package dbtest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"gorm.io/gorm"

	"yangguang/service/store"
	"yangguang/service/store/dbtest"
)

func TestNewGivesEachTestItsOwnMigratedDatabase(t *testing.T) {
	first, second := dbtest.New(t), dbtest.New(t)
	for _, db := range []*gorm.DB{first, second} {
		if err := store.Check(t.Context(), db); err != nil {
			t.Fatal(err)
		}
	}
	insert := func(db *gorm.DB) error {
		return db.Exec("INSERT INTO leases (name, holder, until_at) VALUES (?, ?, ?)", "a", "b", time.Unix(0, 0).UTC()).Error
	}
	if err := insert(first); err != nil {
		t.Fatal(err)
	}
	if err := insert(second); err != nil {
		t.Errorf("the second database holds what was written to the first: %v", err)
	}
}

func TestBrokenFailsEveryQuery(t *testing.T) {
	db := dbtest.Broken(t)
	var n int64
	if err := db.Table("leases").Count(&n).Error; err == nil {
		t.Error("reading works")
	}
	if err := db.Exec("DELETE FROM leases").Error; err == nil {
		t.Error("writing works")
	}
	if err := db.Transaction(func(*gorm.DB) error { return nil }); err == nil {
		t.Error("a transaction begins")
	}
	if err := store.Check(t.Context(), db); err == nil {
		t.Error("the schema is found in order")
	}
}

// recorder is a test that only remembers.
type recorder struct {
	testing.TB
	said string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) { r.said += fmt.Sprintf(format, args...) }

func TestAtMostCountsWhateverRanAndNamesIt(t *testing.T) {
	db := dbtest.New(t)
	three := func(db *gorm.DB) {
		var n int64
		db.Table("leases").Where("name = ?", "who").Count(&n)
		db.Raw("SELECT COUNT(*) FROM staff").Scan(&n)
		rows, err := db.Raw("SELECT name FROM leases").Rows()
		if err != nil {
			t.Fatal(err)
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	r := &recorder{TB: t}
	dbtest.AtMost(r, db, 3, three)
	if r.said != "" {
		t.Errorf("three statements are more than three: %s", r.said)
	}
	dbtest.AtMost(r, db, 2, three)
	if strings.Count(r.said, "\n") != 3 || !strings.Contains(r.said, "FROM staff") {
		t.Errorf("want the three statements, got %q", r.said)
	}
	if strings.Contains(r.said, "who") {
		t.Errorf("a value is shown: %q", r.said)
	}
}

func TestRedisIsEmptyAndPrivate(t *testing.T) {
	ctx := t.Context()
	first, second := dbtest.Redis(t), dbtest.Redis(t)
	if err := first.Set(ctx, "k", "v", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if n, err := second.DBSize(ctx).Result(); err != nil || n != 0 {
		t.Errorf("the second Redis has %d keys, %v", n, err)
	}
}

func TestRedisURLLeadsToAnEmptyRedis(t *testing.T) {
	o, err := redis.ParseURL(dbtest.RedisURL(t))
	if err != nil {
		t.Fatal(err)
	}
	c := redis.NewClient(o)
	defer c.Close()
	if n, err := c.DBSize(t.Context()).Result(); err != nil || n != 0 {
		t.Errorf("%d keys, %v", n, err)
	}
}

func TestColumnsFindsEachKindOfDifference(t *testing.T) {
	type lease struct {
		Name    string `gorm:"primaryKey"`
		Holder  *string
		UntilAt int64
		Extra   string
	}
	found, err := dbtest.Columns(dbtest.New(t), []any{lease{}})
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(found, "\n")
	for _, want := range []string{
		"leases.holder: column is NOT NULL",
		"leases.until_at: field UntilAt is int",
		"leases.extra: table has no such column",
		"staff: table has no entity",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("missing %q in:\n%s", want, all)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	dbtest.New(b)
	for b.Loop() {
		dbtest.New(b)
	}
}
