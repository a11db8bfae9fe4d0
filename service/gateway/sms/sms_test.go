package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

var (
	phone = seal.NewSecret("19900001234")
	words = seal.NewSecret("您的验证码是428193")
	token = seal.NewSecret("PROVIDER-TOKEN")
)

// telling reports what of the message a text gives away.
func telling(s string) string {
	for _, secret := range []string{"19900001234", "1234", "428193", "PROVIDER-TOKEN"} {
		if strings.Contains(s, secret) {
			return secret
		}
	}
	return ""
}

func sender(t *testing.T, h http.HandlerFunc) *HTTP {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	s, err := NewHTTP(srv.URL+"/send", token)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAMessageReachesTheProvider(t *testing.T) {
	var got map[string]string
	s := sender(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(body, &got); err != nil || r.Header.Get("Authorization") != "Bearer PROVIDER-TOKEN" || r.Method != http.MethodPost || r.URL.Path != "/send" {
			t.Errorf("%s %s %v", r.Method, body, err)
		}
		w.WriteHeader(http.StatusAccepted)
	})
	if err := s.Text(t.Context(), phone, words); err != nil {
		t.Fatal(err)
	}
	if got["phone"] != "19900001234" || got["text"] != "您的验证码是428193" || len(got) != 2 {
		t.Errorf("%v", got)
	}
}

func TestFailuresGiveNothingAway(t *testing.T) {
	closed := sender(t, func(http.ResponseWriter, *http.Request) {})
	srv := httptest.NewServer(http.NotFoundHandler())
	srv.Close()
	closed.address = srv.URL + "/?19900001234"
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx context.Context
		s   *HTTP
	}{
		"repeats the number": {t.Context(), sender(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, "bad number 19900001234 text 428193")
		})},
		"moves elsewhere": {t.Context(), sender(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/?phone=19900001234", http.StatusTemporaryRedirect)
		})},
		"answers no HTTP": {t.Context(), sender(t, func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				_, _ = io.WriteString(conn, "19900001234\r\n\r\n")
				_ = conn.Close()
			}
		})},
		"unreachable": {t.Context(), closed},
		"cancelled":   {gone, sender(t, func(http.ResponseWriter, *http.Request) {})},
	} {
		err := c.s.Text(c.ctx, phone, words)
		if !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, text := range []string{err.Error(), fmt.Sprintf("%+v %#v", err, err), fault.Of(err).Public, fmt.Sprintf("%+v %v", errors.Unwrap(err), c.s)} {
			if found := telling(text); found != "" {
				t.Errorf("%s: %q is in %s", name, found, text)
			}
		}
	}
	if err := closed.Text(t.Context(), seal.Secret{}, words); err == nil {
		t.Error("sent to nobody")
	}
}

func TestAddressesThatAreRefused(t *testing.T) {
	for name, address := range map[string]string{
		"empty": "", "no host": "https://", "in clear": "http://sms.example.org/send", "other scheme": "ftp://sms.example.org",
		"key in the query": "https://sms.example.org/send?key=PROVIDER-TOKEN", "password": "https://u:PROVIDER-TOKEN@sms.example.org", "broken": "https://%zz/PROVIDER-TOKEN",
	} {
		if _, err := NewHTTP(address, token); err == nil || telling(err.Error()) != "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := NewHTTP("https://sms.example.org/send", seal.Secret{}); err == nil {
		t.Error("without a token")
	}
	if _, err := NewHTTP("https://sms.example.org/send", token); err != nil {
		t.Error(err)
	}
}

func TestWithoutAProviderThePersonIsToldTheNextStep(t *testing.T) {
	err := Noop{}.Text(t.Context(), phone, words)
	if !fault.Is(err, fault.Unavailable) || !strings.Contains(fault.Of(err).Public, "后四位") {
		t.Error(err)
	}
}
