package templates

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func TestVendoredFilesAreWhatTheLockSays(t *testing.T) {
	lock, err := staticFiles.ReadFile("static/vendor.lock")
	if err != nil {
		t.Fatal(err)
	}
	listed := make(map[string]bool)
	for line := range strings.Lines(string(lock)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		if len(f) != 5 {
			t.Fatalf("want name, version, file, sha256 and licence: %q", line)
		}
		file, want := f[2], f[3]
		listed[file] = true
		b, err := staticFiles.ReadFile("static/" + file)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := sha256.Sum256(b); hex.EncodeToString(got[:]) != want {
			t.Errorf("%s is not the file that was vendored: %x", file, got)
		}
	}
	err = fs.WalkDir(staticFiles, "static/vendor", func(file string, d fs.DirEntry, err error) error {
		if name := strings.TrimPrefix(file, "static/"); err == nil && !d.IsDir() && !listed[name] {
			t.Errorf("%s is not in vendor.lock", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAssetsAreServed(t *testing.T) {
	s := newSet(t)
	css, err := s.Assets.URL("vendor/weui/weui.min.css")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		method, path, accept string
		status               int
		cache, encoding      string
	}{
		"packed":          {"GET", css, "br, gzip", 200, "public, max-age=31536000, immutable", "gzip"},
		"plain":           {"GET", css, "", 200, "public, max-age=31536000, immutable", ""},
		"gzip refused":    {"GET", css, "gzip;q=0", 200, "public, max-age=31536000, immutable", ""},
		"head":            {"HEAD", css, "gzip", 200, "public, max-age=31536000, immutable", "gzip"},
		"another version": {"GET", "/assets/000000000000/vendor/weui/weui.min.css", "", 200, "no-cache", ""},
		"no such file":    {"GET", "/assets/000000000000/css/none.css", "", 404, "", ""},
		"climbing out":    {"GET", "/assets/0/../page.go", "", 404, "", ""},
		"the lock itself": {"GET", "/assets/0/vendor.lock", "", 404, "", ""},
		"a folder":        {"GET", "/assets/0/css", "", 404, "", ""},
		"a form":          {"POST", css, "", 405, "", ""},
		"nothing":         {"GET", "/assets/", "", 404, "", ""},
		"without hash":    {"GET", "/assets/vendor/weui/weui.min.css", "", 404, "", ""},
		"q is no number":  {"GET", css, ";;,gzip;q=x", 200, "public, max-age=31536000, immutable", "gzip"},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(c.method, "http://x/", nil)
			r.URL.Path = c.path
			r.Header.Set("Accept-Encoding", c.accept)
			w := httptest.NewRecorder()
			s.Assets.ServeHTTP(w, r)
			if w.Code != c.status {
				t.Fatalf("status %d, want %d", w.Code, c.status)
			}
			if c.status != http.StatusOK {
				return
			}
			h := w.Header()
			if h.Get("Cache-Control") != c.cache || h.Get("Content-Encoding") != c.encoding {
				t.Errorf("cache %q, encoding %q", h.Get("Cache-Control"), h.Get("Content-Encoding"))
			}
			if h.Get("Content-Type") != "text/css; charset=utf-8" || h.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("headers %v", h)
			}
		})
	}
}

func TestPackedIsTheSameAsPlain(t *testing.T) {
	for name, x := range newSet(t).Assets.files {
		if x.gz == nil {
			continue
		}
		r, err := gzip.NewReader(bytes.NewReader(x.gz))
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(b, x.plain) {
			t.Errorf("%s unpacks differently: %v", name, err)
		}
	}
}

var assetPath = regexp.MustCompile(`/assets/[0-9a-f]{12}/([^"#]+)`)

// onTheWire adds up a page and everything it loads, packed.
func onTheWire(t *testing.T, s *Set, page []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(page); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	total := b.Len()
	seen := make(map[string]bool)
	for _, m := range assetPath.FindAllSubmatch(page, -1) {
		name := string(m[1])
		if seen[name] {
			continue
		}
		seen[name] = true
		x := s.Assets.files[name]
		if x.gz != nil {
			total += len(x.gz)
		} else {
			total += len(x.plain)
		}
	}
	return total
}
