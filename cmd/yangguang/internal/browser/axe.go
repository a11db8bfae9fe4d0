//go:build e2e

package browser

import (
	"context"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axeTags are the rules that every page must keep: WCAG 2.2, levels A and AA.
const axeTags = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]`

// Axe fails the test for everything on the page that axe-core holds to be a
// barrier to people with a handicap. Give the ids of rules to be left out.
func (p *Page) Axe(except ...string) {
	p.t.Helper()
	source := axeSource(p.t)
	p.settle()
	if p.noScript {
		// A page without scripts settles no promise, and axe-core needs one. The
		// page's own scripts were left out when it was loaded.
		p.Do(emulation.SetScriptExecutionDisabled(false))
		defer p.Do(emulation.SetScriptExecutionDisabled(true))
	}
	if err := p.evaluate(source+"; 0", nil); err != nil {
		p.fail("loading axe-core: %v", err)
	}
	off := ""
	for _, rule := range except {
		off += quote(rule) + ": {enabled: false},"
	}
	var found []struct {
		ID, Impact, Help string
		Nodes            []string
	}
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	err := chromedp.Run(ctx, chromedp.Evaluate(
		`axe.run(document, {runOnly: `+axeTags+`, rules: {`+off+`}, resultTypes: ["violations"]}).then(r => r.violations.map(v => ({
			ID: v.id, Impact: v.impact, Help: v.help,
			Nodes: v.nodes.map(n => n.html.slice(0, 200) + " — " + (n.any.concat(n.all, n.none)[0] || {message: ""}).message),
		})))`, &found,
		func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }))
	if err != nil {
		p.fail("running axe-core: %v", err)
	}
	for _, v := range found {
		p.t.Errorf("axe: %s (%s): %s, at %d places:\n  %s", v.ID, v.Impact, v.Help, len(v.Nodes), strings.Join(v.Nodes[:min(5, len(v.Nodes))], "\n  "))
	}
}

//go:embed testdata/package.json testdata/package-lock.json
var manifest embed.FS

// axe is development only: npm fetches it into the user's cache, once, and
// checks it against the hash that the lock file pins.
var axe = sync.OnceValues(func() ([]byte, error) {
	lock, err := manifest.ReadFile("testdata/package-lock.json")
	if err != nil {
		return nil, err
	}
	caches, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	home := filepath.Join(caches, "yangguang")
	dir := filepath.Join(home, fmt.Sprintf("npm-%.16x", sha256.Sum256(lock)))
	source := filepath.Join(dir, "node_modules", "axe-core", "axe.min.js")
	if text, err := os.ReadFile(source); err == nil {
		return text, nil
	}
	if err := os.MkdirAll(home, 0o755); err != nil {
		return nil, err
	}
	// Beside it and then renamed: another process may be at the same.
	fresh, err := os.MkdirTemp(home, "npm-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(fresh)
	for _, name := range []string{"package.json", "package-lock.json"} {
		text, err := manifest.ReadFile("testdata/" + name)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(fresh, name), text, 0o644); err != nil {
			return nil, err
		}
	}
	npm := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir = fresh
	if out, err := npm.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("npm ci: %w: %s", err, out)
	}
	if err := os.Rename(fresh, dir); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return os.ReadFile(source)
})

func axeSource(t testing.TB) string {
	t.Helper()
	source, err := axe()
	if err != nil {
		t.Fatalf("axe-core: %v", err)
	}
	return string(source)
}
