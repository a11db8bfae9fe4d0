package chat

import (
	"testing"
	"time"

	"yangguang/service/kernel/seal"
)

func TestKeyIsTheSameForEveryDelivery(t *testing.T) {
	at := time.Unix(1767225600, 0).UTC()
	base := Message{From: seal.NewSecret("o-1"), At: at, Type: "event", Event: "CLICK", EventKey: "help"}
	same := base
	same.Encrypted = true
	if base.Key() != same.Key() {
		t.Error("the same event has two keys")
	}
	for name, change := range map[string]func(*Message){
		"another sender": func(m *Message) { m.From = seal.NewSecret("o-2") },
		"another second": func(m *Message) { m.At = at.Add(time.Second) },
		"another event":  func(m *Message) { m.Event = "SCAN" },
		"another button": func(m *Message) { m.EventKey = "mine" },
		"a message":      func(m *Message) { m.MsgID = "1" },
	} {
		other := base
		change(&other)
		if other.Key() == base.Key() {
			t.Errorf("%s has the same key", name)
		}
	}
}

func TestEffect(t *testing.T) {
	for _, c := range []struct {
		name string
		m    Message
		want EventKind
	}{
		{"follow", Message{Type: "event", Event: "subscribe"}, Followed},
		{"unfollow", Message{Type: "event", Event: "unsubscribe"}, Unfollowed},
		{"menu", Message{Type: "event", Event: "CLICK"}, MenuClicked},
		{"scan", Message{Type: "event", Event: "SCAN"}, Scanned},
		{"reported location", Message{Type: "event", Event: "LOCATION"}, Located},
		{"sent location", Message{Type: "location"}, Located},
		{"photo", Message{Type: "image", Media: Image}, MediaReceived},
		{"voice", Message{Type: "voice", Media: Voice}, MediaReceived},
		{"text", Message{Type: "text"}, ""},
		{"menu page opened", Message{Type: "event", Event: "VIEW"}, ""},
		{"unknown event", Message{Type: "event", Event: "card_pass_check"}, ""},
		{"no type", Message{}, ""},
	} {
		e, ok := Effect(c.m)
		if e.Kind != c.want || ok != (c.want != "") {
			t.Errorf("%s: got %q, %v", c.name, e.Kind, ok)
		}
	}
}
