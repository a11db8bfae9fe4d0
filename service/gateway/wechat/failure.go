package wechat

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"unicode/utf8"

	"github.com/silenceper/wechat/v2/util"
)

// Class says what to do about a failed call.
type Class int

// The classes of failure. The zero Class is Retryable: a failure nobody has
// classified must not lose a notice.
const (
	Retryable Class = iota // try again later
	Refused                // the person does not want it, or does not follow us: do not try again
	BadConfig              // our settings, template or rights: tell the administrator
	BadInput               // what we sent cannot be right, such as a used code
)

// Error is a failed call to the platform, without any secret.
type Error struct {
	Op    string
	Class Class
	Code  int    // the platform's errcode, 0 when it did not answer
	text  string // redacted
	cause error  // only what is safe to unwrap: the context's own errors
}

// Error is for the log.
func (e *Error) Error() string {
	if e.Code != 0 {
		return fmt.Sprintf("wechat %s: errcode %d: %s", e.Op, e.Code, e.text)
	}
	return fmt.Sprintf("wechat %s: %s", e.Op, e.text)
}

// Unwrap gives context.Canceled and context.DeadlineExceeded, nothing else.
func (e *Error) Unwrap() error { return e.cause }

// Retryable reports whether a later attempt may succeed.
func (e *Error) Retryable() bool { return e.Class == Retryable }

// Refused reports whether the person must not be tried again.
func (e *Error) Refused() bool { return e.Class == Refused }

// BadConfig reports whether an administrator has to act first.
func (e *Error) BadConfig() bool { return e.Class == BadConfig }

var classes = map[int]Class{
	40003: Refused, // the openid is not one of this account's followers
	43004: Refused, // does not follow
	43019: Refused, // blacklisted by the account
	43101: Refused, // has not subscribed to this notice, or used the consent up
	43116: Refused,
	50005: Refused, // does not follow

	40002: BadConfig, // grant type
	40013: BadConfig, // app id
	40037: BadConfig, // template id
	40125: BadConfig, // app secret
	40164: BadConfig, // this machine is not on the white list
	40243: BadConfig, // app secret frozen
	41002: BadConfig,
	41004: BadConfig,
	41030: BadConfig, // page
	43002: BadConfig,
	47003: BadConfig, // template fields
	48001: BadConfig, // no right to this interface
	48004: BadConfig, // interface blocked
	50001: BadConfig,
	61024: BadConfig,
	89503: BadConfig, // address waits for the administrator's consent
	89506: BadConfig,
	89507: BadConfig,
	40016: BadConfig, 40017: BadConfig, 40018: BadConfig, 40019: BadConfig, 40020: BadConfig, // menu
	40023: BadConfig, 40024: BadConfig, 40025: BadConfig, 40026: BadConfig, 40027: BadConfig,

	40007: BadInput, // media id
	40029: BadInput, // code
	40163: BadInput, // code used
	41008: BadInput, // code missing
	42003: BadInput, // code expired
}

// classify makes an *Error of err. Nil stays nil, an *Error stays itself.
func classify(op string, err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	e := &Error{Op: op, Code: codeOf(err), text: redact(err.Error())}
	e.Class = classes[e.Code]
	for _, safe := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, safe) {
			e.cause = safe
		}
	}
	return e
}

var errcode = regexp.MustCompile(`errcode\s*=\s*(-?\d+)`)

// codeOf finds the platform's errcode. Half of the SDK returns a typed error,
// the other half only text.
func codeOf(err error) int {
	if err == nil {
		return 0
	}
	if ce, ok := errors.AsType[*util.CommonError](err); ok {
		return int(ce.ErrCode)
	}
	if m := errcode.FindStringSubmatch(err.Error()); m != nil {
		n, _ := strconv.Atoi(m[1]) // the pattern is a number; an absurd one reads as 0
		return n
	}
	return 0
}

func staleToken(err error) bool {
	switch codeOf(err) {
	case 40001, 40014, 42001:
		return true
	}
	return false
}

var (
	secretParam = regexp.MustCompile(`(?i)\b(secret|access_token|refresh_token|code|openid|touser|media_id|ticket)(=|%3D|"\s*:\s*"?)[^&\s",}]*`)
	openIDForm  = regexp.MustCompile(`\bo[A-Za-z0-9_-]{27}\b`)
)

// redact takes secrets out of an error's text and keeps it short.
func redact(s string) string {
	s = secretParam.ReplaceAllString(s, "$1=‹redacted›")
	s = openIDForm.ReplaceAllString(s, "‹openid›")
	if len(s) > 400 {
		n := 400
		for !utf8.RuneStart(s[n]) {
			n--
		}
		s = s[:n]
	}
	return s
}
