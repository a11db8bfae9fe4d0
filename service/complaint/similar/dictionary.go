package similar

import "slices"

// phrase is a phrase and what it stands for.
type phrase struct {
	says  []rune
	means int
}

// dictionary finds many phrases in one walk through a text: they are kept by
// their first character, the longest first.
type dictionary map[rune][]phrase

// add puts a phrase in.
func (d dictionary) add(says string, means int) {
	p := phrase{[]rune(says), means}
	list := append(d[p.says[0]], p)
	slices.SortStableFunc(list, func(a, b phrase) int { return len(b.says) - len(a.says) })
	d[p.says[0]] = list
}

// at is the longest phrase at the start of a text: what it means and how many
// characters it takes, 0 when there is none.
func (d dictionary) at(text []rune) (means, n int) {
	for _, p := range d[text[0]] {
		if p.starts(text) {
			return p.means, len(p.says)
		}
	}
	return 0, 0
}

func (p phrase) starts(text []rune) bool {
	return len(text) >= len(p.says) && slices.Equal(text[:len(p.says)], p.says)
}
