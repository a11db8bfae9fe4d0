package office

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"yangguang/service/filing"
	"yangguang/service/kernel/actor"
)

// documents gives one PDF and keeps how it was asked for.
type documents struct {
	filings
	asked string
}

func (d *documents) Document(context.Context, actor.Actor, string, int64) (filing.Document, error) {
	d.asked = "opened"
	return filing.Document{PDF: true, Label: "合同", Mime: "application/pdf"}, nil
}

func (d *documents) Download(context.Context, actor.Actor, string, int64) (filing.Document, error) {
	d.asked = "downloaded"
	return filing.Document{PDF: true, Label: "合同", Mime: "application/pdf"}, nil
}

// TestAPDFIsShownInItsPageOnly: outside the marked page the address gives a file
// to keep, and that is what is recorded.
func TestAPDFIsShownInItsPageOnly(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ query, dest, asked, how string }{
		"in its page":                {"?in=page", "iframe", "opened", "inline"},
		"the button":                 {"", "document", "downloaded", "attachment"},
		"its address opened":         {"?in=page", "document", "downloaded", "attachment"},
		"fetched by a script":        {"?in=page", "empty", "downloaded", "attachment"},
		"an old browser in the page": {"?in=page", "", "opened", "inline"},
		"an old browser elsewhere":   {"", "", "downloaded", "attachment"},
	} {
		w := httptest.NewRecorder()
		g, _ := gin.CreateTestContext(w)
		g.Request = httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/"+c.query, nil)
		g.Params = gin.Params{{Key: "no", Value: "YS1"}, {Key: "file", Value: "5"}}
		if c.dest != "" {
			g.Request.Header.Set("Sec-Fetch-Dest", c.dest)
		}
		d := &documents{}
		if err := NewFilings(nil, d, nil).content(g); err != nil || d.asked != c.asked || !strings.HasPrefix(w.Header().Get("Content-Disposition"), c.how+";") {
			t.Errorf("%s: %v, %s, %q", name, err, d.asked, w.Header().Get("Content-Disposition"))
		}
	}
}
