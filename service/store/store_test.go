package store_test

import (
	"bytes"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"yangguang/service/store"
	"yangguang/service/store/dbtest"
)

// note is a table of these tests' own: the rules hold for any.
type note struct {
	ID     int64 `gorm:"primaryKey"`
	Word   string
	Parent *int64
	At     time.Time
	N      int
}

func (note) TableName() string { return "notes" }

// openNotes opens a database with the notes table and keeps what is logged.
func openNotes(t *testing.T) (*gorm.DB, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	o := dbtest.Empty(t)
	o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	db := dbtest.Open(t, o)
	create := `CREATE TABLE notes (
		id INTEGER NOT NULL PRIMARY KEY, word VARCHAR(20) NOT NULL, parent INTEGER NULL, at DATETIME NOT NULL, n INTEGER NOT NULL CHECK (n >= 0),
		CONSTRAINT uq_notes_word UNIQUE (word), CONSTRAINT fk_notes_parent FOREIGN KEY (parent) REFERENCES notes (id))`
	if db.Name() == store.MySQL {
		create += " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
	}
	if err := db.Exec(create).Error; err != nil {
		t.Fatal(err)
	}
	return db, &log
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestFailuresHaveOneNameOnBothEngines(t *testing.T) {
	db, _ := openNotes(t)
	missing := int64(99)
	if err := db.Create(&note{ID: 1, Word: "one", At: noon}).Error; err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		row  note
		want error
	}{
		"unique key":  {note{ID: 2, Word: "one", At: noon}, gorm.ErrDuplicatedKey},
		"primary key": {note{ID: 1, Word: "two", At: noon}, gorm.ErrDuplicatedKey},
		"foreign key": {note{ID: 2, Word: "two", At: noon, Parent: &missing}, gorm.ErrForeignKeyViolated},
		"check":       {note{ID: 2, Word: "two", At: noon, N: -1}, gorm.ErrCheckConstraintViolated},
	} {
		t.Run(name, func(t *testing.T) {
			if err := db.Create(&c.row).Error; !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
	if err := db.Where("id = ?", 404).Take(&note{}).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		t.Errorf("a missing row: %v", err)
	}
}

func TestAnUpdateCountsTheRowsItMatched(t *testing.T) {
	db, _ := openNotes(t)
	if err := db.Create(&note{ID: 1, Word: "same", At: noon}).Error; err != nil {
		t.Fatal(err)
	}
	r := db.Model(&note{}).Where("id = ?", 1).Update("word", "same")
	if r.Error != nil || r.RowsAffected != 1 {
		t.Errorf("an update that changes nothing: %d rows, %v", r.RowsAffected, r.Error)
	}
}

func TestTimesAreUTCAndCompare(t *testing.T) {
	db, _ := openNotes(t)
	shanghai := time.FixedZone("CST", 8*3600)
	if err := db.Create(&note{ID: 1, Word: "a", At: noon.In(shanghai)}).Error; err != nil {
		t.Fatal(err)
	}
	var got note
	if err := db.Where("at = ?", noon).Take(&got).Error; err != nil {
		t.Fatalf("the same instant of another zone is not found: %v", err)
	}
	if !got.At.Equal(noon) || got.At.Location() != time.UTC {
		t.Errorf("got %v, want %v in UTC", got.At, noon)
	}
	var n int64
	if err := db.Model(&note{}).Where("at < ?", noon.Add(time.Second).In(shanghai)).Count(&n).Error; err != nil || n != 1 {
		t.Errorf("earlier than a second later: %d rows, %v", n, err)
	}
	if err := db.Model(&note{}).Where("at < ?", noon.In(shanghai)).Count(&n).Error; err != nil || n != 0 {
		t.Errorf("earlier than itself: %d rows, %v", n, err)
	}
}

func TestTextComparesByteByByte(t *testing.T) {
	db, _ := openNotes(t)
	for i, word := range []string{"x", "X", "阳光", "x "} {
		if err := db.Create(&note{ID: int64(i + 1), Word: word, At: noon}).Error; err != nil && word != "x " {
			t.Errorf("%q: %v", word, err)
		}
	}
	var same int
	if err := db.Raw("SELECT CASE WHEN ? = ? THEN 1 ELSE 0 END", "a", "A").Scan(&same).Error; err != nil || same != 0 {
		t.Errorf("'a' = 'A' is %d, %v", same, err)
	}
}

// personal stands for what must never be printed.
const personal = "45092319900101001X"

func TestNoValueReachesTheLogOrAnError(t *testing.T) {
	db, log := openNotes(t)
	db.Logger = db.Logger.LogMode(logger.Info)
	if err := db.Create(&note{ID: 1, Word: personal, At: noon}).Error; err != nil {
		t.Fatal(err)
	}
	var (
		n     int
		when  time.Time
		words []string
	)
	failures := map[string]error{
		"duplicate":         db.Create(&note{ID: 2, Word: personal, At: noon}).Error,
		"no table":          db.Exec("INSERT INTO nowhere (word) VALUES (?)", personal).Error,
		"no column":         db.Model(&note{}).Where("nowhere = ?", personal).Pluck("word", &words).Error,
		"scan into number":  db.Raw("SELECT word FROM notes WHERE word = ?", personal).Scan(&n).Error,
		"scan into time":    db.Raw("SELECT word FROM notes WHERE word = ?", personal).Scan(&when).Error,
		"bad statement":     db.Exec("INSERT INTO notes VALUES (?, ?", personal, personal).Error,
		"pluck into number": db.Model(&note{}).Where("word = ?", personal).Pluck("word", &[]int{}).Error,
	}
	if db.Name() == store.MySQL { // SQLite stores what it is given
		failures["too long"] = db.Create(&note{ID: 3, Word: personal + personal, At: noon}).Error
		failures["not a number"] = db.Exec("INSERT INTO notes (id, word, at, n) VALUES (?, ?, ?, ?)", 4, "w", noon, personal+"X").Error
		failures["not a time"] = db.Exec("INSERT INTO notes (id, word, at, n) VALUES (?, ?, ?, ?)", 4, "w", personal+"X", 1).Error
	}
	for name, err := range failures {
		switch {
		case err == nil:
			t.Errorf("%s: no error", name)
		case strings.Contains(err.Error(), personal):
			t.Errorf("%s: the error quotes the value: %v", name, err)
		}
	}
	if got := log.String(); strings.Contains(got, personal) {
		t.Errorf("the log quotes the value:\n%s", got)
	} else if !strings.Contains(got, "query failed") || !strings.Contains(got, "notes") {
		t.Errorf("the log says nothing of the failures:\n%s", got)
	}
}

func TestExpectedFailuresAreNotLogged(t *testing.T) {
	db, log := openNotes(t)
	log.Reset()
	row := note{ID: 1, Word: "one", At: noon}
	if err := db.Create(&row).Error; err != nil {
		t.Fatal(err)
	}
	if err := db.Create(&row).Error; !errors.Is(err, gorm.ErrDuplicatedKey) {
		t.Fatal(err)
	}
	if err := db.Where("id = ?", 9).Take(&note{}).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		t.Fatal(err)
	}
	if log.Len() != 0 {
		t.Errorf("logged: %s", log)
	}
}

func TestConcurrentReadThenWriteLosesNothing(t *testing.T) {
	db, _ := openNotes(t)
	if err := db.Create(&note{ID: 1, Word: "counter", At: noon}).Error; err != nil {
		t.Fatal(err)
	}
	forUpdate := ""
	if db.Name() == store.MySQL {
		forUpdate = " FOR UPDATE"
	}
	const writers, times = 8, 10
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range times {
				err := db.Transaction(func(tx *gorm.DB) error {
					var n int
					if err := tx.Raw("SELECT n FROM notes WHERE id = ?"+forUpdate, 1).Scan(&n).Error; err != nil {
						return err
					}
					return tx.Exec("UPDATE notes SET n = ? WHERE id = ?", n+1, 1).Error
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	var got note
	if err := db.Take(&got, "id = ?", 1).Error; err != nil || got.N != writers*times {
		t.Errorf("counted %d of %d, %v", got.N, writers*times, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	secret := "pa55word"
	for name, o := range map[string]store.Options{
		"no driver":         {DSN: "x"},
		"unknown driver":    {Driver: "postgres", DSN: "x"},
		"no file":           {Driver: store.SQLite},
		"memory":            {Driver: store.SQLite, DSN: ":memory:"},
		"options in name":   {Driver: store.SQLite, DSN: "file:x.db?_txlock=deferred"},
		"no such folder":    {Driver: store.SQLite, DSN: filepath.Join(t.TempDir(), "a", "b.db")},
		"not a database":    {Driver: store.SQLite, DSN: notADatabase(t)},
		"no slash":          {Driver: store.MySQL, DSN: "u:" + secret + "@tcp(127.0.0.1:1)"},
		"no MySQL database": {Driver: store.MySQL, DSN: "u:" + secret + "@tcp(127.0.0.1:1)/"},
		"bad option":        {Driver: store.MySQL, DSN: "u:" + secret + "@tcp(127.0.0.1:1)/x?parseTime=" + secret},
		"nobody there":      {Driver: store.MySQL, DSN: "u:" + secret + "@tcp(127.0.0.1:1)/x"},
		"not an address":    {Driver: store.MySQL, DSN: "mysql://u:" + secret + "@h/x"},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(t.Context(), o)
			if err == nil {
				store.Close(db)
				t.Fatal("opened")
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("the error shows the password: %v", err)
			}
		})
	}
}

func notADatabase(t *testing.T) string {
	file := filepath.Join(t.TempDir(), "x.db")
	if err := os.WriteFile(file, bytes.Repeat([]byte("not a database"), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestSQLiteFileIsPrivateWhateverItsName(t *testing.T) {
	file := filepath.Join(t.TempDir(), "数据 100%?#a&b.db")
	db, err := store.Open(t.Context(), store.Options{Driver: store.SQLite, DSN: file})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(db)
	for _, pragma := range []struct{ name, want string }{
		{"journal_mode", "wal"}, {"foreign_keys", "1"}, {"secure_delete", "1"}, {"trusted_schema", "0"}, {"synchronous", "2"}, {"busy_timeout", "5000"},
	} {
		var got string
		if err := db.Raw("PRAGMA " + pragma.name).Scan(&got).Error; err != nil || got != pragma.want {
			t.Errorf("%s is %q, want %q, %v", pragma.name, got, pragma.want, err)
		}
	}
	unhurried, err := store.Open(t.Context(), store.Options{Driver: store.SQLite, DSN: file, Unhurried: true})
	if err != nil {
		t.Fatal(err)
	}
	for pragma, want := range map[string]string{"synchronous": "1", "busy_timeout": "60000", "secure_delete": "1"} {
		var got string
		if err := unhurried.Raw("PRAGMA " + pragma).Scan(&got).Error; err != nil || got != want {
			t.Errorf("unhurried: %s is %q, want %q, %v", pragma, got, want, err)
		}
	}
	if err := store.Close(unhurried); err != nil {
		t.Error(err)
	}
	if err := db.Exec("CREATE TABLE x (a INTEGER)").Error; err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal"} {
		fi, err := os.Stat(file + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if fi.Mode().Perm() != 0o600 {
			t.Errorf("%q has mode %v", suffix, fi.Mode().Perm())
		}
	}
}
