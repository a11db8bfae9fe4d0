package seal

import "strings"

// Folded lays a text out in lines of paper that have room for so many Chinese
// characters; a Latin one is half as wide. The lines stay secret.
func (v Secret) Folded(room int) []Secret {
	var out []Secret
	for part := range strings.SplitSeq(strings.TrimSpace(v.s), "\n") {
		line, width := "", 0
		for _, r := range strings.TrimSpace(part) {
			w := 2
			if r < 0x2000 {
				w = 1
			}
			if width+w > 2*room {
				out, line, width = append(out, Secret{line}), "", 0
			}
			line, width = line+string(r), width+w
		}
		if line != "" {
			out = append(out, Secret{line})
		}
	}
	return out
}

// After is the text behind a word that is none.
func (v Secret) After(word string) Secret { return Secret{word + v.s} }
