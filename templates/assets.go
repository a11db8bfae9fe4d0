package templates

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
)

//go:embed static
var staticFiles embed.FS

// spriteFile holds the icons, one symbol each.
const spriteFile = "vendor/tabler/icons.svg"

// contentTypes are the only kinds of file served. A file of another kind stops
// the program at start, not a reader later.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
	".png": "image/png",
	"":     "text/plain; charset=utf-8", // licences
}

// unserved are files of the folder that are about the others.
var unserved = map[string]bool{"vendor.lock": true}

type asset struct {
	kind  string
	hash  string
	plain []byte
	gz    []byte // nil where packing does not help
}

// Assets serves style sheets, scripts and icons at /assets/<hash>/<path>. The
// hash is of the content, so a browser never has to ask for a file twice.
type Assets struct {
	files map[string]asset
	icons map[string]bool
}

var symbolID = regexp.MustCompile(`<symbol id="([a-z0-9-]+)"`)

// newAssets reads, hashes and packs every file once.
func newAssets() (*Assets, error) {
	a := &Assets{files: make(map[string]asset), icons: make(map[string]bool)}
	err := fs.WalkDir(staticFiles, "static", func(file string, d fs.DirEntry, err error) error {
		name := strings.TrimPrefix(file, "static/")
		if err != nil || d.IsDir() || unserved[name] {
			return err
		}
		a.files[name], err = readAsset(file)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("templates: assets: %w", err)
	}
	for _, m := range symbolID.FindAllSubmatch(a.files[spriteFile].plain, -1) {
		a.icons[string(m[1])] = true
	}
	return a, nil
}

func readAsset(file string) (asset, error) {
	kind, ok := contentTypes[path.Ext(file)]
	if !ok {
		return asset{}, fmt.Errorf("%s: no content type for this kind of file", file)
	}
	plain, err := staticFiles.ReadFile(file)
	if err != nil {
		return asset{}, err
	}
	sum := sha256.Sum256(plain)
	x := asset{kind: kind, hash: hex.EncodeToString(sum[:6]), plain: plain}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return asset{}, err
	}
	if _, err := w.Write(plain); err != nil {
		return asset{}, err
	}
	if err := w.Close(); err != nil {
		return asset{}, err
	}
	if b.Len() < len(plain) {
		x.gz = b.Bytes()
	}
	return x, nil
}

// URL is the address of a file below static/, or an error if there is none:
// a page that names a missing file does not render.
func (a *Assets) URL(name string) (string, error) {
	x, ok := a.files[name]
	if !ok {
		return "", fmt.Errorf("no asset %q", name)
	}
	return "/assets/" + x.hash + "/" + name, nil
}

// File is the content of a file below static/, for what has to be served at an
// address of its own.
func (a *Assets) File(name string) ([]byte, error) {
	x, ok := a.files[name]
	if !ok {
		return nil, fmt.Errorf("no asset %q", name)
	}
	return x.plain, nil
}

func (a *Assets) hasIcon(name string) bool { return a.icons[name] }

// ServeHTTP answers GET and HEAD of /assets/<hash>/<path>.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "405", http.StatusMethodNotAllowed)
		return
	}
	hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/assets/"), "/")
	x, ok := a.files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", x.kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	if hash != x.hash {
		// A page of another version asks while versions change over: it gets
		// the file we have, and must not keep it under the other's name.
		h.Set("Cache-Control", "no-cache")
	}
	body := x.plain
	if x.gz != nil && acceptsGzip(r.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		body = x.gz
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	// A browser that went away is nobody's failure.
	_, _ = w.Write(body)
}

// acceptsGzip reads Accept-Encoding, where "gzip;q=0" is a refusal.
func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, q, _ := strings.Cut(part, ";")
		if strings.TrimSpace(name) != "gzip" {
			continue
		}
		value, err := strconv.ParseFloat(strings.TrimPrefix(strings.ReplaceAll(q, " ", ""), "q="), 64)
		return err != nil || value > 0
	}
	return false
}
