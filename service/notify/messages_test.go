package notify_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/notify"
)

func villager(user, person int64) actor.Actor {
	return actor.Actor{Kind: actor.Villager, WechatUserID: user, PersonID: person}
}

func TestTheMessageListIsOnesOwn(t *testing.T) {
	w := newWorld(t)
	w.bind(1, 10)
	w.bind(2, 20)
	w.platform.away = answer{refused: true}
	w.batch(1, 10)
	w.clock = w.clock.Add(time.Hour)
	w.batch(2, 10, 20)
	w.work()
	ctx, me := t.Context(), villager(1, 10)
	if n, err := w.service.Unread(ctx, me); n != 2 || err != nil {
		t.Fatalf("%d %v", n, err)
	}
	first, err := w.service.Messages(ctx, me, page.Request{Number: 1, Size: 1})
	if err != nil || first.Total != 2 || len(first.Items) != 1 || !first.Items[0].Unread || first.Items[0].Link != "/h5/payouts/confirm" || !first.Items[0].At.Equal(w.clock) {
		t.Fatalf("%+v %v", first, err)
	}
	if n, err := w.service.Unread(ctx, me); n != 1 || err != nil {
		t.Errorf("only what was shown is read: %d %v", n, err)
	}
	if again, err := w.service.Messages(ctx, me, page.Request{}); err != nil || len(again.Items) != 2 || again.Items[0].Unread || !again.Items[1].Unread {
		t.Errorf("%+v %v", again, err)
	}
	for name, by := range map[string]actor.Actor{
		"nobody": {}, "guest": {Kind: actor.Guest}, "not bound": villager(1, 0), "bound to another now": villager(1, 20),
		"snapshot": {Kind: actor.Villager, WechatUserID: 1, PersonID: 10, Snapshot: true}, "staff": {Kind: actor.Staff, StaffID: 1, Role: actor.RoleHead},
	} {
		list, err := w.service.Messages(ctx, by, page.Request{})
		n, err2 := w.service.Unread(ctx, by)
		if err != nil || err2 != nil || list.Total != 0 || len(list.Items) != 0 || n != 0 {
			t.Errorf("%s: %+v %d %v %v", name, list, n, err, err2)
		}
	}
}

// TestMessagesSayNothingPersonal also holds the templates' bound on a field.
func TestMessagesSayNothingPersonal(t *testing.T) {
	for _, kind := range notify.Kinds {
		if words := notify.Words(kind); words == "" || utf8.RuneCountInString(words) > 20 || strings.ContainsAny(words, "0123456789元") {
			t.Errorf("%s: %q", kind, words)
		}
	}
}
