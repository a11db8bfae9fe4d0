package notify_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/notify"
	"yangguang/service/store/dbtest"
)

var morning = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)

// platform is what stands for WeChat here: it takes messages, or answers for
// one openid with an error.
type platform struct {
	away   error
	errs   map[string]error
	tries  int
	sent   map[string][]string // openid → kinds
	keys   map[string]bool
	during func()
}

type answer struct{ refused, config bool }

func (a answer) Error() string   { return fmt.Sprintf("answered %v %v", a.refused, a.config) }
func (a answer) Refused() bool   { return a.refused }
func (a answer) BadConfig() bool { return a.config }

func (p *platform) Send(_ context.Context, openid seal.Secret, kind, link, dedupe string) error {
	p.tries++
	if p.during != nil {
		p.during()
	}
	if p.away != nil {
		return p.away
	}
	if err := p.errs[openid.Reveal()]; err != nil {
		return err
	}
	if !strings.HasPrefix(link, "/h5/") {
		return errors.New("leads nowhere")
	}
	if key := dedupe + openid.Reveal(); !p.keys[key] {
		p.keys[key] = true
		p.sent[openid.Reveal()] = append(p.sent[openid.Reveal()], kind)
	}
	return nil
}

func (p *platform) total() int {
	n := 0
	for _, kinds := range p.sent {
		n += len(kinds)
	}
	return n
}

// reporters is petition → WeChat user.
type reporters map[int64]int64

func (r reporters) Recipient(_ context.Context, id int64) (int64, bool, error) {
	u, ok := r[id]
	return u, ok, nil
}

type world struct {
	t        *testing.T
	db       *gorm.DB
	box      *seal.Box
	platform *platform
	service  *notify.Service
	worker   *outbox.Worker
	clock    time.Time
	askers   notify.Askers
	log      bytes.Buffer
	rows     int64
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: dbtest.New(t), clock: morning, platform: &platform{errs: map[string]error{}, sent: map[string][]string{}, keys: map[string]bool{}}}
	w.box = dbtest.Box(t)
	w.use(w.db)
	return w
}

// use rebuilds service and worker on a database.
func (w *world) use(db *gorm.DB) {
	w.t.Helper()
	log := slog.New(slog.NewTextHandler(&w.log, nil))
	var err error
	w.service, err = notify.New(notify.Options{DB: db, People: w.box, Sender: w.platform, Reporters: reporters{7: 1}, Askers: w.askers, Log: log, Now: w.now})
	if err != nil {
		w.t.Fatal(err)
	}
	w.worker = outbox.NewWorker(db, log, w.now, w.service.Handlers())
}

func (w *world) now() time.Time { return w.clock }

func (w *world) create(v any) {
	w.t.Helper()
	if err := w.db.Create(v).Error; err != nil {
		w.t.Fatal(err)
	}
}

func openid(user int64) string { return fmt.Sprintf("oDEMO%023d", user) }

// bind makes WeChat users and binds them to a person.
func (w *world) bind(user, person int64) *model.Binding {
	w.t.Helper()
	id := seal.NewSecret(openid(user))
	digest := w.box.Index(id, "openid")
	if err := w.db.Where("id = ?", user).FirstOrCreate(&model.WechatUser{ID: user, OpenidDigest: digest, CreatedAt: morning,
		OpenidSealed: w.box.Seal(id, fmt.Sprintf("wechat_users.openid/%x", digest))}).Error; err != nil {
		w.t.Fatal(err)
	}
	b := &model.Binding{WechatUserID: user, PersonID: person, Method: "account_tail", BoundAt: w.clock}
	w.create(b)
	return b
}

// batch loads payments of the persons and promises to tell.
func (w *world) batch(id int64, persons ...int64) {
	w.t.Helper()
	at := w.clock
	w.create(&model.Batch{ID: id, Kind: "payouts", FileDigest: bytes.Repeat([]byte{byte(id)}, 32), Status: model.BatchLoaded, AsOf: morning.Truncate(24 * time.Hour), CreatedAt: at, LoadedAt: &at})
	for _, p := range persons {
		w.pay(id, p, "成功")
	}
	w.promise(notify.TopicPayoutsLoaded, id, fmt.Sprintf(`{"batch_id":%d}`, id))
}

func (w *world) pay(batch, person int64, result string) {
	w.t.Helper()
	w.rows++
	day := morning.Truncate(24 * time.Hour)
	w.create(&model.Payout{ID: batch<<24 | w.rows, PersonID: person, ItemID: 1, PeriodStart: day, PeriodEnd: day, PaidOn: day, AmountFen: 100, Result: result,
		AccountDigest: make([]byte, 32), AccountSealed: []byte{1}, VillageCode: "450923108210", BatchID: batch})
}

type raw string

func (r raw) MarshalJSON() ([]byte, error) { return []byte(r), nil }

func (w *world) promise(topic string, n int64, payload string) {
	w.t.Helper()
	if err := outbox.Add(w.db, topic, fmt.Sprint(n), w.clock, raw(payload)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) work() {
	w.t.Helper()
	if _, err := w.worker.Once(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// later lets back-off after back-off pass.
func (w *world) later(d time.Duration) {
	w.t.Helper()
	for end := w.clock.Add(d); w.clock.Before(end); w.clock = w.clock.Add(10 * time.Minute) {
		w.work()
	}
}

func (w *world) count(where string, args ...any) int64 {
	w.t.Helper()
	var n int64
	if err := w.db.Model(&model.Notice{}).Where(where, args...).Count(&n).Error; err != nil {
		w.t.Fatal(err)
	}
	return n
}

func (w *world) open() int64 {
	w.t.Helper()
	var n int64
	if err := w.db.Model(&model.OutboxEvent{}).Where("done_at IS NULL").Count(&n).Error; err != nil {
		w.t.Fatal(err)
	}
	return n
}

func TestABatchIsOneMessageForEachBoundPhone(t *testing.T) {
	w := newWorld(t)
	w.bind(1, 10)
	w.bind(2, 10) // the same person's other phone
	w.bind(3, 30) // only a payment that came back
	w.bind(4, 40) // nothing in this batch
	ended := w.bind(5, 10)
	if err := w.db.Model(ended).Updates(map[string]any{"active_mark": ended.ID}).Error; err != nil {
		t.Fatal(err)
	}
	w.create(&model.RelativeGrant{HolderID: 40, PersonID: 10, GrantedKind: "code", GrantedAt: morning})
	w.batch(1, 10, 10, 10)
	w.pay(1, 30, "退票")
	w.clock = w.clock.Add(time.Minute)
	w.bind(6, 10) // after the batch appeared
	w.work()
	if w.platform.total() != 2 || len(w.platform.sent[openid(1)]) != 1 || len(w.platform.sent[openid(2)]) != 1 {
		t.Fatalf("sent %v", w.platform.sent)
	}
	w.promise(notify.TopicPayoutsLoaded, 99, `{"batch_id":1}`) // the event again
	w.batch(2, 10)
	w.work()
	if w.platform.total() != 5 { // 1, 2 and, bound by now, 6
		t.Errorf("sent %v", w.platform.sent)
	}
	if n := w.count("status = ?", model.NoticeSent); n != 5 || w.open() != 0 {
		t.Errorf("%d notices sent, %d promises open", n, w.open())
	}
}

func TestPaymentsOfLongAgoAreNoNews(t *testing.T) {
	w := newWorld(t)
	w.bind(1, 11)
	w.bind(2, 12)
	w.batch(1, 11, 12)
	if err := w.db.Model(&model.Payout{}).Where("person_id = 11").Update("paid_on", morning.AddDate(0, 0, -61).Truncate(24*time.Hour)).Error; err != nil {
		t.Fatal(err)
	}
	if err := w.db.Model(&model.Payout{}).Where("person_id = 12").Update("paid_on", morning.AddDate(0, 0, -60).Truncate(24*time.Hour)).Error; err != nil {
		t.Fatal(err)
	}
	w.work()
	if w.count("person_id = 11") != 0 || w.count("person_id = 12") != 1 {
		t.Errorf("told: %d of 61 days ago, %d of 60", w.count("person_id = 11"), w.count("person_id = 12"))
	}
}

func TestAnOutageLosesNothingAndRepeatsNothing(t *testing.T) {
	w := newWorld(t)
	const phones = 250
	for i := range int64(phones) {
		w.bind(i+1, i+1)
	}
	persons := make([]int64, phones)
	for i := range persons {
		persons[i] = int64(i + 1)
	}
	w.batch(1, persons...)
	w.platform.away = errors.New("bad gateway")
	w.work()
	if w.platform.tries > 3*3 {
		t.Errorf("an outage was tried %d times", w.platform.tries)
	}
	w.later(5 * time.Hour)
	if w.platform.total() != 0 || w.count("status = ?", model.NoticePending) != phones {
		t.Fatalf("during the outage: %d sent", w.platform.total())
	}
	w.platform.away = nil
	w.later(2 * time.Hour)
	for user, kinds := range w.platform.sent {
		if len(kinds) != 1 {
			t.Errorf("%s got %v", user, kinds)
		}
	}
	if w.platform.total() != phones || w.count("status = ?", model.NoticeSent) != phones || w.open() != 0 {
		t.Errorf("%d sent, %d promises open", w.platform.total(), w.open())
	}
}

func TestAnswersOfThePlatform(t *testing.T) {
	w := newWorld(t)
	for i := range int64(8) {
		w.bind(i+1, i+1)
	}
	w.platform.errs[openid(1)] = fmt.Errorf("send: %w", answer{refused: true})
	w.platform.errs[openid(2)] = errors.New("a code nobody knows")
	w.batch(1, 1, 2, 3, 4, 5, 6, 7, 8)
	w.work()
	if w.platform.total() != 6 || w.count("status = ? AND wechat_user_id = 1", model.NoticeReadOnly) != 1 {
		t.Fatalf("sent %v", w.platform.sent)
	}
	tries := w.platform.tries
	w.later(8 * 24 * time.Hour)
	// The one that always fails is given up after a week, and waits in the list.
	if w.open() != 0 || w.count("status = ?", model.NoticeReadOnly) != 2 || w.platform.tries == tries {
		t.Errorf("%d open, %d tries", w.open(), w.platform.tries-tries)
	}
}

func TestWrongSettingsAreLoggedAndRetried(t *testing.T) {
	w := newWorld(t)
	w.bind(1, 1)
	w.platform.away = answer{config: true}
	w.batch(1, 1)
	w.promise(notify.TopicProgress, 1, `{"petition_id":7,"event_id":1}`)
	w.work()
	if n := strings.Count(w.log.String(), "settings of the official account"); n != 2 {
		t.Errorf("logged %d times", n)
	}
	w.platform.away = nil
	w.later(time.Hour)
	if w.platform.total() != 2 {
		t.Errorf("sent %v", w.platform.sent)
	}
}

func TestABatchTakenBackAndAPhoneUnboundAreNotTold(t *testing.T) {
	w := newWorld(t)
	a, b := w.bind(1, 1), w.bind(2, 2)
	w.platform.away = errors.New("away")
	w.batch(1, 1)
	w.batch(2, 2)
	w.work()
	if err := w.db.Model(&model.Batch{}).Where("id = 1").Update("status", model.BatchWithdrawn).Error; err != nil {
		t.Fatal(err)
	}
	if err := w.db.Model(b).Update("active_mark", b.ID).Error; err != nil {
		t.Fatal(err)
	}
	w.platform.away = nil
	w.later(time.Hour)
	if w.platform.total() != 0 || w.open() != 0 {
		t.Errorf("sent %v, %d open", w.platform.sent, w.open())
	}
	mine, err := w.service.Messages(t.Context(), villager(1, a.PersonID), page.Request{})
	if err != nil || mine.Total != 0 || len(mine.Items) != 0 {
		t.Errorf("%+v %v", mine, err)
	}
}

func TestANewBindingIsToldToEarlierPhones(t *testing.T) {
	w := newWorld(t)
	w.bind(1, 10)
	w.bind(2, 20)
	made := w.bind(3, 10)
	w.bind(4, 10) // later than the one the event is about
	w.promise("binding.made", made.ID, fmt.Sprintf(`{"person_id":10,"binding_id":%d}`, made.ID))
	w.work()
	if w.platform.total() != 1 || len(w.platform.sent[openid(1)]) != 1 {
		t.Errorf("sent %v", w.platform.sent)
	}
}

// TestAHouseholdIsToldThatAQuestionWaits: the person asked and the head, once
// each, and not what it is about.
func TestAHouseholdIsToldThatAQuestionWaits(t *testing.T) {
	w := newWorld(t)
	w.bind(1, 10)
	w.bind(2, 20)
	w.bind(3, 30)
	w.promise(notify.TopicAsked, 5, `{"hearing_id":5,"people":[10,20]}`)
	w.work()
	w.promise(notify.TopicAsked, 6, `{"hearing_id":5,"people":[10,20]}`)
	w.work()
	if w.platform.total() != 2 || len(w.platform.sent[openid(3)]) != 0 {
		t.Errorf("sent %v", w.platform.sent)
	}
	if n := w.count("kind = ? AND link = ?", notify.KindQuestion, "/h5/questions"); n != 2 {
		t.Errorf("%d notices", n)
	}
	w.promise(notify.TopicAsked, 7, `{"hearing_id":6,"people":[30],"owed":true}`)
	w.work()
	if n := w.count("kind = ? AND text = ?", notify.KindOwed, "登记显示您可能还有一笔补贴没有发"); n != 1 {
		t.Errorf("%d notices of what is owed", n)
	}
}

// TestAHouseholdIsToldThatMoneyCameBack: where to look, and no sum.
func TestAHouseholdIsToldThatMoneyCameBack(t *testing.T) {
	w := newWorld(t)
	w.bind(1, 10)
	w.bind(2, 20)
	w.promise(notify.TopicReturned, 5, `{"return_id":5,"people":[10]}`)
	w.clock = w.clock.Add(time.Minute)
	w.bind(3, 10) // later than the money: it waits on the pages
	w.work()
	w.clock = w.clock.Add(-time.Minute)
	w.promise(notify.TopicReturned, 6, `{"return_id":5,"people":[10]}`)
	w.work()
	if n := w.count("kind = ? AND link = ?", notify.KindReturned, "/h5/returns"); n != 1 || w.platform.total() != 1 {
		t.Errorf("%d notices, %d sent", n, w.platform.total())
	}
	for range 2 { // and that it was an error, once
		w.promise(notify.TopicVoided, 7, `{"return_id":5,"people":[10]}`)
		w.work()
	}
	if n := w.count("kind = ? AND text = ?", notify.KindVoided, "先前的一笔登记有误，点开查看"); n != 1 {
		t.Errorf("%d notices of an error", n)
	}
}

// TestALookAtAScreenIsTold: every account that was bound to the person is told,
// once, of each look, and nobody else.
func TestALookAtAScreenIsTold(t *testing.T) {
	w := newWorld(t)
	w.bind(1, 10)
	w.bind(2, 10)
	w.bind(3, 20)
	for i := range 2 {
		w.promise(notify.TopicKiosk, int64(i), `{"look_id":5,"person_id":10}`)
		w.work()
	}
	w.promise(notify.TopicKiosk, 9, `{"look_id":6,"person_id":10}`)
	w.work()
	if n := w.count("kind = ? AND link = ? AND person_id = 10", notify.KindKiosk, "/h5/me"); n != 4 || w.platform.total() != 4 || w.count("1 = 1") != 4 {
		t.Errorf("%d notices, %d sent", n, w.platform.total())
	}
}

func TestPromisesNobodyUnderstandsAreGivenUp(t *testing.T) {
	w := newWorld(t)
	for i, topic := range []string{notify.TopicPayoutsLoaded, notify.TopicBindingMade, notify.TopicSend, notify.TopicProgress, notify.TopicOpened} {
		w.promise(topic, int64(i), `["x"]`)
	}
	w.work()
	if w.open() != 0 || w.platform.tries != 0 {
		t.Errorf("%d open", w.open())
	}
}

func TestQueryBudgets(t *testing.T) {
	w := newWorld(t)
	for i := range int64(60) {
		w.bind(i+1, i+1)
	}
	persons := make([]int64, 60)
	for i := range persons {
		persons[i] = int64(i + 1)
	}
	w.batch(1, persons...)
	do := func(topic string) {
		var e model.OutboxEvent
		if err := w.db.Where("topic = ?", topic).Take(&e).Error; err != nil {
			t.Fatal(err)
		}
		if err := w.service.Handlers()[topic](t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	dbtest.AtMost(t, w.db, 5, func(db *gorm.DB) { w.use(db); do(notify.TopicPayoutsLoaded) })
	dbtest.AtMost(t, w.db, 3, func(db *gorm.DB) { w.use(db); do(notify.TopicSend) })
	if w.platform.total() != 60 {
		t.Fatalf("%d sent", w.platform.total())
	}
	dbtest.AtMost(t, w.db, 3, func(db *gorm.DB) {
		w.use(db)
		if _, err := w.service.Messages(t.Context(), villager(1, 1), page.Request{}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestABrokenDatabaseIsAnError(t *testing.T) {
	w := newWorld(t)
	w.askers = askers{5: 1}
	w.use(dbtest.Broken(t))
	for topic, do := range w.service.Handlers() {
		e := model.OutboxEvent{ID: 1, Topic: topic, Payload: []byte(`{"batch_id":1,"person_id":1,"binding_id":1,"petition_id":7,"question_id":5,"from":"a","to":"b"}`), CreatedAt: w.clock}
		if err := do(t.Context(), e); err == nil || errors.Is(err, outbox.ErrDrop) {
			t.Errorf("%s: %v", topic, err)
		}
	}
	if _, err := w.service.Messages(t.Context(), villager(1, 1), page.Request{}); err == nil {
		t.Error("an empty list")
	}
	if _, err := w.service.Unread(t.Context(), villager(1, 1)); err == nil {
		t.Error("no messages")
	}
}

// TestASlowPlatformEndsInTime: one promise never runs into the end of its claim.
func TestASlowPlatformEndsInTime(t *testing.T) {
	w := newWorld(t)
	persons := make([]int64, 40)
	for i := range persons {
		persons[i] = int64(i + 1)
		w.bind(persons[i], persons[i])
	}
	w.platform.during = func() { w.clock = w.clock.Add(5 * time.Second) }
	w.batch(1, persons...)
	w.work()
	w.platform.during = nil
	w.later(time.Hour)
	if w.platform.total() != 40 || w.open() != 0 {
		t.Errorf("%d sent, %d open\n%s", w.platform.total(), w.open(), w.log.String())
	}
}
