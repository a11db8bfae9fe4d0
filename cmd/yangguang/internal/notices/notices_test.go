package notices_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/cmd/yangguang/internal/notices"
	"yangguang/cmd/yangguang/internal/simulator"
	"yangguang/model"
	"yangguang/service/gateway/wechat"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
	"yangguang/service/notify"
	"yangguang/service/store/dbtest"
)

const (
	phones    = 40
	refuser   = 7
	public    = "https://sunshine.example.org"
	sendPath  = "/cgi-bin/message/subscribe/bizsend"
	secret    = "simulated-secret"
	pettyUser = 3
)

func openid(n int64) string { return fmt.Sprintf("oDEMO%023d", n) }

type reporters struct{}

func (reporters) Recipient(context.Context, int64) (int64, bool, error) { return pettyUser, true, nil }

// county is the real chain — outbox, notify, gateway, Redis — in front of a
// pretended WeChat.
type county struct {
	t      *testing.T
	db     *gorm.DB
	wechat *simulator.Platform
	worker *outbox.Worker
	clock  atomic.Int64
	log    bytes.Buffer
}

func (c *county) now() time.Time { return time.Unix(c.clock.Load(), 0).UTC() }

func newCounty(t *testing.T, kind wechat.TemplateKind) *county {
	t.Helper()
	c := &county{t: t, db: dbtest.New(t)}
	c.clock.Store(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC).Unix())
	log := slog.New(slog.NewTextHandler(&c.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	people := make([]simulator.Person, phones)
	for i := range people {
		people[i] = simulator.Person{Name: fmt.Sprintf("演示%d", i+1), OpenID: openid(int64(i + 1))}
	}
	var err error
	if c.wechat, err = simulator.New(simulator.Options{AppID: "wxdemo", AppSecret: secret, Token: "tok", People: people,
		Templates: map[string]string{"TPL": "补贴到账提醒"}, Now: c.now, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(c.wechat)
	t.Cleanup(srv.Close)
	deaf := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "success") }))
	t.Cleanup(deaf.Close)
	c.wechat.SetTarget(deaf.URL, public)
	templates := map[string]wechat.Template{}
	for _, key := range notices.Templates {
		templates[key] = wechat.Template{ID: "TPL", Kind: kind}
	}
	client, err := wechat.New(wechat.Options{AppID: "wxdemo", AppSecret: seal.NewSecret(secret), Token: seal.NewSecret("tok"), APIBase: srv.URL,
		Templates: templates, Redis: dbtest.Redis(t), Clock: c.now, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	box := dbtest.Box(t)
	service, err := notify.New(notify.Options{DB: c.db, People: box, Sender: notices.Sender{Platform: client, PublicURL: public + "/", Now: c.now},
		Reporters: reporters{}, Log: log, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	c.worker = outbox.NewWorker(c.db, log, c.now, service.Handlers())
	c.fill(box)
	return c
}

// fill binds everybody, pays everybody twice in one batch and promises to tell.
func (c *county) fill(box *seal.Box) {
	c.t.Helper()
	at, day := c.now(), c.now().Truncate(24*time.Hour)
	rows := []any{&model.Batch{ID: 1, Kind: "payouts", FileDigest: make([]byte, 32), Status: model.BatchLoaded, AsOf: day, CreatedAt: at, LoadedAt: &at}}
	for n := range int64(phones) {
		id := seal.NewSecret(openid(n + 1))
		digest := box.Index(id, "openid")
		rows = append(rows,
			&model.WechatUser{ID: n + 1, OpenidDigest: digest, OpenidSealed: box.Seal(id, fmt.Sprintf("wechat_users.openid/%x", digest)), CreatedAt: at},
			&model.Binding{WechatUserID: n + 1, PersonID: n + 1, Method: "account_tail", BoundAt: at})
		for k := range int64(2) {
			rows = append(rows, &model.Payout{ID: 1<<24 | (2*n + k), PersonID: n + 1, ItemID: 1, PeriodStart: day, PeriodEnd: day, PaidOn: day, AmountFen: 12345,
				Result: "成功", AccountDigest: make([]byte, 32), AccountSealed: []byte{1}, VillageCode: "450923108210", BatchID: 1})
		}
	}
	for _, row := range rows {
		if err := c.db.Create(row).Error; err != nil {
			c.t.Fatal(err)
		}
	}
	c.promise(notify.TopicPayoutsLoaded, map[string]int64{"batch_id": 1})
	for n := range phones {
		if _, err := c.wechat.Follow(c.t.Context(), openid(int64(n+1))); err != nil {
			c.t.Fatal(err)
		}
	}
}

func (c *county) promise(topic string, payload map[string]int64) {
	c.t.Helper()
	if err := outbox.Add(c.db, topic, "1", c.now(), payload); err != nil {
		c.t.Fatal(err)
	}
}

func (c *county) pass(d time.Duration) {
	c.t.Helper()
	for end := c.now().Add(d); c.now().Before(end); c.clock.Add(int64((5 * time.Minute).Seconds())) {
		if _, err := c.worker.Once(c.t.Context()); err != nil {
			c.t.Fatal(err)
		}
	}
}

func (c *county) received() (total int, byPhone map[int64]int) {
	byPhone = map[int64]int{}
	for n := range int64(phones) {
		got := c.wechat.Notices(openid(n + 1))
		byPhone[n+1] = len(got)
		total += len(got)
		for _, b := range got {
			if !strings.HasPrefix(b.URL, public+"/h5/") || strings.ContainsAny(b.URL, "?=") || strings.Contains(strings.Join(b.Fields, ""), "123.45") || strings.Contains(strings.Join(b.Fields, ""), "演示") {
				c.t.Errorf("a message says too much: %+v", b)
			}
		}
	}
	return total, byPhone
}

// TestAnOutageOfWechatLosesNoMessage: WeChat is away for half a day, comes back
// without the tokens it gave out, and refuses one person; everybody else gets
// each message exactly once.
func TestAnOutageOfWechatLosesNoMessage(t *testing.T) {
	for _, kind := range []wechat.TemplateKind{wechat.SubscriptionTemplate, wechat.ClassicTemplate} {
		t.Run(string(kind), func(t *testing.T) {
			c := newCounty(t, kind)
			c.wechat.Refuse(openid(refuser), true)
			c.wechat.Outage(true)
			c.promise(notify.TopicProgress, map[string]int64{"petition_id": 9, "event_id": 90})
			c.pass(12 * time.Hour)
			if total, _ := c.received(); total != 0 {
				t.Fatalf("%d received during the outage", total)
			}
			c.wechat.ExpireTokens()
			c.wechat.Outage(false)
			c.pass(2 * time.Hour)
			c.promiseAgain()
			c.pass(2 * time.Hour)
			_, byPhone := c.received()
			for n, got := range byPhone {
				want := 1
				switch n {
				case refuser:
					want = 0
				case pettyUser:
					want = 2
				}
				if got != want {
					t.Errorf("phone %d received %d, want %d", n, got, want)
				}
			}
			var waiting, open int64
			c.count(&waiting, model.Notice{}, "status = ? AND wechat_user_id = ?", model.NoticeReadOnly, refuser)
			c.count(&open, model.OutboxEvent{}, "done_at IS NULL")
			if waiting != 1 || open != 0 {
				t.Errorf("%d in the list of who refuses, %d promises open", waiting, open)
			}
			for _, told := range []string{secret, "oDEMO", "TOKEN_"} {
				if strings.Contains(c.log.String(), told) {
					t.Errorf("%s is in the log", told)
				}
			}
		})
	}
}

// TestAnAnswerThatWasLostIsNotAskedForTwice: the message went out, the process
// ended before that was recorded.
func TestAnAnswerThatWasLostIsNotAskedForTwice(t *testing.T) {
	c := newCounty(t, wechat.SubscriptionTemplate)
	c.pass(time.Hour)
	first, _ := c.received()
	c.promiseAgain()
	if err := c.db.Model(&model.Notice{}).Where("1 = 1").Update("status", model.NoticePending).Error; err != nil {
		t.Fatal(err)
	}
	c.pass(time.Hour)
	again, _ := c.received()
	if first != phones || again != phones {
		t.Errorf("received %d, then %d", first, again)
	}
}

// promiseAgain opens every promise again, as after a crash at the worst moment.
func (c *county) promiseAgain() {
	c.t.Helper()
	if err := c.db.Model(&model.OutboxEvent{}).Where("1 = 1").Updates(map[string]any{"done_at": nil, "not_before": c.now()}).Error; err != nil {
		c.t.Fatal(err)
	}
}

func TestWrongSettingsWaitForTheAdministrator(t *testing.T) {
	c := newCounty(t, wechat.SubscriptionTemplate)
	c.wechat.Errcode(sendPath, 40037)
	c.pass(3 * time.Hour)
	if !strings.Contains(c.log.String(), "settings of the official account") {
		t.Error("nobody is told")
	}
	c.wechat.Errcode(sendPath, 0)
	c.pass(2 * time.Hour)
	if total, _ := c.received(); total != phones {
		t.Errorf("%d received", total)
	}
}

func (c *county) count(into *int64, entity any, where string, args ...any) {
	c.t.Helper()
	if err := c.db.Model(entity).Where(where, args...).Count(into).Error; err != nil {
		c.t.Fatal(err)
	}
}

type lastTemplate string

func (l *lastTemplate) SendNotice(_ context.Context, _ seal.Secret, key string, _ map[string]string, _, _ string) error {
	*l = lastTemplate(key)
	return nil
}

// TestEveryKindGoesByATemplateThatIsAskedFor: a kind without one would wait for
// an administrator who was never told to add it.
func TestEveryKindGoesByATemplateThatIsAskedFor(t *testing.T) {
	for _, kind := range notify.Kinds {
		var by lastTemplate
		err := notices.Sender{Platform: &by, PublicURL: public, Now: time.Now}.Send(t.Context(), seal.NewSecret("o"), kind, "/h5/me", "1")
		if err != nil || !slices.Contains(notices.Templates, string(by)) {
			t.Errorf("%s goes by %q, %v", kind, by, err)
		}
	}
}
