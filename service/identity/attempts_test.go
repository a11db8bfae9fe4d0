package identity_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// counting is a test that reads the number of statements out of AtMost's complaint.
type counting struct {
	testing.TB
	n int
}

func (c *counting) Helper() {}
func (c *counting) Errorf(format string, args ...any) {
	_, _ = fmt.Sscanf(fmt.Sprintf(format, args...), "%d statements", &c.n)
}

func TestBindLocksAccountAndNumberForTheDay(t *testing.T) {
	w := newWorld(t)
	by := w.user(t, "o-1")
	for i := range 5 {
		_, err := w.Bind(t.Context(), by, input("甲示例", numberA, "0000"))
		if i < 4 {
			wants(t, err, fault.Invalid)
			if !strings.Contains(fault.Of(err).Public, fmt.Sprintf("还可以试%d次", 4-i)) {
				t.Errorf("after %d failures: %s", i+1, fault.Of(err).Public)
			}
			continue
		}
		wants(t, err, fault.TooMany)
	}
	_, right := w.Bind(t.Context(), by, input("甲示例", numberA, "0128"))
	_, otherID := w.Bind(t.Context(), by, input("乙示例", numberB, "0455"))
	for i := range 10 {
		_, err := w.Bind(t.Context(), w.user(t, fmt.Sprintf("o-%d", 2+i/5)), input("甲示例", numberA, "0000"))
		if i%5 < 4 {
			wants(t, err, fault.Invalid)
		}
	}
	_, otherAccount := w.Bind(t.Context(), w.user(t, "o-4"), input("甲示例", numberA, "0128"))
	for _, err := range []error{right, otherID, otherAccount} {
		wants(t, err, fault.TooMany)
		if !strings.Contains(fault.Of(err).Public, "2026年6月2日零点以后") {
			t.Errorf("it does not say until when: %s", fault.Of(err).Public)
		}
	}
	w.now = time.Date(2026, 6, 1, 15, 59, 59, 0, time.UTC) // a second before midnight
	_, err := w.Bind(t.Context(), by, input("甲示例", numberA, "0128"))
	wants(t, err, fault.TooMany)
	w.now = w.now.Add(time.Second)
	if _, err := w.Bind(t.Context(), by, input("甲示例", numberA, "0128")); err != nil {
		t.Errorf("after midnight: %v", err)
	}
}

func TestOneAccountKeepsNobodyOut(t *testing.T) {
	w := newWorld(t)
	spiteful, owner := w.user(t, "o-1"), w.user(t, "o-2")
	for range 6 {
		if _, err := w.Bind(t.Context(), spiteful, input("甲示例", numberA, "0000")); err == nil {
			t.Fatal("bound")
		}
	}
	if _, err := w.Bind(t.Context(), owner, input("甲示例", numberA, "0128")); err != nil {
		t.Errorf("whoever knows a neighbour's number locks them out: %v", err)
	}
}

func TestACodeIsNotSpoiledByAnother(t *testing.T) {
	w := newWorld(t)
	spiteful, owner := w.user(t, "o-1"), w.user(t, "o-2")
	send := func(by actor.Actor) {
		if err := w.SendCode(t.Context(), by, seal.NewSecret("甲示例"), seal.NewSecret(numberA)); err != nil {
			t.Fatal(err)
		}
		w.SendWaiting(t.Context())
	}
	byText := func(by actor.Actor, code string) error {
		in := input("甲示例", numberA, code)
		in.Method = identity.MethodSMS
		_, err := w.Bind(t.Context(), by, in)
		return err
	}
	send(owner)
	code := sixDigits.FindStringSubmatch(w.texts.sent[0])[1]
	for range 5 {
		if err := byText(spiteful, "000000"); err == nil {
			t.Fatal("bound")
		}
	}
	if err := byText(owner, code); err != nil {
		t.Errorf("guesses of another account used the code up: %v", err)
	}
}

func TestBindCountsAnswersSentAtOnce(t *testing.T) {
	w := newWorld(t)
	by := w.user(t, "o-1")
	var wg sync.WaitGroup
	var mu sync.Mutex
	tried := 0
	for i := range 20 {
		wg.Go(func() {
			_, err := w.Bind(t.Context(), by, input("甲示例", numberA, fmt.Sprintf("%04d", i)))
			mu.Lock()
			defer mu.Unlock()
			if fault.Is(err, fault.Invalid) {
				tried++
			} else if !fault.Is(err, fault.TooMany) {
				t.Errorf("unexpected: %v", err)
			}
		})
	}
	wg.Wait()
	if tried > 5 {
		t.Errorf("%d answers were compared, want at most 5", tried)
	}
}
