package counter_test

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"strings"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/counter"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"

	"gorm.io/gorm"
)

// shelf keeps nothing and says what was asked of it.
type shelf struct{ written, removed int }

func (s *shelf) Write(content []byte, f model.File) (model.File, error) {
	s.written++
	f.Path, f.Digest, f.Size, f.CreatedAt = "aa/bb", make([]byte, 32), int64(len(content)), time.Now().UTC()
	return f, nil
}
func (*shelf) Add(tx *gorm.DB, f *model.File) error { return tx.Create(f).Error }
func (*shelf) Read(model.File) ([]byte, error)      { return []byte("photo"), nil }
func (s *shelf) Remove(model.File) error            { s.removed++; return nil }

func photo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// desk is the codes of villagers: 123456 is the text of a, 654321 what is on
// their page.
type desk struct {
	a    int64
	sent int
}

func (d *desk) SendConsent(context.Context, actor.Actor, seal.Secret, seal.Secret) error {
	d.sent++
	return nil
}

func (d *desk) Consented(_ context.Context, _ actor.Actor, _, _, code seal.Secret) (int64, string, error) {
	if how := map[string]string{"123456": counter.ByText, "654321": counter.ByPage}[code.Reveal()]; how != "" {
		return d.a, how, nil
	}
	return 0, "", fault.Fields(map[string]string{counter.FieldCode: "不对"})
}

func wants(t *testing.T, err error, k fault.Kind) {
	t.Helper()
	if !fault.Is(err, k) {
		t.Fatalf("got %v, want a failure of kind %q", err, k)
	}
}

func TestALookIsConsentedToWrittenDownAndTold(t *testing.T) {
	now := time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC)
	db, ctx := dbtest.New(t), t.Context()
	r := registers.New(t, db, now)
	a := r.Person("甲示例", registers.Number("45092319800101001"))
	r.Bound(a)
	files, asked := &shelf{}, 0
	cadre := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleVillageCadre, Division: registers.Silian, Name: "王示范"}
	s := counter.New(counter.Deps{
		DB: db, Box: r.People, Files: files, Now: func() time.Time { return now },
		Number: func(context.Context, string, int) (int, error) { return 2, nil },
		Person: func(_ context.Context, by actor.Actor, name, _ seal.Secret) (int64, error) {
			asked++
			if name.Reveal() != "甲示例" {
				return 0, fault.Fields(map[string]string{"id": "没有"})
			}
			return a, nil
		},
		Money: func(_ context.Context, person int64, year int) (counter.Money, error) {
			return counter.Money{Year: 2026, Amount: 35000, Paid: []counter.Paid{{Item: "农村低保", Amount: 35000, Tail: "0011"}}}, nil
		},
	})
	ask := counter.Ask{Name: seal.NewSecret("甲示例"), ID: seal.NewSecret("x"), Reason: seal.NewSecret("本人不会用手机"), Consent: photo(t)}
	for name, change := range map[string]func(*counter.Ask){
		"nobody there": func(k *counter.Ask) { k.Name = seal.NewSecret("乙示例") },
		"no reason":    func(k *counter.Ask) { k.Reason = seal.Secret{} },
		"no consent":   func(k *counter.Ask) { k.Consent = nil },
		"no photo":     func(k *counter.Ask) { k.Consent = []byte("<svg>") },
	} {
		t.Run(name, func(t *testing.T) {
			k := ask
			change(&k)
			_, err := s.Look(ctx, cadre, k)
			wants(t, err, fault.Invalid)
		})
	}
	if files.written != 0 || asked != 1 {
		t.Errorf("%d photos of refused looks, %d people looked for", files.written, asked)
	}
	slip, err := s.Look(ctx, cadre, ask)
	if err != nil || slip.Name != "甲**" || slip.Staff != "王示范" || slip.Amount != 35000 {
		t.Fatalf("%+v %v", slip, err)
	}
	var events, chained int64
	db.Model(&model.OutboxEvent{}).Where("topic = ?", counter.TopicLooked).Count(&events)
	db.Model(&model.AuditEntry{}).Where("action = 'counter.look'").Count(&chained)
	if events != 1 || chained != 1 {
		t.Errorf("%d promises, %d entries", events, chained)
	}
	if _, err = s.Look(ctx, cadre, ask); err != nil {
		t.Fatal(err)
	}
	_, err = s.Look(ctx, cadre, ask)
	wants(t, err, fault.TooMany)
	if files.written != 2 || asked != 3 {
		t.Errorf("%d photos, %d people looked for, after the day's last look", files.written, asked)
	}
	list, err := s.Entries(ctx, cadre)
	if err != nil || len(list) != 2 || list[0].Name != "甲**" || list[0].Reason.Reveal() != "本人不会用手机" {
		t.Fatalf("%+v %v", list, err)
	}
	other := actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleVillageCadre, Division: registers.LiSantan}
	if theirs, err := s.Entries(ctx, other); err != nil || len(theirs) != 0 {
		t.Errorf("another village: %+v %v", theirs, err)
	}
	_, err = s.Consent(ctx, other, list[0].ID)
	wants(t, err, fault.NotFound)
	for _, role := range []actor.Role{actor.RolePetition, actor.RoleVillageCadre, actor.RoleTownInspector} { // the last two have no place
		nowhere := actor.Actor{Kind: actor.Staff, Role: role, StaffID: 3}
		_, err = s.Entries(ctx, nowhere)
		wants(t, err, fault.NotFound)
		_, err = s.Consent(ctx, nowhere, list[0].ID)
		wants(t, err, fault.NotFound)
	}
	if b, err := s.Consent(ctx, cadre, list[0].ID); err != nil || string(b) != "photo" {
		t.Errorf("%q %v", b, err)
	}
	var user int64
	db.Raw("SELECT wechat_user_id FROM bindings WHERE person_id = ?", a).Scan(&user)
	seen, err := s.Mine(ctx, actor.Actor{Kind: actor.Villager, WechatUserID: user, PersonID: a})
	if err != nil || len(seen) != 2 || !seen[0].At.Equal(now) || seen[0].Village != registers.Silian {
		t.Errorf("%+v %v", seen, err)
	}
	if seen, err = s.Mine(ctx, actor.Actor{Kind: actor.Villager, WechatUserID: user + 1, PersonID: a}); err != nil || len(seen) != 0 {
		t.Errorf("not bound: %+v %v", seen, err)
	}
	var e model.AuditEntry
	db.Where("action = 'counter.look'").Take(&e)
	if strings.Contains(e.Detail, "手机") {
		t.Errorf("the chain holds a reason: %s", e.Detail)
	}
}

// TestACodeInPlaceOfPaper: a look by a code keeps no photo and says how they
// consented; one without codes, and one with both, is refused.
func TestACodeInPlaceOfPaper(t *testing.T) {
	now := time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC)
	db, ctx := dbtest.New(t), t.Context()
	r := registers.New(t, db, now)
	codes, files := &desk{a: r.Person("甲示例", registers.Number("45092319800101001"))}, &shelf{}
	cadre := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleVillageCadre, Division: registers.Silian, Name: "王示范"}
	d := counter.Deps{
		DB: db, Box: r.People, Files: files, Codes: codes, Now: func() time.Time { return now },
		Number: func(_ context.Context, _ string, standard int) (int, error) { return standard, nil },
		Money:  func(context.Context, int64, int) (counter.Money, error) { return counter.Money{Year: 2026}, nil },
	}
	s := counter.New(d)
	if err := s.SendCode(ctx, cadre, counter.Ask{}); err != nil || codes.sent != 1 {
		t.Errorf("%d sent, %v", codes.sent, err)
	}
	ask := counter.Ask{Name: seal.NewSecret("甲示例"), ID: seal.NewSecret("x"), Reason: seal.NewSecret("本人要求代查"), Code: seal.NewSecret("123456")}
	both, wrong, page := ask, ask, ask
	both.Consent, wrong.Code, page.Code = photo(t), seal.NewSecret("111111"), seal.NewSecret("654321")
	for what, a := range map[string]counter.Ask{"both": both, "wrong": wrong} {
		if _, err := s.Look(ctx, cadre, a); fault.Of(err).Fields[counter.FieldCode] == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, a := range []counter.Ask{ask, page} {
		if _, err := s.Look(ctx, cadre, a); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Entries(ctx, cadre)
	if err != nil || len(list) != 2 || list[0].How != counter.ByPage || list[1].How != counter.ByText || list[0].Reason.Reveal() != "本人要求代查" || files.written != 0 {
		t.Fatalf("%+v %v, %d photos", list, err, files.written)
	}
	_, err = s.Consent(ctx, cadre, list[0].ID)
	wants(t, err, fault.NotFound)
	d.Codes = nil
	_, err = counter.New(d).Look(ctx, cadre, ask)
	wants(t, err, fault.Unavailable)
	wants(t, counter.New(d).SendCode(ctx, cadre, ask), fault.Unavailable)
}
