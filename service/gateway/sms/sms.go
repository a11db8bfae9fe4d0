// Package sms hands text messages to the county's provider.
//
// A telephone number and the words of a message go to the provider and nowhere
// else: neither is ever part of an error or a log line, whatever the provider
// answers. Every call ends within its timeout or with its context.
package sms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

const (
	timeout   = 5 * time.Second
	mostBytes = 1 << 16 // of an answer; it is read only to keep the connection
)

// HTTP posts {"phone": …, "text": …} as JSON to one address.
type HTTP struct {
	address string
	token   seal.Secret
	client  *http.Client
}

// NewHTTP makes a sender. address must be https, or http on this machine: a
// code must not cross a network in clear. token is sent as a bearer token.
func NewHTTP(address string, token seal.Secret) (*HTTP, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "":
		return nil, errors.New("sms: the address is not a URL") // the text of a URL's error has the URL, and that may have a key
	case u.User != nil || u.RawQuery != "":
		return nil, errors.New("sms: the address must not carry a password or a query; use the token")
	case u.Scheme != "https" && (u.Scheme != "http" || !local(u.Hostname())):
		return nil, errors.New("sms: the address must begin with https://")
	case token.Empty():
		return nil, errors.New("sms: a token is required")
	}
	return &HTTP{address: address, token: token, client: &http.Client{
		Timeout: timeout,
		// A provider that moves the door elsewhere would take the token along.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

func local(host string) bool { return host == "127.0.0.1" || host == "::1" || host == "localhost" }

// Text sends words to a phone. The error says that it failed, not to whom.
func (h *HTTP) Text(ctx context.Context, phone, words seal.Secret) error {
	if phone.Empty() || words.Empty() {
		return errors.New("sms: a message needs a number and words")
	}
	body, err := json.Marshal(struct {
		Phone string `json:"phone"`
		Text  string `json:"text"`
	}{phone.Reveal(), words.Reveal()})
	if err != nil {
		return errors.New("sms: the message could not be written")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.address, bytes.NewReader(body))
	if err != nil {
		return errors.New("sms: the request could not be made")
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("Authorization", "Bearer "+h.token.Reveal())
	res, err := h.client.Do(req)
	if err != nil {
		return away(unreachable(err))
	}
	defer func() { _ = res.Body.Close() }() // read to its end or given up; there is nothing to lose
	// What a provider answers may repeat the number: it is read and dropped.
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, mostBytes)) // only the status counts
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return away(fmt.Errorf("sms: the provider answered with status %d", res.StatusCode))
	}
	return nil
}

// unreachable keeps of a network error whether time ran out, and nothing that
// came from outside.
func unreachable(err error) error {
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("sms: the provider was not reached: %w", context.Canceled)
	}
	if ue, ok := errors.AsType[*url.Error](err); ok && ue.Timeout() {
		return fmt.Errorf("sms: the provider was not reached: %w", context.DeadlineExceeded)
	}
	return errors.New("sms: the provider was not reached")
}

const refusal = "暂时不能发短信验证码，请改用一卡通账号的后四位核对"

func away(cause error) error { return fault.Wrap(fault.Unavailable, refusal, cause) }

// String says nothing but what it is: the address may be worth hiding too.
func (h *HTTP) String() string { return "sms over HTTP" }

// Noop is for counties without a provider: it refuses every message and says
// what to do instead.
type Noop struct{}

// Text refuses.
func (Noop) Text(context.Context, seal.Secret, seal.Secret) error {
	return fault.New(fault.Unavailable, refusal)
}
