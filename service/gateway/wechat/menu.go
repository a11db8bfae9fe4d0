package wechat

import (
	"context"
	"fmt"
	"strings"

	"github.com/silenceper/wechat/v2/officialaccount/menu"
)

// Button is an entry of the account's menu: it leads to URL, or sends Key, or
// opens Sub.
type Button struct {
	Name string   `json:"name" yaml:"name"`
	Key  string   `json:"key,omitempty" yaml:"key"`
	URL  string   `json:"url,omitempty" yaml:"url"`
	Sub  []Button `json:"sub,omitempty" yaml:"sub"`
}

// CheckMenu says everything that the platform would refuse in a menu.
func CheckMenu(buttons []Button) []string {
	var bad []string
	if len(buttons) == 0 || len(buttons) > 3 {
		bad = append(bad, fmt.Sprintf("a menu has 1 to 3 buttons, not %d", len(buttons)))
	}
	for _, b := range buttons {
		bad = append(bad, checkButton(b, 16)...)
		if len(b.Sub) == 0 {
			continue
		}
		if b.Key != "" || b.URL != "" {
			bad = append(bad, b.Name+": a button with sub-buttons has neither key nor url")
		}
		if len(b.Sub) > 5 {
			bad = append(bad, fmt.Sprintf("%s: at most 5 sub-buttons, not %d", b.Name, len(b.Sub)))
		}
		for _, s := range b.Sub {
			if len(s.Sub) > 0 {
				bad = append(bad, s.Name+": a sub-button has no sub-buttons")
			}
			bad = append(bad, checkButton(s, 60)...)
		}
	}
	return bad
}

func checkButton(b Button, nameBytes int) []string {
	var bad []string
	if b.Name == "" || len(b.Name) > nameBytes {
		bad = append(bad, fmt.Sprintf("%q: a name has 1 to %d bytes", b.Name, nameBytes))
	}
	if len(b.Sub) == 0 && (b.Key == "") == (b.URL == "") {
		bad = append(bad, b.Name+": a button has either a key or a url")
	}
	if len(b.Key) > 128 {
		bad = append(bad, b.Name+": a key has at most 128 bytes")
	}
	if len(b.URL) > 1024 || (b.URL != "" && !strings.HasPrefix(b.URL, "http://") && !strings.HasPrefix(b.URL, "https://")) {
		bad = append(bad, b.Name+": a url is absolute and has at most 1024 bytes")
	}
	return bad
}

// CreateMenu replaces the account's menu.
func (c *Client) CreateMenu(ctx context.Context, buttons []Button) error {
	if bad := CheckMenu(buttons); len(bad) > 0 {
		return &Error{Op: "menu", Class: BadConfig, text: strings.Join(bad, "; ")}
	}
	req := struct {
		Button []*menu.Button `json:"button"`
	}{sdkButtons(buttons)}
	return c.post(ctx, "menu", "/cgi-bin/menu/create", req)
}

func sdkButtons(buttons []Button) []*menu.Button {
	out := make([]*menu.Button, 0, len(buttons))
	for _, b := range buttons {
		switch {
		case len(b.Sub) > 0:
			out = append(out, menu.NewSubButton(b.Name, sdkButtons(b.Sub)))
		case b.URL != "":
			out = append(out, menu.NewViewButton(b.Name, b.URL))
		default:
			out = append(out, menu.NewClickButton(b.Name, b.Key))
		}
	}
	return out
}
