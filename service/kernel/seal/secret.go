package seal

import "log/slog"

// Secret is a piece of personal data that will not print: not by fmt, slog,
// JSON or an error message. Reveal is the only way to its text, so that every
// place that reads one can be found by searching for the word.
type Secret struct{ s string }

// NewSecret wraps personal data.
func NewSecret(s string) Secret { return Secret{s} }

const sealed = "‹sealed›"

// Reveal gives the text. Call it only where a page, an export or a cipher needs it.
func (v Secret) Reveal() string { return v.s }

// Empty reports whether there is nothing inside.
func (v Secret) Empty() bool { return v.s == "" }

// String hides the text.
func (v Secret) String() string { return sealed }

// GoString hides the text from %#v.
func (v Secret) GoString() string { return sealed }

// LogValue hides the text from slog.
func (v Secret) LogValue() slog.Value { return slog.StringValue(sealed) }

// MarshalJSON hides the text from JSON.
func (v Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + sealed + `"`), nil }

// MarshalText hides the text from text encoders, map keys included.
func (v Secret) MarshalText() ([]byte, error) { return []byte(sealed), nil }
