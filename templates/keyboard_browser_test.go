//go:build e2e

package templates

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// keyboard watches a page that is walked with the Tab key. usable is what can be
// used with a mouse; of a group of radio buttons one is enough, for the arrow
// keys lead to the others. step looks at what has the focus now: it notes it as
// reached, and says what is wrong with how it shows.
const keyboard = `(function () {
	const usable = () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter(e => {
		if (e.disabled || e.tabIndex < 0) return false;
		return e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0;
	});
	const kin = e => [e, e.nextElementSibling, e.parentElement, e.closest('label'), e.id && document.querySelector('label[for="' + e.id + '"]')].filter(Boolean);
	const style = e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.left].join(' ') };
	const shows = e => kin(e).map(style).join('|');
	const name = e => e.tagName.toLowerCase() + ' ' + (e.getAttribute('aria-label') || e.name || e.innerText || '').trim().slice(0, 30);
	let last = null, parts = 0;
	const plain = new Map(), reached = new Set(), groups = new Set();
	const note = () => { for (const e of usable()) if (!plain.has(e) && e !== document.activeElement) plain.set(e, shows(e)) };
	window.keyboard = {
		begin() { document.activeElement.blur(); window.scrollTo(0, 0); note() },
		step() {
			const e = document.activeElement;
			if (e && e === last && ++parts < 8) return {over: false}; // year, month and day of one field
			if (!e || e === document.body || reached.has(e)) return {over: true};
			last = e; parts = 0;
			reached.add(e);
			if (e.type === 'radio') groups.add(e.form && e.name);
			const box = e.getBoundingClientRect(), wrong = [];
			const label = e.closest('label') || e;
			const seen = label.getBoundingClientRect();
			if (seen.bottom <= 0 || seen.top >= innerHeight || seen.right <= 0 || seen.left >= innerWidth) wrong.push('has the focus off the screen');
			const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 40), 1), innerWidth - 1), y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 1);
			const top = document.elementFromPoint(x, y);
			if (box.width > 2 && top && !label.contains(top) && !top.contains(e) && !kin(e).some(k => k.contains(top))) wrong.push('has the focus under ' + name(top));
			if (plain.has(e) && plain.get(e) === shows(e)) wrong.push('looks with the focus as it does without');
			return {over: false, fold: e.tagName === 'SUMMARY' && !e.parentElement.open, wrong: wrong.map(w => name(e) + ' ' + w)};
		},
		note,
		missed() { return usable().filter(e => !reached.has(e) && !(e.type === 'radio' && groups.has(e.form && e.name))).map(name) },
		count() { return reached.size },
	};
})()`

// stepped is what the page says of one press of the Tab key.
type stepped struct {
	Over, Fold bool
	Wrong      []string
}

// TestOfficePagesByKeyboard walks the pages of deadlines and of casework with the
// Tab key alone, opening with Enter what is folded: every link, button and field
// is reached, none holds the focus for ever, and whoever looks sees where it is.
func TestOfficePagesByKeyboard(t *testing.T) {
	url := serveSamples(t, newSet(t))
	ctx := browser(t)
	if err := chromedp.Run(ctx, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}})); err != nil {
		t.Fatal(err)
	}
	walked := 0
	for _, x := range samples() {
		if !byKeyboard(x.name) {
			continue
		}
		walked++
		t.Run(x.name, func(t *testing.T) {
			for _, wrong := range walkByKeyboard(t, ctx, url+"/"+x.name, "") {
				t.Error(wrong)
			}
		})
	}
	for what, change := range map[string]string{
		"a link that does not show the focus": `[...document.styleSheets].pop().insertRule('a:focus-visible { outline: none !important }', 0)`,
		"a field that keeps the focus":        `document.querySelector('main').insertAdjacentHTML('afterbegin', '<input aria-label="x"><a href="#">y</a>'); document.querySelector('main input').addEventListener('keydown', e => e.preventDefault())`,
	} {
		if len(walkByKeyboard(t, ctx, url+"/office_deadlines", change)) == 0 {
			t.Errorf("planted and not found: %s", what)
		}
	}
	if walked < 12 {
		t.Errorf("%d pages were walked", walked)
	}
}

// byKeyboard tells the pages of deadlines, clues, cases, and of what leaves the
// platform.
func byKeyboard(name string) bool {
	for _, sort := range []string{"deadline", "extend", "extension", "clue", "case", "handover", "referral"} {
		if strings.HasPrefix(name, "office_"+sort) {
			return true
		}
	}
	return false
}

// walkByKeyboard walks a page, after a change to it, and gives what is wrong.
func walkByKeyboard(t *testing.T, ctx context.Context, address, change string) (wrong []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	do := func(actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatal(err)
		}
	}
	do(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(address), chromedp.Evaluate(change+"; "+keyboard+"; keyboard.begin()", nil))
	const most = 400 // presses, on a page that holds the focus
	var s stepped
	for range most {
		s = stepped{}
		do(chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(`keyboard.step()`, &s))
		wrong = append(wrong, s.Wrong...)
		if s.Over {
			break
		}
		if s.Fold {
			do(chromedp.KeyEvent(kb.Enter), chromedp.Evaluate(`keyboard.note()`, nil))
		}
	}
	var missed []string
	var reached int
	do(chromedp.Evaluate(`keyboard.missed()`, &missed), chromedp.Evaluate(`keyboard.count()`, &reached))
	for _, m := range missed {
		wrong = append(wrong, "the Tab key never reaches "+m)
	}
	if !s.Over || reached < 5 {
		wrong = append(wrong, fmt.Sprintf("%d things were reached", reached))
	}
	return wrong
}
