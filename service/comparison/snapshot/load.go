// Package snapshot loads what is known from the database into a
// dossier.Snapshot: one ordered SELECT a table, read as it streams.
//
// Only rows that hold count: of loaded batches, and not replaced by a later
// one. Everything is read in one read-only transaction, so that a batch that is
// loaded meanwhile is either wholly in or wholly out.
package snapshot

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/sheetrow"
)

// Options say what to load.
type Options struct {
	AsOf period.Day
	// People are the people.id to look at; nil is everything. With them comes
	// what their dossiers lean on: the members of their roster households,
	// relatives and officials, who is registered with them, who shares an account.
	People []int64
	// List is a batch of prepayouts whose rows are added as Proposed, its payees
	// to People; 0 is none.
	List int64
	// Stages are the projects that their owners file stage by stage, by number,
	// each with the stages that are past their day.
	Stages map[string][]dossier.LateStage
	// Then reads what held at an earlier moment; nil is now.
	Then *Then
	// Silence reads who was told of a payment and has said nothing, too: many rows
	// that nobody asks for but where a county set it so.
	Silence bool
	// Progress is told how many rows were read of about how many; nil is nobody.
	Progress func(done, total int)
}

// Batch is a loaded batch.
type Batch struct {
	ID     int64
	Kind   string
	Digest []byte
	AsOf   period.Day
	Rows   int
}

// Loaded is a snapshot with what leads back to the database.
type Loaded struct {
	*dossier.Snapshot
	Batches []Batch // all that were loaded when it was read, by number
	// AccountKeys are the first eight bytes of the digest of each account.
	AccountKeys []uint64
	// Core tells for each person whether the scope asked for them; the others
	// are there for the sake of these. nil: everybody.
	Core []bool
	// Listed are the prepayouts.id of the list's rows: the Src.Row of a payout
	// that is Proposed is its place here, for a workbook has a row 2 in every sheet.
	Listed []int64
	// Rows is how many rows were read.
	Rows int
	// Inputs has a digest of each source that may change in place.
	Inputs map[string]string
	// Stages are those of the options.
	Stages map[string][]dossier.LateStage
}

// InCore reports whether the scope asked for a person.
func (l *Loaded) InCore(p dossier.P) bool { return l.Core == nil || l.Core[p] }

// Load reads a snapshot.
func Load(ctx context.Context, db *gorm.DB, o Options) (*Loaded, error) {
	pool, err := db.DB()
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	tx, err := pool.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // it only read
	l := &loader{
		ctx: ctx, tx: tx, mysql: db.Name() == "mysql", o: o, s: &dossier.Snapshot{AsOf: o.AsOf, Coverage: map[string]dossier.Cover{}},
		texts: newWords(), classes: newWords(), words: newWords(), villages: map[string]int32{}, accounts: accounts{number: map[uint64]int32{}},
		households: map[household]int32{},
	}
	for _, step := range []struct {
		name string
		read func() error
	}{
		{"batches", l.readBatches}, {"aliases", l.readAliases}, {"scope", l.readScope}, {"divisions", l.readDivisions}, {"items", l.readItems}, {"people", l.readPeople},
		{"residents", l.readResidents}, {"residences", l.readResidences}, {"payouts", l.readPayouts}, {"prepayouts", l.readList}, {"released lists", l.readReleased}, {"rosters", l.readRosters},
		{"registers", l.readRegisters}, {"livelihood", l.readLivelihood}, {"companies", l.readCompanies}, {"works", l.readWorks}, {"answers", l.readAnswers},
	} {
		if err := step.read(); err != nil {
			return nil, fmt.Errorf("snapshot: %s: %w", step.name, err)
		}
	}
	l.s.Part = l.scope != nil
	l.s.Texts, l.s.Classes, l.s.Accounts = l.texts.list, l.classes.list, len(l.accounts.keys)
	l.s.Finish()
	return &Loaded{Snapshot: l.s, Batches: l.batches, AccountKeys: l.accounts.keys, Core: l.core(), Listed: l.listed, Rows: l.rows, Inputs: l.inputs(), Stages: l.o.Stages}, nil
}

type household struct {
	item  uint16
	no    string
	alone dossier.P
}

type loader struct {
	ctx   context.Context
	tx    *sql.Tx
	mysql bool
	o     Options
	s     *dossier.Snapshot

	past     *past
	batches  []Batch
	asOf     map[int64]period.Day // of batches
	sheets   map[int64][]string   // of lists before payment, whose rows keep the sheet's name
	live     []bool               // by batches.id
	total    int
	rows     int
	scope    []int64        // people.id in ascending order; nil is everybody
	asked    map[int64]bool // of scope: those that count
	people   ids
	listed   []int64
	aliases  map[int64]int64 // people.id judged to be another's, and whose
	moved    [][2]int64      // of them those in the snapshot, by the first
	items    ids
	itemCode map[string]int32

	texts, classes, words *words
	villages              map[string]int32
	hukou                 map[string]int32
	accounts              accounts
	households            map[household]int32
	companies             map[string]int32
	projects              map[string]int32
	aided                 map[string]int32
}

func (l *loader) readBatches() error {
	where := "status = '" + model.BatchLoaded + "'"
	if l.o.Then != nil {
		if err := l.readPast(); err != nil {
			return err
		}
		where = everLoaded
	}
	then := map[int64]bool{}
	if l.past != nil {
		for _, b := range l.past.Batches {
			then[b] = true
		}
	}
	var id, rows number
	var kind, origin, digest, sheets text
	l.sheets = map[int64][]string{}
	asOf := day{}
	byFile := map[string]bool{}
	l.asOf = map[int64]period.Day{}
	err := l.each("SELECT id, kind, origin, file_digest, "+l.date("as_of")+", rows_good, sheets FROM batches WHERE "+where+" ORDER BY id", func() {
		if l.past != nil && !then[int64(id)] {
			return
		}
		l.asOf[int64(id)] = asOf.on
		b := Batch{ID: int64(id), Kind: kind.String(), Digest: slices.Clone(digest.b), AsOf: asOf.on, Rows: int(rows)}
		l.batches = append(l.batches, b)
		for int64(len(l.live)) <= b.ID {
			l.live = append(l.live, false)
		}
		l.live[b.ID] = true
		l.total += b.Rows
		if b.Kind == "prepayouts" {
			if names := sheetrow.Read([]byte(sheets.String())); names != nil {
				l.sheets[b.ID] = names
			}
			return // a list that is to be paid is no register
		}
		c := l.s.Coverage[b.Kind]
		// One row filled in on line says nothing of how fresh the others are: it
		// counts only where nobody hands in files.
		filed := origin.String() == model.OriginFiled
		if c.Rows == 0 || !filed && !byFile[b.Kind] || filed == !byFile[b.Kind] && b.AsOf > c.AsOf {
			c.AsOf = b.AsOf
		}
		byFile[b.Kind] = byFile[b.Kind] || !filed
		c.Rows += b.Rows
		l.s.Coverage[b.Kind] = c
	}, &id, &kind, &origin, &digest, &asOf, &rows, &sheets)
	l.rows = 0
	return err
}

// rowsOf is how many rows the loaded batches of a kind have.
func (l *loader) rowsOf(kind string) int { return l.s.Coverage[kind].Rows }

// alive reports whether a row's batch is loaded.
func (l *loader) alive(batch number) bool { return int(batch) < len(l.live) && l.live[batch] }

func ref(batch, row number) dossier.Ref {
	return dossier.Ref{Batch: int32(batch), Row: int32(row)} //nolint:gosec // as they are numbered
}

func (l *loader) readDivisions() error {
	var code, name text
	return l.each("SELECT code, name FROM divisions ORDER BY code", func() {
		c := code.String()
		l.villages[c] = int32(len(l.s.Villages)) //nolint:gosec // some hundreds
		l.s.Villages = append(l.s.Villages, dossier.Village{Code: c, Name: name.String()})
	}, &code, &name)
}

// village finds a division by its code; one that is in no file stands for
// itself.
func (l *loader) village(t *text) int32 {
	if t.empty() {
		return dossier.None
	}
	var n int32
	var ok bool
	if t.b != nil {
		n, ok = l.villages[string(t.b)]
	} else {
		n, ok = l.villages[t.s]
	}
	if !ok {
		c := t.String()
		n = int32(len(l.s.Villages)) //nolint:gosec // some hundreds
		l.villages[c] = n
		l.s.Villages = append(l.s.Villages, dossier.Village{Code: c})
	}
	return n
}
