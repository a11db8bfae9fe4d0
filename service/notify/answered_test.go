package notify_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"yangguang/service/notify"
)

// askers is question → WeChat user.
type askers map[int64]int64

func (a askers) Asker(_ context.Context, id int64) (int64, string, bool, error) {
	u, ok := a[id]
	return u, "甲/1", ok, nil
}

func (a askers) Forget(_ context.Context, id int64) error {
	delete(a, id)
	return nil
}

// TestWhoAskedIsToldOnceAndForgotten: told, unwilling, gone or too late, nothing
// of whoever asked is kept; only a platform that is away is tried again.
func TestWhoAskedIsToldOnceAndForgotten(t *testing.T) {
	for name, c := range map[string]struct {
		user   int64
		err    error
		wait   time.Duration
		sent   int
		forgot bool
	}{
		"told": {1, nil, 0, 1, true}, "takes no messages": {1, answer{refused: true}, 0, 0, true}, "the account is gone": {9, nil, 0, 0, true},
		"too late": {1, nil, 8 * 24 * time.Hour, 0, true}, "the platform is away": {1, errors.New("away"), 0, 0, false},
	} {
		w := newWorld(t)
		w.bind(1, 10)
		who := askers{5: c.user}
		w.askers = who
		w.use(w.db)
		w.platform.away = c.err
		w.promise(notify.TopicAnswered, 1, `{"question_id":5}`)
		if c.wait > 0 {
			w.clock = w.clock.Add(c.wait)
		}
		w.work()
		if w.platform.total() != c.sent || (len(who) == 0) != c.forgot || w.count("1 = 1") != 0 || (w.open() == 0) != c.forgot {
			t.Errorf("%s: sent %v, kept %v, %d open", name, w.platform.sent, who, w.open())
		}
		if w.platform.away, w.clock = nil, w.clock.Add(time.Hour); !c.forgot {
			if w.work(); w.platform.total() != 1 || len(who) != 0 {
				t.Errorf("%s: sent %v, kept %v after it came back", name, w.platform.sent, who)
			}
		}
		if strings.Contains(w.log.String(), "oDEMO") {
			t.Errorf("%s: an openid is in the log", name)
		}
	}
}
