package wechat

import (
	"context"
	"crypto/rand"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/silenceper/wechat/v2/credential"
	"github.com/silenceper/wechat/v2/util"

	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

var codeForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,128}$`)

// ExchangeCode asks who the browser with this code is. snapshot means that the
// openid is not a person's: the page was opened as a snapshot.
func (c *Client) ExchangeCode(ctx context.Context, code string) (openid seal.Secret, snapshot bool, err error) {
	if !codeForm.MatchString(code) { // the SDK pastes it into an address unescaped
		return seal.Secret{}, false, fault.New(fault.Invalid, "这个链接不完整，请回到公众号重新打开")
	}
	err = c.do(ctx, "exchange code", func(ctx context.Context) error {
		res, err := c.oauth.GetUserAccessTokenContext(ctx, code)
		if err != nil {
			return err
		}
		if res.OpenID == "" {
			return fmt.Errorf("no openid in the answer")
		}
		openid, snapshot = seal.NewSecret(res.OpenID), res.IsSnapShotUser == 1
		return nil
	})
	if e, ok := err.(*Error); ok && e.Class == BadInput { //nolint:errorlint // do returns nothing else
		return seal.Secret{}, false, fault.Wrap(fault.Unauthenticated, "登录已经过期，请回到公众号重新打开", err)
	}
	if err != nil {
		return seal.Secret{}, false, fault.Wrap(fault.Unavailable, "微信暂时没有回应，请过一会儿再试", err)
	}
	return openid, snapshot, nil
}

// JSConfig signs the address of a page, so that it may use the JS-SDK. What
// follows a # is not part of what WeChat checks.
func (c *Client) JSConfig(ctx context.Context, page string) (chat.PageConfig, error) {
	var ticket string
	err := c.do(ctx, "js config", func(ctx context.Context) (err error) {
		ticket, err = c.ticket.get(ctx)
		return err
	})
	if err != nil {
		return chat.PageConfig{}, fault.Wrap(fault.Unavailable, "微信暂时没有回应，请过一会儿再试", err)
	}
	cfg := chat.PageConfig{AppID: c.appID, Timestamp: c.now().Unix(), NonceStr: rand.Text()[:16]}
	cfg.Signature = jsSignature(ticket, cfg.NonceStr, cfg.Timestamp, page)
	return cfg, nil
}

// jsSignature is the signature of the domain guide §9.
func jsSignature(ticket, nonce string, timestamp int64, page string) string {
	page, _, _ = strings.Cut(page, "#")
	return util.Signature(fmt.Sprintf("jsapi_ticket=%s&noncestr=%s&timestamp=%d&url=%s", ticket, nonce, timestamp, page))
}

func (c *Client) fetchTicket(ctx context.Context) (ticket string, life time.Duration, err error) {
	err = c.authorized(ctx, "js ticket", func(ctx context.Context, token string) error {
		res, err := credential.GetTicketFromServerContext(ctx, token)
		ticket, life = res.Ticket, time.Duration(res.ExpiresIn)*time.Second
		return err
	})
	return ticket, life, err
}
