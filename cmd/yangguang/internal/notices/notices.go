// Package notices joins package notify to the WeChat gateway: it says which
// fields of the platform's templates hold a message's words and its time.
package notices

import (
	"context"
	"strings"
	"time"

	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/notify"
)

// Platform sends one templated message; *wechat.Client does.
type Platform interface {
	SendNotice(ctx context.Context, openid seal.Secret, templateKey string, data map[string]string, page, dedupeKey string) error
}

// The fields of a template until the configuration names others: most templates
// for government services begin with these.
const (
	DefaultWords = "thing1"
	DefaultTime  = "time2"
)

// Templates are the keys of the account's templates that messages go by.
var Templates = []string{notify.KindPayout, notify.KindBinding, notify.KindProgress, notify.KindOpened, notify.KindQuestion, notify.KindReturned}

// template is the one of Templates by which messages of a kind go: what a
// household may be owed, and that a question has its answer, by that of questions;
// that money was entered by mistake, by that of money given back; looks at the
// counter and at a screen, by that of bindings.
func template(kind string) string {
	switch kind {
	case notify.KindOwed, notify.KindAnswered:
		return notify.KindQuestion
	case notify.KindVoided:
		return notify.KindReturned
	case notify.KindLooked, notify.KindKiosk:
		return notify.KindBinding
	}
	return kind
}

// Sender is a notify.Sender that goes through the official account. Errors are the
// platform's: their methods Refused and BadConfig are what notify asks for.
type Sender struct {
	Platform  Platform
	PublicURL string // where the pages are, such as https://example.org
	Words     string // the template field for the words; "" is DefaultWords
	Time      string // the template field for the time of sending; "" is DefaultTime, "-" sends none
	Now       func() time.Time
}

// Send sends what notify.Words says of kind.
func (s Sender) Send(ctx context.Context, openid seal.Secret, kind, link, dedupe string) error {
	words, at := s.Words, s.Time
	if words == "" {
		words = DefaultWords
	}
	if at == "" {
		at = DefaultTime
	}
	data := map[string]string{words: notify.Words(kind)}
	if at != "-" {
		data[at] = s.Now().In(period.Shanghai).Format("2006年1月2日 15:04")
	}
	return s.Platform.SendNotice(ctx, openid, template(kind), data, strings.TrimSuffix(s.PublicURL, "/")+link, dedupe)
}
