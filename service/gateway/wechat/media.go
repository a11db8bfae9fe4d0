package wechat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"

	"github.com/silenceper/wechat/v2/util"
)

var mediaForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// DownloadMedia fetches a file that somebody sent. The platform keeps it for
// three days. contentType is what the platform says it is: look for yourself.
func (c *Client) DownloadMedia(ctx context.Context, mediaID string) (data []byte, contentType string, err error) {
	if !mediaForm.MatchString(mediaID) {
		return nil, "", &Error{Op: "media", Class: BadInput, text: "not a media id"}
	}
	large := *c.transport
	large.limit = mediaLimit
	client := &http.Client{Transport: &large, Timeout: mediaTimeout, CheckRedirect: noRedirect}
	err = c.withToken(ctx, "media", func(ctx context.Context, token string) error {
		data, contentType, err = download(ctx, client, mediaID, token)
		return err
	})
	return data, contentType, err
}

// withToken is authorized with the longer time that a file may take.
func (c *Client) withToken(ctx context.Context, op string, fn func(ctx context.Context, token string) error) error {
	var token string
	get := func() error {
		return c.do(ctx, op, func(ctx context.Context) (err error) {
			token, err = c.token.get(ctx)
			return err
		})
	}
	if err := get(); err != nil {
		return err
	}
	err := fn(ctx, token)
	if staleToken(err) {
		if err := c.token.forget(ctx, token); err != nil {
			return classify(op, err)
		}
		if err := get(); err != nil {
			return err
		}
		err = fn(ctx, token)
	}
	return classify(op, err)
}

func download(ctx context.Context, client *http.Client, mediaID, token string) ([]byte, string, error) {
	q := url.Values{"access_token": {token}, "media_id": {mediaID}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://api.weixin.qq.com/cgi-bin/media/get?"+q.Encode(), nil)
	if err != nil {
		return nil, "", err
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = res.Body.Close() }()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, "", err
	}
	kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if kind == "application/json" || kind == "text/plain" { // a failure comes with status 200
		var ce util.CommonError
		if json.Unmarshal(data, &ce) == nil && ce.ErrCode != 0 {
			return nil, "", fmt.Errorf("media get: %w", &ce)
		}
		return nil, "", errors.New("an answer that is not a file")
	}
	return data, kind, nil
}
