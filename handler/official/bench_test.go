package official_test

import (
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
)

// bare decrypts one envelope and encrypts an answer, and does nothing else: no
// checks, no memory, no words. It is what no program can be faster than.
func bare(d direct) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Encrypt string }
		body, err := io.ReadAll(r.Body)
		if err != nil || xml.Unmarshal(body, &in) != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		msg, err := d.open(in.Encrypt)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		sealed := d.seal(msg)
		q := r.URL.Query()
		_, _ = io.WriteString(w, "<xml><Encrypt>"+sealed+"</Encrypt><MsgSignature>"+d.sign(q.Get("timestamp"), q.Get("nonce"), sealed)+"</MsgSignature></xml>")
	})
}

// BenchmarkSafeModeRoundTrip is one encrypted text and its encrypted answer:
// through the endpoint with everything it does, a network trip to Redis for
// each thing it remembers included, and through the bare handler.
func BenchmarkSafeModeRoundTrip(b *testing.B) {
	w := newWorld(b, setup{aesKey: aesKey})
	id := 0
	for _, c := range []struct {
		name string
		h    http.Handler
	}{{"endpoint", w.engine}, {"bare", bare(w.direct)}} {
		b.Run(c.name, func(b *testing.B) {
			requests := make([]*http.Request, b.N)
			for i := range requests {
				id++ // a message of its own: a repeated one would be cheaper
				p := w.safe(strings.Replace(w.text(1, "政策 危房改造"), "<MsgId>1", "<MsgId>"+strconv.Itoa(id), 1))
				requests[i] = httptest.NewRequest(http.MethodPost, "/wechat?"+p.q.Encode(), strings.NewReader(p.body))
				requests[i].Header.Set("Content-Type", "text/xml")
			}
			b.ReportAllocs()
			b.ResetTimer()
			for _, r := range requests {
				rec := httptest.NewRecorder()
				c.h.ServeHTTP(rec, r)
				if rec.Code != http.StatusOK {
					b.Fatal(rec.Code, rec.Body)
				}
			}
		})
	}
}
