package kinship_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/account"
	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kinship"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

const bureau = "民政局"

// rows takes what is declared into the register, as the program does.
type rows struct{ *importer.Service }

func (r rows) Enter(tx *gorm.DB, by actor.Actor, row kinship.Row) (int64, error) {
	return r.Service.Enter(tx, by, importer.Entry{Kind: "relatives", Title: row.Title, Filing: row.Filing, Values: row.Values})
}

type bench struct {
	*kinship.Service
	t    *testing.T
	db   *gorm.DB
	rows *registers.Registers
	now  time.Time
	// What is asked of the clues: clue 1 and its case are about whoever is asked,
	// clue 2 is about others.
	asked  []string
	closed map[string]bool
}

func (b *bench) Running(_ context.Context, _ actor.Actor, number string) (int64, string, error) {
	switch number {
	case "线索〔2026〕0001", "呈批〔2026〕0001":
		return 1, "线索〔2026〕0001", nil
	case "线索〔2026〕0002":
		return 2, number, nil
	}
	return 0, "", nil
}

func (b *bench) About(_ context.Context, clue int64, people []int64, names []string) (bool, error) {
	b.asked = append(names, fmt.Sprint(people))
	return clue == 1, nil
}

func (b *bench) Closed(_ context.Context, numbers []string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, n := range numbers {
		out[n] = b.closed[n]
	}
	return out, nil
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, db: dbtest.New(t), now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
	b.rows = registers.New(t, b.db, b.now)
	clock := func() time.Time { return b.now }
	accounts, err := account.New(account.Options{DB: b.db, People: b.rows.People, Now: clock})
	b.ok(err)
	imports := importer.New(b.db, b.rows.People, nil, slog.New(slog.NewTextHandler(io.Discard, nil)), clock, t.TempDir())
	b.Service = kinship.New(kinship.Deps{
		DB: b.db, Box: b.rows.People, Registers: rows{imports}, Accounts: accounts, Now: clock,
		Matters: b,
		Number:  func(_ context.Context, _ string, standard int) (int, error) { return standard, nil },
	})
	return b
}

// staff makes an account.
func (b *bench) staff(name string, role actor.Role, bureau, division string) actor.Actor {
	b.t.Helper()
	row := model.Staff{Login: fmt.Sprintf("a%d", b.count("SELECT COUNT(*) FROM staff")), Name: name, Role: string(role), Bureau: bureau, Division: division, SessionEpoch: 1, CreatedAt: b.now}
	b.ok(b.db.Create(&row).Error)
	return actor.Actor{Kind: actor.Staff, StaffID: row.ID, Role: role, Name: name, Bureau: bureau, Division: division}
}

// identified is what an administrator writes down who saw the ID card.
func (b *bench) identified(by actor.Actor, number string) actor.Actor {
	b.t.Helper()
	b.ok(b.db.Model(&model.Staff{}).Where("id = ?", by.StaffID).Update("id_digest", b.rows.People.Index(words(number), seal.PurposeResidentID)).Error)
	return by
}

func (b *bench) ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatalf("%v %v", err, fault.Of(err).Fields)
	}
}

func (b *bench) refused(what string, err error, k fault.Kind, field string) {
	b.t.Helper()
	if !fault.Is(err, k) || field != "" && fault.Of(err).Fields[field] == "" {
		b.t.Errorf("%s: want kind %d %q, got %v %v", what, k, field, err, fault.Of(err).Fields)
	}
}

func (b *bench) entry(id int64) model.KinshipEntry {
	b.t.Helper()
	e, err := gorm.G[model.KinshipEntry](b.db).Where("id = ?", id).Take(b.t.Context())
	b.ok(err)
	return e
}

// do takes a step on an entry as it stands.
func (b *bench) do(by actor.Actor, id int64, d kinship.Deed) error {
	b.t.Helper()
	d.Version = b.entry(id).Version
	return b.Do(b.t.Context(), by, id, d)
}

func (b *bench) lines(id int64) []model.KinshipRelative {
	b.t.Helper()
	found, err := gorm.G[model.KinshipRelative](b.db).Where("entry_id = ? AND state <> 'gone'", id).Order("id").Find(b.t.Context())
	b.ok(err)
	return found
}

func (b *bench) count(query string, args ...any) (n int64) {
	b.t.Helper()
	b.ok(b.db.Raw(query, args...).Scan(&n).Error)
	return n
}

const current = "SELECT COUNT(*) FROM official_relatives v WHERE "

func words(s string) seal.Secret { return seal.NewSecret(s) }

var (
	own    = registers.Number("45092319800101001")
	wife   = registers.Number("45092319820202002")
	mother = registers.Number("45092319550303002")
)

// declared is an officer of the bureau whose wife waits for the unit.
func (b *bench) declared() (officer, head actor.Actor, id int64) {
	b.t.Helper()
	officer, head = b.identified(b.staff("甲示例", actor.RoleBureauOfficer, bureau, ""), own), b.staff("乙示例", actor.RoleBureauHead, bureau, "")
	id, err := b.Begin(b.t.Context(), officer, kinship.Person{Number: words(own)})
	b.ok(err)
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActAdd, Name: words("丙示例"), Number: words(wife), Relation: "配偶", Work: words("县中学")}))
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActDeclare}))
	return officer, head, id
}

// TestADeclaredRelativeIsSeen is the round trip: before the unit confirms it the
// declaration counts for nothing; then S03 and recusal see it.
func TestADeclaredRelativeIsSeen(t *testing.T) {
	b := newBench(t)
	person, spouse := b.rows.Person("甲示例", own), b.rows.Person("丙示例", wife)
	b.rows.Official(person, bureau)
	item := b.rows.Item("DB01", "农村低保")
	b.rows.Rostered(item, "H1", spouse)
	b.rows.Pay(registers.Payout{Person: spouse, Item: item, Month: "2026-01", Fen: 23000})
	officer, head, id := b.declared()
	if n := b.count(current + recuse.Loaded("v")); n != 0 {
		t.Errorf("%d relatives before the unit confirmed", n)
	}
	if hits := b.s03(); hits != 0 {
		t.Errorf("S03 hits %d times before", hits)
	}
	b.ok(b.do(head, id, kinship.Deed{Action: kinship.ActConfirm}))
	if n := b.count(current+recuse.Loaded("v")+" AND v.official_id = ? AND v.relative_id = ? AND v.relation = '配偶'", person, spouse); n != 1 {
		t.Errorf("%d relatives after", n)
	}
	if hits := b.s03(); hits != 1 {
		t.Errorf("S03 hits %d times after", hits)
	}
	if n := b.count("SELECT COUNT(*) FROM staff WHERE id = ? AND person_id = ?", officer.StaffID, person); n != 1 {
		t.Error("the account is not tied to the person")
	}
	near, err := recuse.Circle(t.Context(), b.db, officer)
	b.ok(err)
	if !slices.Contains(near, spouse) || !slices.Contains(near, person) {
		t.Errorf("the circle is %v", near)
	}
	for _, topic := range []string{"import.loaded", "staff.changed"} {
		if b.count("SELECT COUNT(*) FROM outbox_events WHERE topic = ?", topic) == 0 {
			t.Errorf("nobody is told by %s", topic)
		}
	}
	if n := b.count("SELECT COUNT(*) FROM batches WHERE kind = 'relatives' AND origin = ?", model.OriginFiled); n != 1 {
		t.Errorf("%d batches", n)
	}
	_, err = audit.Verify(t.Context(), b.db)
	b.ok(err)
}

// s03 is how often the model hits.
func (b *bench) s03() int {
	b.t.Helper()
	s, err := snapshot.Load(b.t.Context(), b.db, snapshot.Options{AsOf: period.Here(b.now)})
	b.ok(err)
	m, _ := rule.Lookup("S03")
	bound, err := rule.Bind([]rule.Model{m}, nil, rule.DefaultMatrix())
	b.ok(err)
	return len(rule.All(s.Snapshot, bound)["S03"])
}

// TestWhatIsCorrectedReplaces: the former row goes when the unit confirms, not before.
func TestWhatIsCorrectedReplaces(t *testing.T) {
	b := newBench(t)
	officer, head, id := b.declared()
	b.ok(b.do(head, id, kinship.Deed{Action: kinship.ActConfirm}))
	line := b.lines(id)[0].ID
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActChange, Line: line, Name: words("丁示例"), Number: words(mother), Relation: "母亲", Recorded: true}))
	b.refused("a second correction", b.do(officer, id, kinship.Deed{Action: kinship.ActEnd, Line: line}), fault.Conflict, "")
	if n := b.count(current + recuse.Loaded("v") + " AND v.relation = '配偶'"); n != 1 {
		t.Error("what was confirmed holds on")
	}
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActDeclare}))
	b.ok(b.do(head, id, kinship.Deed{Action: kinship.ActConfirm}))
	if n := b.count(current + recuse.Loaded("v") + " AND v.relation = '母亲' AND v.recorded = TRUE"); n != 1 || b.count(current+recuse.Loaded("v")) != 1 {
		t.Errorf("%d mothers", n)
	}
	line = b.lines(id)[0].ID
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActEnd, Line: line}))
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActUndo, Line: line}))
	if e := b.entry(id); e.State != model.KinshipConfirmed {
		t.Errorf("after undoing all it is %s", e.State)
	}
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActEnd, Line: line}))
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActDeclare, Alone: true}))
	b.ok(b.do(head, id, kinship.Deed{Action: kinship.ActConfirm}))
	if n := b.count(current + recuse.Loaded("v")); n != 0 || len(b.lines(id)) != 0 {
		t.Errorf("%d relatives are left", n)
	}
}

// TestWhoMayDoWhat walks the machine with everybody in it.
func TestWhoMayDoWhat(t *testing.T) {
	b := newBench(t)
	officer, head, id := b.declared()
	other, cadre := b.staff("戊示例", actor.RoleBureauHead, "水利局", ""), b.staff("己示例", actor.RoleVillageCadre, "", registers.Silian)
	manager, leader := b.staff("庚示例", actor.RoleCaseManagement, "", ""), b.staff("辛示例", actor.RoleHead, "", "")
	for _, c := range []struct {
		what string
		by   actor.Actor
		d    kinship.Deed
		want fault.Kind
	}{
		{"confirm one's own", officer, kinship.Deed{Action: kinship.ActConfirm}, fault.NotFound},
		{"another bureau's head", other, kinship.Deed{Action: kinship.ActConfirm}, fault.NotFound},
		{"a cadre", cadre, kinship.Deed{Action: kinship.ActReturn, Note: words("要改")}, fault.NotFound},
		{"a unit that has a head", manager, kinship.Deed{Action: kinship.ActConfirm}, fault.NotFound},
		{"a head of the commission", leader, kinship.Deed{Action: kinship.ActConfirm}, fault.NotFound},
		{"write while it waits", officer, kinship.Deed{Action: kinship.ActAdd}, fault.Conflict},
		{"the unit writes", head, kinship.Deed{Action: kinship.ActRecall}, fault.NotFound},
		{"no step", officer, kinship.Deed{Action: "nothing"}, fault.Conflict},
		{"send back without a word", head, kinship.Deed{Action: kinship.ActReturn}, fault.Invalid},
	} {
		b.refused(c.what, b.do(c.by, id, c.d), c.want, "")
	}
	b.refused("an old page", b.Do(t.Context(), head, id, kinship.Deed{Action: kinship.ActConfirm, Version: 1}), fault.Conflict, "")
	b.ok(b.do(head, id, kinship.Deed{Action: kinship.ActReturn, Note: words("少了母亲")}))
	if e, err := b.Mine(t.Context(), officer); err != nil || e.Returned.Reveal() != "少了母亲" || !e.Can[kinship.ActDeclare] || e.Relatives[0].Number.Reveal() == wife {
		t.Errorf("%+v %v", e, err)
	}
	for _, c := range []struct {
		what, field string
		d           kinship.Deed
	}{
		{"no relative", "id", kinship.Deed{Name: words("丙示例"), Number: words(own), Relation: "配偶"}},
		{"twice", "id", kinship.Deed{Name: words("丙示例"), Number: words(wife), Relation: "配偶"}},
		{"a wrong digit", "id", kinship.Deed{Name: words("丙示例"), Number: words(mother[:17] + "?"), Relation: "母亲"}},
		{"a clansman", "relation", kinship.Deed{Name: words("丙示例"), Number: words(mother), Relation: "同宗"}},
		{"no name", "name", kinship.Deed{Number: words(mother), Relation: "母亲"}},
	} {
		c.d.Action = kinship.ActAdd
		b.refused(c.what, b.do(officer, id, c.d), fault.Invalid, c.field)
	}
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActAdd, Name: words("丁示例"), Number: words(mother), Relation: "母亲"}))
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActDeclare}))
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActRecall}))
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActDeclare}))
	b.ok(b.do(head, id, kinship.Deed{Action: kinship.ActConfirm}))
	b.refused("a number that the unit confirmed", b.do(officer, id, kinship.Deed{Action: kinship.ActNumber, Number: words(wife)}), fault.Conflict, "")
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActKeep}))
	_, err := b.Begin(t.Context(), officer, kinship.Person{Number: words(mother)})
	b.refused("a second entry", err, fault.Invalid, "id")
	hired := registers.Number("45092319900404004")
	sid, err := b.Begin(t.Context(), officer, kinship.Person{Name: "子示例", Post: "聘用人员", Number: words(hired)})
	b.ok(err)
	b.ok(b.do(officer, sid, kinship.Deed{Action: kinship.ActDeclare, Alone: true}))
	b.refused("whom no register knows", b.do(head, sid, kinship.Deed{Action: kinship.ActConfirm}), fault.Conflict, "")
	b.rows.Person("子示例", hired)
	namesake := head
	namesake.Name = "子 示例"
	b.refused("a namesake", b.do(namesake, sid, kinship.Deed{Action: kinship.ActConfirm}), fault.Forbidden, "")
	b.ok(b.do(head, sid, kinship.Deed{Action: kinship.ActConfirm}))
	b.identified(manager, registers.Number("45092319750101001"))
	mid, err := b.Begin(t.Context(), manager, kinship.Person{Number: words(registers.Number("45092319750101001"))})
	b.ok(err)
	b.rows.Person("庚示例", registers.Number("45092319750101001"))
	b.refused("nobody named", b.do(manager, mid, kinship.Deed{Action: kinship.ActDeclare}), fault.Invalid, "alone")
	b.ok(b.do(manager, mid, kinship.Deed{Action: kinship.ActDeclare, Alone: true}))
	b.ok(b.db.Exec("UPDATE staff SET person_id = 99, id_digest = NULL WHERE id = ?", manager.StaffID).Error)
	b.refused("an account that an administrator tied to another", b.do(leader, mid, kinship.Deed{Action: kinship.ActConfirm}), fault.Conflict, "")
}

// TestANamesakeIsNotDeclaredAsOneself: nobody declares for themselves before an
// administrator saw who they are, nor as somebody else than that; what was begun
// before that was asked for is neither handed in nor confirmed.
func TestANamesakeIsNotDeclaredAsOneself(t *testing.T) {
	b := newBench(t)
	officer, head := b.staff("甲示例", actor.RoleBureauOfficer, bureau, ""), b.staff("乙示例", actor.RoleBureauHead, bureau, "")
	namesake := b.rows.Person("甲示例", mother)
	begin := func(number string) (int64, error) {
		return b.Begin(t.Context(), officer, kinship.Person{Number: words(number)})
	}
	for _, number := range []string{mother, own} {
		_, err := begin(number)
		if b.refused("nobody identified", err, fault.Invalid, "id"); !strings.Contains(fault.Of(err).Fields["id"], "系统管理员") {
			t.Errorf("it does not say what to do: %v", fault.Of(err).Fields)
		}
	}
	b.identified(officer, own)
	_, err := begin(mother)
	b.refused("a namesake's number", err, fault.Invalid, "id")
	id, err := begin(own)
	b.ok(err)
	b.refused("a namesake's number afterwards", b.do(officer, id, kinship.Deed{Action: kinship.ActNumber, Number: words(mother)}), fault.Invalid, "id")
	b.rows.Person("甲示例", own)
	forget := func() { b.ok(b.db.Exec("UPDATE staff SET id_digest = NULL").Error) }
	forget()
	b.refused("begun before", b.do(officer, id, kinship.Deed{Action: kinship.ActDeclare, Alone: true}), fault.Conflict, "")
	b.identified(officer, own)
	b.ok(b.do(officer, id, kinship.Deed{Action: kinship.ActDeclare, Alone: true}))
	forget()
	b.refused("handed in before", b.do(head, id, kinship.Deed{Action: kinship.ActConfirm}), fault.Conflict, "")
	b.identified(officer, mother)
	b.refused("the card was another's", b.do(head, id, kinship.Deed{Action: kinship.ActConfirm}), fault.Conflict, "")
	if n := b.count("SELECT COUNT(*) FROM staff WHERE person_id <> 0"); n != 0 {
		t.Errorf("%d accounts are tied to somebody", n)
	}
	b.identified(officer, own)
	b.ok(b.do(head, id, kinship.Deed{Action: kinship.ActConfirm}))
	if n := b.count("SELECT COUNT(*) FROM staff WHERE id = ? AND person_id NOT IN (0, ?)", officer.StaffID, namesake); n != 1 {
		t.Error("the account is not tied to its owner")
	}
}

// TestWhoLookedIsSeen: every look by another needs a reason and is listed for
// the official; one for a running clue later.
func TestWhoLookedIsSeen(t *testing.T) {
	b := newBench(t)
	officer, head, id := b.declared()
	inspector, trial := b.staff("壬示例", actor.RoleSupervision, "", ""), b.staff("癸示例", actor.RoleTrial, "", "")
	_, err := b.Open(t.Context(), head, id, kinship.Look{Reason: "看"})
	b.refused("no reason", err, fault.Invalid, "reason")
	_, err = b.Open(t.Context(), trial, id, kinship.Look{Reason: "想看一看"})
	b.refused("not theirs", err, fault.NotFound, "")
	_, err = b.Open(t.Context(), inspector, id, kinship.Look{Reason: "核查低保疑点", Matter: "线索〔2026〕0009"})
	b.refused("no such clue", err, fault.Invalid, "matter")
	_, err = b.Open(t.Context(), head, id, kinship.Look{Reason: "核对申报", Matter: "线索〔2026〕0001"})
	b.refused("a clue that is not theirs", err, fault.Invalid, "matter")
	spouse := b.rows.Person("丙示例", wife)
	_, err = b.Open(t.Context(), inspector, id, kinship.Look{Reason: "核查低保疑点", Matter: "线索〔2026〕0002"})
	b.refused("a clue about others", err, fault.Invalid, "matter")
	if got, want := strings.Join(b.asked, " "), fmt.Sprintf("甲示例 丙示例 [%d]", spouse); got != want {
		t.Errorf("asked about %s, want %s", got, want)
	}
	if e, err := b.One(t.Context(), head, id); err != nil || len(e.Relatives) != 0 || !e.Number.Empty() {
		t.Errorf("the cover tells: %+v %v", e, err)
	}
	e, err := b.Open(t.Context(), head, id, kinship.Look{Reason: kinship.ConfirmReason})
	b.ok(err)
	if len(e.Relatives) != 1 || e.Relatives[0].Number.Reveal() != wife || len(e.Openings) != 0 || !e.Can[kinship.ActConfirm] {
		t.Errorf("%+v", e)
	}
	_, err = b.Open(t.Context(), inspector, id, kinship.Look{Reason: "核查低保疑点"})
	b.ok(err)
	_, err = b.Open(t.Context(), inspector, id, kinship.Look{Reason: "核实线索反映的事", Matter: "呈批〔2026〕0001"})
	b.ok(err)
	seen := func() string {
		mine, err := b.Mine(t.Context(), officer)
		b.ok(err)
		var out []string
		for _, o := range mine.Openings {
			out = append(out, o.Who+" "+o.Reason.Reveal())
		}
		return strings.Join(out, "|")
	}
	if got, want := seen(), kinship.Commission+" 监督检查室 核查低保疑点|民政局 行业部门负责人 "+kinship.ConfirmReason; got != want {
		t.Errorf("seen now: %s", got)
	}
	b.closed = map[string]bool{"线索〔2026〕0001": true}
	if got := seen(); !strings.HasPrefix(got, kinship.Commission+" 监督检查室 核实线索反映的事|") {
		t.Errorf("seen when the clue was closed: %s", got)
	}
	b.closed, b.now = nil, b.now.AddDate(0, 0, 90)
	if got := seen(); !strings.HasPrefix(got, kinship.Commission+" 监督检查室 核实线索反映的事|") {
		t.Errorf("seen later: %s", got)
	}
	if n := b.count("SELECT COUNT(*) FROM audit_entries WHERE action = 'kinship.read' AND object = ?", fmt.Sprintf("kinship:%d", id)); n != 3 {
		t.Errorf("%d looks in the chain", n)
	}
	for _, q := range []string{"甲示", own} {
		found, err := b.Search(t.Context(), inspector, words(q), "核查低保疑点")
		if err != nil || len(found) != 1 || found[0].ID != id || !found[0].Number.Empty() {
			t.Errorf("search: %+v %v", found, err)
		}
	}
	if n := b.count("SELECT COUNT(*) FROM audit_entries WHERE action IN ('kinship.read', 'kinship.search') AND (detail LIKE '%核%' OR detail LIKE '%matter%')"); n != 0 {
		t.Errorf("the chain tells %d times what for", n)
	}
	if n := b.count("SELECT COUNT(*) FROM kinship_openings WHERE entry_id = 0 AND LENGTH(reason_sealed) > 0"); n != 2 {
		t.Errorf("%d searches with their reason", n)
	}
	_, err = b.Search(t.Context(), head, words("甲示"), "核查低保疑点")
	b.refused("a unit searches", err, fault.NotFound, "")
	_, err = b.Search(t.Context(), inspector, words("甲"), "核")
	b.refused("a search without reason", err, fault.Invalid, "reason")
}

// TestTheCountsAddUp: every account is counted once, by unit.
func TestTheCountsAddUp(t *testing.T) {
	b := newBench(t)
	officer, head, id := b.declared()
	cadre := b.staff("己示例", actor.RoleVillageCadre, "", registers.Silian)
	manager := b.staff("庚示例", actor.RoleCaseManagement, "", "")
	other, err := b.Begin(t.Context(), cadre, kinship.Person{Name: "子示例", Post: "村委会委员", Number: words(mother)})
	b.ok(err)
	b.refused("another's entry is not the bureau's", b.do(officer, other, kinship.Deed{Action: kinship.ActDeclare, Alone: true}), fault.NotFound, "")
	b.ok(b.do(cadre, other, kinship.Deed{Action: kinship.ActDeclare, Alone: true}))
	b.ok(b.do(head, id, kinship.Deed{Action: kinship.ActConfirm}))
	board, err := b.Board(t.Context(), manager)
	b.ok(err)
	var got []string
	sum := kinship.Count{}
	for _, c := range board.Counts {
		got = append(got, fmt.Sprintf("%s %s %d/%d/%d/%d=%d", c.Code, c.Unit, c.Missing, c.Waiting, c.Returned, c.Confirmed, c.Total))
		sum.Total += c.Missing + c.Waiting + c.Returned + c.Confirmed
	}
	want := " 纪委监委机关 1/0/0/0=1|450923108000 江宁镇 1/1/0/0=2| 民政局 1/0/0/1=2"
	if strings.Join(got, "|") != want || sum.Total != board.Sum.Total || board.Sum.Total != 5 {
		t.Errorf("%s\nwant %s, sum %+v", strings.Join(got, "|"), want, board.Sum)
	}
	if len(board.Waiting) != 1 || board.Waiting[0].ID != other { // the town has no inspector
		t.Errorf("%+v", board.Waiting)
	}
	if mine, err := b.Board(t.Context(), head); err != nil || len(mine.Counts) != 1 || mine.Counts[0].Unit != bureau {
		t.Errorf("%+v %v", mine, err)
	}
	b.now = b.now.AddDate(0, 0, 366)
	if board, err = b.Board(t.Context(), manager); err != nil || board.Sum.Renew != 1 {
		t.Errorf("%+v %v", board.Sum, err)
	}
	for by, want := range map[*actor.Actor]string{&officer: "kinship.mine", &manager: "kinship.mine kinship.confirm", &head: "kinship.mine kinship.confirm"} {
		counts, err := b.Today(t.Context(), *by)
		b.ok(err)
		var keys []string
		for _, c := range counts {
			keys = append(keys, c.Key)
		}
		tasks, err := b.Work(t.Context(), *by)
		b.ok(err)
		if strings.Join(keys, " ") != want || len(tasks) == 0 || strings.Contains(tasks[0].Title, "示例") {
			t.Errorf("%s: %v %v", by.Name, keys, tasks)
		}
	}
}

// TestEveryRelationIsOneForTheModel: what may be declared S03 looks at, but for
// a spouse of former days.
func TestEveryRelationIsOneForTheModel(t *testing.T) {
	s03, _ := rule.Lookup("S03")
	list := func(key string) []string {
		for _, p := range s03.Parameters {
			if p.Key == key {
				return strings.Split(p.Default, "、")
			}
		}
		return nil
	}
	near, not := list("relations"), list("not_relations")
	for _, r := range kinship.Relations {
		in := func(words []string) bool {
			return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(r, w) })
		}
		if got := in(near) && !in(not); got != (r != "前配偶") {
			t.Errorf("%s: %v", r, got)
		}
	}
}
