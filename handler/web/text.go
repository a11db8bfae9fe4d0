package web

import (
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

// noText stands for bytes that are no text: the sign that means just that.
const noText = "\uFFFD"

// Text replaces what is no UTF-8 in something typed. Databases refuse such
// bytes each in its own way, and what was typed would be lost.
func Text(s string) string { return strings.ToValidUTF8(s, noText) }

// asText makes text of a request's query and of its form, unless that has parts:
// those are read by whoever expects them.
func asText(r *http.Request) error {
	if q := r.URL.Query(); clean(q) {
		r.URL.RawQuery = q.Encode()
	}
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if !strings.EqualFold(strings.TrimSpace(kind), "application/x-www-form-urlencoded") {
		return nil
	}
	err := r.ParseForm()
	clean(r.Form)
	clean(r.PostForm)
	return err
}

// clean makes text of all values and reports whether any was none.
func clean(values url.Values) bool {
	changed := false
	for _, all := range values {
		for i, v := range all {
			if !utf8.ValidString(v) {
				all[i], changed = Text(v), true
			}
		}
	}
	return changed
}
