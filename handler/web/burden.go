package web

import (
	"bytes"
	"context"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/service/kernel/actor"
)

// Burden counts what forms ask of people, without saying of whom.
type Burden interface {
	Shown(by actor.Actor, path string)
	Sent(ctx context.Context, by actor.Actor, route, path string, fields int)
}

// ownFields are the fields that the program fills in itself.
var ownFields = []string{"action", "back", "csrf", "next", "object", "petition", "receipt", "row", "token", "version", "view", "which"}

// counted tells the Burden of the pages and forms of a route. A form that was
// refused counts as well: it took its time.
func (f *Front) counted(rt Route, do Action) Action {
	if f.Burden == nil || len(rt.Roles) == 0 {
		return do
	}
	return func(c *gin.Context) error {
		var parts *partCounter
		if kind, params, err := mime.ParseMediaType(c.GetHeader("Content-Type")); rt.Method == http.MethodPost && err == nil && kind == "multipart/form-data" && c.Request.Body != nil {
			parts = &partCounter{delimiter: []byte("--" + params["boundary"])}
			c.Request.Body = teeBody{io.TeeReader(c.Request.Body, parts), c.Request.Body}
		}
		if err := do(c); err != nil {
			return err
		}
		by := Actor(c)
		switch {
		case rt.Method == http.MethodGet && strings.HasPrefix(c.Writer.Header().Get("Content-Type"), "text/html"):
			f.Burden.Shown(by, c.Request.URL.Path)
		case rt.Method == http.MethodPost:
			n := filled(c.Request.PostForm)
			if parts != nil {
				n = parts.n
			}
			f.Burden.Sent(c.Request.Context(), by, rt.Method+" "+rt.Path, c.Request.URL.Path, n)
		}
		return nil
	}
}

// filled counts the fields of a form that hold something and that a person
// filled in.
func filled(form map[string][]string) int {
	n := 0
	for name, values := range form {
		for _, v := range values {
			if v != "" && !slices.Contains(ownFields, name) {
				n++
			}
		}
	}
	return n
}

type teeBody struct {
	io.Reader
	io.Closer
}

// partCounter counts the filled parts of a form with files as it passes by,
// without keeping any of it: it looks at the head of each part and at whether
// anything follows.
type partCounter struct {
	delimiter []byte
	rest      []byte // from the last delimiter on, while its head is not whole
	n         int
}

// longestHead bounds how much of a part is waited for.
const longestHead = 4096

// Write looks at the next piece.
func (p *partCounter) Write(b []byte) (int, error) {
	p.rest = append(p.rest, b...)
	for {
		i := bytes.Index(p.rest, p.delimiter)
		if i < 0 {
			p.rest = append(p.rest[:0], p.rest[max(0, len(p.rest)-len(p.delimiter)):]...)
			return len(b), nil
		}
		part := p.rest[i+len(p.delimiter):]
		head := bytes.Index(part, []byte("\r\n\r\n"))
		if (head < 0 || len(part) < head+6+len(p.delimiter)) && len(part) < longestHead {
			p.rest = append(p.rest[:0], p.rest[i:]...)
			return len(b), nil
		}
		if head >= 0 && !bytes.HasPrefix(part[head+4:], append([]byte("\r\n"), p.delimiter...)) {
			p.count(string(part[:head]))
		}
		p.rest = append(p.rest[:0], part...)
	}
}

// count counts a part with this head, unless the program filled it in.
func (p *partCounter) count(head string) {
	for line := range strings.SplitSeq(head, "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok || !strings.EqualFold(name, "Content-Disposition") {
			continue
		}
		if _, params, err := mime.ParseMediaType(value); err == nil && !slices.Contains(ownFields, params["name"]) {
			p.n++
		}
	}
}
