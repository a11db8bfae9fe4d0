package notify_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/notify"
)

// TestMessagesToReportersLeaveNoTrace: nothing in the database ties a WeChat
// user to a petition, before or after the message went out.
func TestMessagesToReportersLeaveNoTrace(t *testing.T) {
	w := newWorld(t)
	w.bind(1, 10)
	w.platform.errs[openid(1)] = errors.New("away")
	w.promise(notify.TopicProgress, 1, `{"petition_id":7,"event_id":70}`)
	w.promise(notify.TopicProgress, 2, `{"petition_id":8,"event_id":80}`) // nobody to tell
	w.promise(notify.TopicOpened, 7, `{"petition_id":7}`)
	w.work()
	delete(w.platform.errs, openid(1))
	w.later(time.Hour)
	if got := w.platform.sent[openid(1)]; len(got) != 2 || w.open() != 0 {
		t.Fatalf("sent %v, %d open", w.platform.sent, w.open())
	}
	if n := w.count("1 = 1"); n != 0 {
		t.Errorf("%d notices written", n)
	}
	var events []model.OutboxEvent
	if err := w.db.Find(&events).Error; err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if text := string(e.Payload) + e.LastError; strings.Contains(text, "oDEMO") || strings.Contains(text, "wechat") || strings.Contains(text, "user") {
			t.Errorf("an event says who: %s", text)
		}
	}
	for key := range w.platform.keys {
		if strings.Contains(key, "7/") || strings.Contains(key, "petition") {
			t.Errorf("a key names the petition: %s", key)
		}
	}
	if strings.Contains(w.log.String(), "oDEMO") {
		t.Error("an openid is in the log")
	}
}

func TestReportersWhoTakeNoMessagesAreNotAskedAgain(t *testing.T) {
	w := newWorld(t)
	w.bind(1, 10)
	w.platform.away = answer{refused: true}
	w.promise(notify.TopicProgress, 1, `{"petition_id":7,"event_id":70}`)
	w.later(3 * time.Hour)
	if w.platform.tries != 1 || w.open() != 0 {
		t.Errorf("%d tries, %d open", w.platform.tries, w.open())
	}
}
