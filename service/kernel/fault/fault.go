// Package fault is the one vocabulary of failure.
//
// Services return a *fault.Error when the caller has to be told something
// particular; every other error is Internal and is told to nobody but the log.
// Only handler/web turns a Kind into an HTTP status.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Kind says whose move it is after a failure. The zero value is Internal: an
// unclassified error is never the caller's fault.
type Kind int

// The kinds of failure.
const (
	Internal        Kind = iota // ours: logged with its cause, shown without it
	Invalid                     // the input breaks a rule; Fields says which
	NotFound                    // absent, or not visible to this actor: the same answer
	Conflict                    // somebody else was first, or the state does not allow it
	Unauthenticated             // sign in or bind first
	Forbidden                   // signed in, but this action is not this role's
	TooMany                     // slow down; Public says until when
	Unavailable                 // a part we need is away; try again later
	TooLarge                    // the request body is larger than allowed
)

// Error is a failure with two messages: Public is shown to the person and says
// what to do next, the cause is for the log.
type Error struct {
	Kind   Kind
	Public string
	Fields map[string]string // field name → message shown next to the field
	cause  error
}

// New makes a failure with a message for the person.
func New(k Kind, public string) *Error { return &Error{Kind: k, Public: public} }

// Newf is New with formatting. Never format personal data into it.
func Newf(k Kind, format string, args ...any) *Error {
	return &Error{Kind: k, Public: fmt.Sprintf(format, args...)}
}

// Wrap makes a failure whose cause goes to the log.
func Wrap(k Kind, public string, cause error) *Error {
	return &Error{Kind: k, Public: public, cause: cause}
}

// Fields makes an Invalid failure with one message per field.
func Fields(fields map[string]string) *Error {
	return &Error{Kind: Invalid, Public: "有几处需要修改，请看标红的地方", Fields: fields}
}

// Error is for the log: kind, field names and cause, never a field's value.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Kind.String())
	if e.Public != "" {
		b.WriteString(": " + e.Public)
	}
	if len(e.Fields) > 0 {
		b.WriteString(" [" + strings.Join(slices.Sorted(maps.Keys(e.Fields)), " ") + "]")
	}
	if e.cause != nil {
		b.WriteString(": " + e.cause.Error())
	}
	return b.String()
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.cause }

// Of finds the failure in err, or wraps err as Internal. Of(nil) is nil.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	if fe, ok := errors.AsType[*Error](err); ok {
		return fe
	}
	return &Error{Kind: Internal, Public: "系统出了点问题，请稍后再试", cause: err}
}

// Is reports whether err carries a failure of kind k.
func Is(err error, k Kind) bool { return err != nil && Of(err).Kind == k }

// String names the kind for the log.
func (k Kind) String() string {
	switch k {
	case Invalid:
		return "invalid"
	case NotFound:
		return "not found"
	case Conflict:
		return "conflict"
	case Unauthenticated:
		return "unauthenticated"
	case Forbidden:
		return "forbidden"
	case TooMany:
		return "too many"
	case Unavailable:
		return "unavailable"
	case TooLarge:
		return "too large"
	case Internal:
	}
	return "internal"
}
