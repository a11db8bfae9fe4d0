//go:build e2e

package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// find is a function of (kind, what) that gives an element, null if there is
// none yet, or a text that says why it cannot be used.
//
//go:embed find.js
var find string

// evaluate runs an expression in the page, which works with the page's own
// scripts switched off, too.
func (p *Page) evaluate(expression string, into any) error {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate(expression, into))
}

// until asks again and again whether a condition holds, and fails the test
// with the last reason when patience runs out.
func (p *Page) until(what string, holds func() (bool, error)) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	var last error
	for {
		ok, err := holds()
		if ok {
			return
		}
		if err != nil {
			last = err
		}
		select {
		case <-ctx.Done():
			p.fail("waited in vain for %s: %v", what, errors.Join(ctx.Err(), last))
		case <-ticker.C:
		}
	}
}

// settle waits until no frame of the page is loading.
func (p *Page) settle() {
	// A round trip: what the page has begun by now has been heard of.
	var ignored int
	_ = p.evaluate("0", &ignored)
	p.until("the page to load", func() (bool, error) {
		p.mu.Lock()
		idle := len(p.loading) == 0
		p.mu.Unlock()
		if !idle {
			return false, nil
		}
		var ready bool
		err := p.evaluate("document.readyState === 'complete'", &ready)
		return ready, err
	})
}

// handle finds an element that people can see and use.
func (p *Page) handle(kind, what string) (id runtime.RemoteObjectID) {
	p.t.Helper()
	p.until(fmt.Sprintf("a %s called %q", kind, what), func() (bool, error) {
		var err error
		id, err = p.look(kind, what)
		return id != "", err
	})
	return id
}

// look finds an element or gives "" and why not.
func (p *Page) look(kind, what string) (runtime.RemoteObjectID, error) {
	var object *runtime.RemoteObject
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	err := chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		got, thrown, err := runtime.Evaluate("(" + find + ")(" + quote(kind) + ", " + quote(what) + ")").Do(ctx)
		if err != nil {
			return err
		}
		if thrown != nil {
			return thrown
		}
		object = got
		return nil
	}))
	switch {
	case err != nil:
		return "", err
	case object.Type == runtime.TypeString:
		return "", errors.New(string(object.Value))
	case object.Subtype != runtime.SubtypeNode:
		return "", errors.New("there is none")
	}
	return object.ObjectID, nil
}

// on calls a JavaScript function with the element as this.
func (p *Page) on(id runtime.RemoteObjectID, function string, into any, args ...any) error {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.CallFunctionOn(function, into, func(c *runtime.CallFunctionOnParams) *runtime.CallFunctionOnParams {
		return c.WithObjectID(id)
	}, args...))
}

// Click presses the middle of a link, button, tab, summary or label, as a
// finger does: what is covered by something else cannot be pressed. If that
// leads to another page, it waits for it.
func (p *Page) Click(what string) {
	p.t.Helper()
	p.press(p.handle("button or link", what), what)
	p.settle()
}

// Follow is Click for what must lead to another page or send a form: it waits
// until a new document has come, be it at the same address.
func (p *Page) Follow(what string) {
	p.t.Helper()
	id := p.handle("button or link", what)
	p.mu.Lock()
	before := p.arrivals
	p.mu.Unlock()
	p.press(id, what)
	p.until(fmt.Sprintf("%q to lead somewhere", what), func() (bool, error) {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.arrivals > before && len(p.loading) == 0, nil
	})
	p.settle()
}

// press puts the pointer on the middle of the element and presses when the
// element has stood still under it and the browser itself says that the pointer
// is over it: a page that scrolls smoothly, or on which a line of words comes
// above a button, would else have the press land beside it.
func (p *Page) press(id runtime.RemoteObjectID, what string) {
	p.t.Helper()
	var at [2]float64
	p.until(fmt.Sprintf("%q to stand still under the pointer", what), func() (bool, error) {
		var over bool
		if err := p.on(id, "function () { return this.matches(':hover'); }", &over); err != nil {
			return false, err
		}
		before := at
		ctx, cancel := context.WithTimeout(p.ctx, patience)
		defer cancel()
		err := chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) (err error) {
			if at, err = middle(ctx, id); err != nil {
				return err
			}
			return input.DispatchMouseEvent(input.MouseMoved, at[0], at[1]).Do(ctx)
		}))
		return over && before == at, err
	})
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	err := chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		for _, kind := range []input.MouseType{input.MousePressed, input.MouseReleased} {
			if err := input.DispatchMouseEvent(kind, at[0], at[1]).WithButton(input.Left).WithClickCount(1).Do(ctx); err != nil {
				return err
			}
		}
		return nil
	}))
	if err != nil {
		p.fail("pressing %q: %v", what, err)
	}
}

// middle brings an element into view and tells where its middle is.
func middle(ctx context.Context, id runtime.RemoteObjectID) (at [2]float64, err error) {
	if err := dom.ScrollIntoViewIfNeeded().WithObjectID(id).Do(ctx); err != nil {
		return at, err
	}
	quads, err := dom.GetContentQuads().WithObjectID(id).Do(ctx)
	if err != nil {
		return at, err
	}
	if len(quads) == 0 || len(quads[0]) != 8 {
		return at, errors.New("it has no place on the page")
	}
	q := quads[0]
	return [2]float64{(q[0] + q[2] + q[4] + q[6]) / 4, (q[1] + q[3] + q[5] + q[7]) / 4}, nil
}

// Fill types into the field with the label what, in place of what it held.
// Days are written 2026-03-01.
func (p *Page) Fill(what, value string) {
	p.t.Helper()
	id := p.handle("field", what)
	var native bool // a field that the browser edits in a way of its own
	err := p.on(id, `function () {
		this.focus();
		if (this.select) this.select();
		return ['date', 'month', 'time', 'datetime-local', 'color', 'range', 'number'].includes(this.type);
	}`, &native)
	if err != nil {
		p.fail("filling %q: %v", what, err)
	}
	if native {
		p.set(id, what, value)
		return
	}
	err = chromedp.Run(p.ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		if value == "" {
			return input.DispatchKeyEvent(input.KeyDown).WithKey("Delete").WithCode("Delete").WithWindowsVirtualKeyCode(46).Do(ctx)
		}
		return input.InsertText(value).Do(ctx)
	}))
	if err != nil {
		p.fail("filling %q: %v", what, err)
	}
	if got := p.Value(what); strings.ReplaceAll(got, "\r", "") != strings.ReplaceAll(value, "\r", "") {
		p.fail("filling %q: it holds %q, want %q", what, got, value)
	}
}

func (p *Page) set(id runtime.RemoteObjectID, what, value string) {
	p.t.Helper()
	var got string
	err := p.on(id, `function (value) {
		this.value = value;
		this.dispatchEvent(new Event('input', {bubbles: true}));
		this.dispatchEvent(new Event('change', {bubbles: true}));
		return this.value;
	}`, &got, value)
	if err != nil || got != value {
		p.fail("setting %q to %q: it holds %q, %v", what, value, got, err)
	}
}

// Select chooses the option that reads so in the list with the label what.
func (p *Page) Select(what, option string) {
	p.t.Helper()
	id := p.handle("field", what)
	var found bool
	err := p.on(id, `function (text) {
		for (const o of this.options || []) {
			if (o.text.trim() !== text && o.value !== text) continue;
			o.selected = true;
			this.dispatchEvent(new Event('input', {bubbles: true}));
			this.dispatchEvent(new Event('change', {bubbles: true}));
			return true;
		}
		return false;
	}`, &found, option)
	if err != nil || !found {
		p.fail("choosing %q in %q: no such option, %v", option, what, err)
	}
	p.settle()
}

// Upload puts files into the file field with the label what.
func (p *Page) Upload(what string, files ...string) {
	p.t.Helper()
	id := p.handle("file field", what)
	for i, file := range files {
		full, err := filepath.Abs(file)
		if err != nil {
			p.fail("uploading %s: %v", file, err)
		}
		files[i] = full
	}
	err := chromedp.Run(p.ctx, dom.SetFileInputFiles(files).WithObjectID(id))
	if err != nil {
		p.fail("uploading into %q: %v", what, err)
	}
	p.settle()
}

// Press presses a key, such as "Tab", "Enter", "Escape" or "ArrowDown".
func (p *Page) Press(key string) {
	p.t.Helper()
	code, ok := map[string]string{
		"Tab": kb.Tab, "Enter": kb.Enter, "Escape": kb.Escape, "Space": " ", "Backspace": kb.Backspace,
		"ArrowDown": kb.ArrowDown, "ArrowUp": kb.ArrowUp, "ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight,
	}[key]
	if !ok {
		code = key
	}
	if err := chromedp.Run(p.ctx, chromedp.KeyEvent(code)); err != nil {
		p.fail("pressing %s: %v", key, err)
	}
	p.settle()
}

// WaitText waits until the page shows the text, white space aside.
func (p *Page) WaitText(text string) {
	p.t.Helper()
	p.until(fmt.Sprintf("the text %q", text), func() (bool, error) { return p.shows(text) })
}

// WaitGone waits until the page shows the text no more.
func (p *Page) WaitGone(text string) {
	p.t.Helper()
	p.until(fmt.Sprintf("the text %q to go", text), func() (bool, error) {
		shown, err := p.shows(text)
		return err == nil && !shown, err
	})
}

// Shows reports whether the page, as it is, shows the text.
func (p *Page) Shows(text string) bool {
	p.t.Helper()
	p.settle()
	shown, err := p.shows(text)
	if err != nil {
		p.fail("looking for %q: %v", text, err)
	}
	return shown
}

func (p *Page) shows(text string) (shown bool, err error) {
	err = p.evaluate("("+find+")('text', "+quote(text)+")", &shown)
	return shown, err
}

// Has reports whether there is, as the page is, such an element: of kind
// "button or link", "field" or "file field".
func (p *Page) Has(kind, what string) bool {
	p.t.Helper()
	p.settle()
	id, _ := p.look(kind, what)
	return id != ""
}

// Text gives the words of the first element that the selector finds.
func (p *Page) Text(selector string) (text string) {
	p.t.Helper()
	id := p.handle("element", selector)
	if err := p.on(id, "function () { return this.innerText; }", &text); err != nil {
		p.fail("reading %q: %v", selector, err)
	}
	return strings.TrimSpace(text)
}

// Value gives what the field with the label what holds.
func (p *Page) Value(what string) (value string) {
	p.t.Helper()
	id := p.handle("field", what)
	if err := p.on(id, "function () { return this.value; }", &value); err != nil {
		p.fail("reading %q: %v", what, err)
	}
	return value
}

// URL gives the address of the page.
func (p *Page) URL() (address string) {
	p.t.Helper()
	p.settle()
	if err := p.evaluate("location.href", &address); err != nil {
		p.fail("reading the address: %v", err)
	}
	return address
}

// Eval runs an expression in the page and reads its value into into.
func (p *Page) Eval(expression string, into any) {
	p.t.Helper()
	if err := p.evaluate(expression, into); err != nil {
		p.fail("evaluating %s: %v", expression, err)
	}
}

// Do runs actions of chromedp's own, for what is not foreseen here.
func (p *Page) Do(actions ...chromedp.Action) {
	p.t.Helper()
	if err := chromedp.Run(p.ctx, actions...); err != nil {
		p.fail("driving the page: %v", err)
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
