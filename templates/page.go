// Package templates turns display-ready data into whole HTML pages.
//
// Each page is a Page[T]: one HTML file and the one Go type it shows. Data of
// the wrong type does not compile, a misspelt field fails the tests, and a page
// is rendered completely or not at all. The package imports nothing of ours, so
// no entity, database handle or sealed value can reach HTML: the types hold
// strings, numbers and booleans that are already masked and formatted.
//
// A new page is an HTML file in citizen/ or office/, whose first line names its
// layout; a Page variable with its type; an entry in citizenPages or
// officePages; and a sample in the tests, which open it in a browser.
package templates

import (
	"bytes"
	"fmt"
)

// Page pairs an HTML file with the type of its data.
type Page[T any] struct{ file string }

// view is what a page's HTML sees: {{.Frame.Title}}, {{.Page.Anything}}.
type view[T any] struct {
	Frame Frame
	Page  T
}

// declared is a Page whose type of data has been forgotten, for lists of pages.
type declared interface {
	path() string
	zero() any
}

func (p Page[T]) path() string { return p.file }
func (p Page[T]) zero() any    { return view[T]{} }

// usual is the size most pages fit in: a buffer that grows copies what it has.
const usual = 16 << 10

// Render gives the whole page, or an error and nothing.
func (p Page[T]) Render(s *Set, f Frame, data T) ([]byte, error) {
	t, ok := s.byFile[p.file]
	if !ok {
		return nil, fmt.Errorf("templates: no file %q", p.file)
	}
	var b bytes.Buffer
	b.Grow(usual)
	if err := t.ExecuteTemplate(&b, p.file, view[T]{Frame: f, Page: data}); err != nil {
		return nil, fmt.Errorf("templates: %s: %w", p.file, err)
	}
	return b.Bytes(), nil
}

// pages is every page there is. An HTML file that is missing here fails a test.
func pages() []declared {
	all := append([]declared{}, citizenPages()...)
	return append(all, officePages()...)
}

// Frame is what every page shows around its content. It is filled once per
// request by the web layer and never holds more of a person than their own name.
type Frame struct {
	Title     string     // the page's name, in <title> and at the head of the page
	Demo      bool       // shows the banner 演示数据
	Large     bool       // larger type, chosen by the person and kept in a cookie
	Kiosk     bool       // shown on a screen in a village office: larger, read aloud, begins anew by itself
	Idle      int        // a kiosk only: after so many seconds without a touch
	Path      string     // path and query of this page, where the 大字 link (/h5/large?on=1&back=…) comes back to
	Tab       Tab        // villagers: which tab of the bottom bar is lit
	Menu      []MenuItem // office: what this role may open
	Crumbs    []Link     // office: where this page hangs, outermost first
	Name      string     // office: who is signed in; "" when nobody is
	Role      string     // office: in which role, in words
	CSRF      string     // put into every form; "" when the origin check suffices
	Flash     Flash      // what the last deed did, shown once
	AsOf      Reach      // how far the data go that the page rests on
	RequestID string     // shown on failure pages, to find the log line
}

// Tab is one of the five tabs at the bottom of a villager's page.
type Tab string

// The tabs.
const (
	TabHome     Tab = "home"
	TabMoney    Tab = "money"
	TabProjects Tab = "projects"
	TabComplain Tab = "complain"
	TabMe       Tab = "me"
)

// MenuItem is an entry of the office's side bar. An entry without URL is the
// heading of those that follow.
type MenuItem struct {
	Text   string
	URL    string
	Icon   string // a name in vendor/tabler/icons.svg
	Count  int    // how much waits there; 0 shows nothing
	Active bool
}

// Link is a text that leads somewhere. Without URL it is only a text.
type Link struct{ Text, URL string }

// Tone is a colour with a meaning. Text always says the same as the colour.
type Tone string

// The tones. The zero value is neutral.
const (
	Plain   Tone = ""
	Good    Tone = "good"
	Warning Tone = "warning"
	Bad     Tone = "bad"
	Info    Tone = "info"
)

// Flash is a message shown once, after a redirect.
type Flash struct {
	Tone Tone
	Text string // "" shows nothing
}
