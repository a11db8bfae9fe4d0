package wechat

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// errTooLarge says that the platform's answer is larger than any real one.
var errTooLarge = errors.New("the answer is too large")

// statusError is an HTTP answer that is not 200. It does not name the address:
// the address carries the token.
type statusError int

func (e statusError) Error() string { return fmt.Sprintf("HTTP status %d", int(e)) }

// transport sends what is meant for WeChat to WeChat, or to the simulator that
// stands in for it, and bounds the size of what comes back.
type transport struct {
	base  http.RoundTripper
	api   *url.URL // nil is WeChat itself
	limit int64
}

func newTransport(apiBase string) (*transport, error) {
	base, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return nil, errors.New("wechat: the default transport was replaced")
	}
	t := &transport{base: base.Clone(), limit: apiLimit}
	if apiBase == "" {
		return t, nil
	}
	u, err := url.Parse(strings.TrimSuffix(apiBase, "/"))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, errors.New("wechat: the API base must be an http or https address")
	}
	t.api = u
	return t, nil
}

// RoundTrip implements http.RoundTripper.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(r.URL.Hostname(), ".weixin.qq.com") {
		return nil, errors.New("not an address of the platform")
	}
	if t.api != nil {
		r = r.Clone(r.Context())
		r.URL.Scheme, r.URL.Host, r.Host = t.api.Scheme, t.api.Host, t.api.Host
		r.URL.Path = t.api.Path + r.URL.Path
	}
	res, err := t.base.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		_ = res.Body.Close()
		return nil, statusError(res.StatusCode)
	}
	res.Body = &limited{ReadCloser: res.Body, left: t.limit}
	return res, nil
}

// limited fails, rather than ends, where the limit is passed: half an answer
// must not be taken for a whole one.
type limited struct {
	io.ReadCloser
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}
