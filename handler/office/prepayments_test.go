package office_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"yangguang/handler/office"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/prepayment"
)

// released is a service that gives a file and nothing else.
type released struct{}

func (released) Lists(context.Context, actor.Actor, prepayment.Filter, page.Request) (page.Page[prepayment.List], prepayment.Totals, error) {
	return page.Page[prepayment.List]{}, prepayment.Totals{}, nil
}

func (released) One(context.Context, actor.Actor, int64) (prepayment.List, error) {
	return prepayment.List{}, nil
}

func (released) Rows(context.Context, actor.Actor, int64, string, page.Request) (page.Page[prepayment.Row], error) {
	return page.Page[prepayment.Row]{}, nil
}

func (released) Answer(context.Context, actor.Actor, int64, prepayment.Answer) error { return nil }

func (released) Submit(context.Context, actor.Actor, int64) error { return nil }

func (released) Decide(context.Context, actor.Actor, int64, bool, string) error { return nil }

func (released) File(_ context.Context, _ actor.Actor, _ int64, w io.Writer) error {
	_, err := io.WriteString(w, "身份证号")
	return err
}

// TestAReleasedListIsNotKeptByTheBrowser: it has IDs and accounts in clear.
func TestAReleasedListIsNotKeptByTheBrowser(t *testing.T) {
	t.Parallel()
	for _, r := range office.NewPrepayments(nil, released{}).Routes() {
		if !strings.HasSuffix(r.Path, ".csv") {
			continue
		}
		if r.Method != http.MethodPost {
			t.Error("a download that is recorded is a POST")
		}
		w := httptest.NewRecorder()
		c, _ := gin.CreateTestContext(w)
		c.Request = httptest.NewRequestWithContext(t.Context(), r.Method, "/", nil)
		c.Params = gin.Params{{Key: "id", Value: "1"}}
		if err := r.Action(c); err != nil || w.Header().Get("Cache-Control") != "no-store" || w.Body.String() != "身份证号" {
			t.Errorf("%v %v", w.Header(), err)
		}
		return
	}
	t.Error("no download")
}
