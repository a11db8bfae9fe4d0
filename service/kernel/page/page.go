// Package page cuts lists into pages.
//
// A Request comes from a URL and is therefore hostile; after Clamp it is safe
// to hand to a query. A Page carries what the pager on screen needs.
package page

import "strings"

// The bounds of a request.
const (
	DefaultSize = 20
	MaxSize     = 200
	MaxNumber   = 10_000 // beyond it an OFFSET costs more than it tells: filter instead
)

// Request asks for one page of a list; pages are numbered from 1.
type Request struct{ Number, Size int }

// Clamp returns the request with both numbers inside their bounds.
func (r Request) Clamp() Request {
	if r.Size <= 0 {
		r.Size = DefaultSize
	}
	r.Size = min(r.Size, MaxSize)
	r.Number = min(max(r.Number, 1), MaxNumber)
	return r
}

// Limit is the number of rows to read.
func (r Request) Limit() int { return r.Clamp().Size }

// Offset is the number of rows to leave out.
func (r Request) Offset() int {
	r = r.Clamp()
	return (r.Number - 1) * r.Size
}

// Page is one page of a list with the total of the whole list.
type Page[T any] struct {
	Items        []T
	Number, Size int
	Total        int
}

// Of makes the page that answers r.
func Of[T any](r Request, items []T, total int) Page[T] {
	r = r.Clamp()
	return Page[T]{Items: items, Number: r.Number, Size: r.Size, Total: total}
}

// Map turns the items of a page into what another layer shows.
func Map[T, U any](p Page[T], f func(T) U) Page[U] {
	out := Page[U]{Number: p.Number, Size: p.Size, Total: p.Total, Items: make([]U, 0, len(p.Items))}
	for _, it := range p.Items {
		out.Items = append(out.Items, f(it))
	}
	return out
}

// Pages is the number of pages, at least 1: an empty list has one empty page.
func (p Page[T]) Pages() int {
	if p.Size <= 0 || p.Total <= 0 {
		return 1
	}
	return (p.Total + p.Size - 1) / p.Size
}

// HasPrevious reports whether there is a page before this one.
func (p Page[T]) HasPrevious() bool { return p.Number > 1 }

// HasNext reports whether there is a page after this one.
func (p Page[T]) HasNext() bool { return p.Number < p.Pages() }

// First is the number of the first item in the whole list, counted from 1; 0
// when the page is empty.
func (p Page[T]) First() int {
	if len(p.Items) == 0 {
		return 0
	}
	return (p.Number-1)*p.Size + 1
}

// Last is the number of the last item in the whole list; 0 when the page is empty.
func (p Page[T]) Last() int {
	if len(p.Items) == 0 {
		return 0
	}
	return p.First() + len(p.Items) - 1
}

// escaper marks what LIKE would read as a pattern. The sign is ! because a
// backslash means different things to MySQL and to SQLite.
var escaper = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// LikeEscape makes text that LIKE … ESCAPE '!' takes literally; add the % of
// the search yourself: "name LIKE ? ESCAPE '!'", "%"+LikeEscape(q)+"%".
func LikeEscape(s string) string { return escaper.Replace(s) }
