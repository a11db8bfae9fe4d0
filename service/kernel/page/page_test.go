package page

import (
	"math"
	"strconv"
	"testing"
)

func TestClamp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		in     Request
		want   Request
		offset int
	}{
		{"nothing asked", Request{}, Request{1, DefaultSize}, 0},
		{"third page", Request{3, 50}, Request{3, 50}, 100},
		{"negative", Request{-4, -1}, Request{1, DefaultSize}, 0},
		{"greedy", Request{1, 1 << 30}, Request{1, MaxSize}, 0},
		{"overflowing", Request{math.MaxInt, math.MaxInt}, Request{MaxNumber, MaxSize}, (MaxNumber - 1) * MaxSize},
	} {
		if got := c.in.Clamp(); got != c.want || c.in.Offset() != c.offset || c.in.Limit() != c.want.Size {
			t.Errorf("%s: %+v offset %d; want %+v offset %d", c.name, got, c.in.Offset(), c.want, c.offset)
		}
	}
}

func TestPage(t *testing.T) {
	t.Parallel()
	p := Of(Request{2, 2}, []int{3, 4}, 5)
	if p.Pages() != 3 || !p.HasPrevious() || !p.HasNext() || p.First() != 3 || p.Last() != 4 {
		t.Errorf("middle page: %+v pages %d first %d last %d", p, p.Pages(), p.First(), p.Last())
	}
	empty := Of[int](Request{}, nil, 0)
	if empty.Pages() != 1 || empty.HasPrevious() || empty.HasNext() || empty.First() != 0 || empty.Last() != 0 {
		t.Errorf("empty page: %+v", empty)
	}
	if q := Map(p, strconv.Itoa); q.Items[1] != "4" || q.Total != 5 || q.Number != 2 {
		t.Errorf("mapped page: %+v", q)
	}
}

func TestLikeEscape(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"低保": "低保", "100%": "100!%", "a_b": "a!_b", "!%": "!!!%", `\`: `\`, "": "",
	} {
		if got := LikeEscape(in); got != want {
			t.Errorf("LikeEscape(%q) = %q, want %q", in, got, want)
		}
	}
}
