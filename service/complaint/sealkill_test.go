package complaint_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/gateway/files"
	"yangguang/service/gateway/parcels"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/parcel"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/workday"
	"yangguang/service/store"
	"yangguang/service/store/dbtest"
)

// sealKills is at how many moments of a sealing the process is killed.
const sealKills = 12

// victimEnv tells the process of this test that it is the one to be killed.
const victimEnv = "YANGGUANG_TEST_SEAL_VICTIM"

// victim is what such a process is told.
type victim struct {
	Driver, DSN, Files, Parcels string
	Seal, Index                 string // keys of the box
	Private                     []byte // of the recipient
	Petition                    int64
}

// TestSealVictim is the process that is killed; in a usual run it does nothing.
func TestSealVictim(t *testing.T) {
	text := os.Getenv(victimEnv)
	if text == "" {
		return
	}
	var v victim
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	b := v.bench(t)
	if _, err := os.Stdout.WriteString("ready\n"); err != nil {
		t.Fatal(err)
	}
	if err := b.SealUp(b.ctx, officer, v.Petition, b.order(v.Petition)); err != nil {
		t.Fatal(err)
	}
}

// bench opens the service of a victim.
func (v victim) bench(t *testing.T) *sealBench {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Driver: v.Driver, DSN: v.DSN, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(db); err != nil {
			t.Error(err)
		}
	})
	keys := func(text string, size int) []seal.Key {
		k, err := seal.ParseKeys(text, size)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	box, err := seal.NewBox(keys(v.Seal, 16), keys(v.Index, 32))
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC) }
	held, err := files.New(v.Files, box, clock)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := parcels.New(v.Parcels)
	if err != nil {
		t.Fatal(err)
	}
	key, err := keypair.ParsePrivate(v.Private)
	if err != nil {
		t.Fatal(err)
	}
	pem, err := keypair.PublicPEM(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	plain := &bench{t: t, ctx: t.Context(), db: db, now: clock(), dir: v.Files}
	plain.Service = complaint.New(complaint.Deps{
		DB: db, Box: box, Files: held, People: contacts{}, Clocks: sealClocks, Now: clock, Parcels: kept, Recipients: higher{pem},
		Scrub: func(ctx context.Context) error { return store.Scrub(ctx, db) },
	})
	return &sealBench{bench: plain, key: key, parcels: kept}
}

// sealClocks are the limits that a sealing needs.
func sealClocks(context.Context) (timer.Book, error) {
	cal, err := workday.New(nil)
	limits := map[timer.Kind]timer.Limit{}
	for _, k := range timer.Kinds() {
		limits[k] = timer.Limit{Amount: 5, Unit: timer.WorkDays}
	}
	return timer.Book{Calendar: cal, Limits: limits, Warn: 3}, err
}

// TestKilledWhileSealing kills the process, kill -9, at moments spread over a
// sealing. Afterwards the petition is there with all its files, or nothing of it
// is and the parcel opens.
func TestKilledWhileSealing(t *testing.T) {
	o := dbtest.Options(t)
	private, err := keypair.Generate()
	if err != nil {
		t.Fatal(err)
	}
	text, err := keypair.PrivatePEM(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	v := victim{
		Driver: o.Driver, DSN: o.DSN, Files: filepath.Join(dir, "files"), Parcels: filepath.Join(dir, "parcels"),
		Seal: seal.GenerateKey(1, 16), Index: seal.GenerateKey(1, 32), Private: text,
	}
	b := v.bench(t)
	for _, d := range []model.Division{{Code: townCode, Name: "双旺镇", Level: "town"}, {Code: villageCode, Name: "四联村", Level: "village", ParentCode: townCode}} {
		if err := b.db.Create(&d).Error; err != nil {
			t.Fatal(err)
		}
	}
	for _, who := range []actor.Actor{officer, colleague} { // who asks for the name and who agrees
		if err := b.db.Create(&model.Staff{ID: who.StaffID, Login: who.Name, Name: who.Name, Role: string(who.Role), CreatedAt: b.now}).Error; err != nil {
			t.Fatal(err)
		}
	}
	took := time.Duration(0)
	before, after := 0, 0
	for i := range sealKills + 1 {
		r := b.fullMatter(t)
		v.Petition = r.ID
		if i == 0 { // once to its end, to know how long it takes
			took = v.run(t, time.Minute)
			if stay, gone := b.standing(t, v); stay != 0 || gone != 1 {
				t.Fatalf("a whole sealing leaves %d, %d", stay, gone)
			}
			continue
		}
		v.run(t, took*time.Duration(i-1)/sealKills+time.Duration(rand.Int64N(int64(took/sealKills)+1)))
		stay, gone := b.standing(t, v)
		before, after = before+stay, after+gone
		if stay == 1 { // what was begun can be done
			if err := b.SealUp(b.ctx, officer, r.ID, b.order(r.ID)); err != nil {
				t.Fatalf("after a kill: %v", err)
			}
			if stay, gone := b.standing(t, v); stay != 0 || gone != 1 {
				t.Fatalf("sealed after a kill: %d, %d", stay, gone)
			}
		}
	}
	t.Logf("a sealing of %v, killed %d times: %d times everything was there, %d times all was gone and the parcel opened", took, sealKills, before, after)
}

// run starts a victim, kills it so long after it is ready, and says how long it ran.
func (v victim) run(t *testing.T, after time.Duration) time.Duration {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestSealVictim$")
	cmd.Env = append(os.Environ(), victimEnv+"="+string(text))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len("ready"))); err != nil {
		t.Fatal(err)
	}
	start, over := time.Now(), make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, out) // until the process is gone
		_ = cmd.Wait()                  // killed, or done
		close(over)
	}()
	select {
	case <-over:
	case <-time.After(after):
		if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
			t.Log(err) // it had ended
		}
		<-over
	}
	return time.Since(start)
}

// standing looks at a petition after its process is gone: first at the database,
// which has it or has not; then, as the next start does, it tidies up.
func (b *sealBench) standing(t *testing.T, v victim) (stay, gone int) {
	t.Helper()
	p := b.row(v.Petition)
	count := func() (n int64) {
		for _, table := range []string{"petition_messages", "reporters", "petition_files", "receipt_proofs"} {
			var one int64
			if err := b.db.Table(table).Where("petition_id = ?", v.Petition).Count(&one).Error; err != nil {
				t.Fatal(err)
			}
			n += one
		}
		return n
	}
	found, err := gorm.G[model.SealedHandover](b.db).Where("petition_id = ?", v.Petition).Find(b.ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Tidy(b.ctx); err != nil {
		t.Fatal(err)
	}
	names, _ := lies(t, v.Files)
	if p.State != model.PetitionSealedUp {
		if len(found) != 0 || count() < 4 || len(names) != 6 || len(p.BodySealed) == 0 {
			t.Fatalf("it is still there, and %d handovers, %d rows, %d files", len(found), count(), len(names))
		}
		return 1, 0
	}
	if len(found) != 1 || count() != 0 || len(names) != 0 || len(p.BodySealed) != 0 || p.Place != "" {
		t.Fatalf("it is gone, and %d handovers, %d rows, %d files", len(found), count(), len(names))
	}
	f, err := b.parcels.Open(found[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if plain, err := parcel.Open(bytes.NewReader(sealed), b.key); err != nil || !bytes.HasPrefix(plain, []byte("PK")) {
		t.Fatalf("it is gone, and the parcel does not open: %v", err)
	}
	return 0, 1
}
