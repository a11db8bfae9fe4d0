package similar

import "math"

// weight is how much a pair of characters says: the more petitions have it,
// the less.
func (c *Corpus) weight(g gram) float64 {
	return math.Log(1 + float64(c.n+background)/float64(c.seen[g]+1))
}

// The likenesses of two texts that count as the same matter in other words:
// texts of strangers about the same thing share about a third of what they say.
const (
	fullWords = 0.46 // from here on the texts are as alike as it takes
	shortText = 12.0 // pairs of characters; of a shorter text everything is soon in another
)

// words is how alike two texts are, from 0 to 1.
func (c *Corpus) words(a, b Profile) float64 {
	said := c.grams(a.grams, b.grams)
	if len(a.topics) > 0 && len(b.topics) > 0 {
		n := 0
		meet(a.topics, b.topics, func(int) { n++ })
		same := float64(n) / float64(len(a.topics)+len(b.topics)-n)
		said = 0.72*said + 0.28*same*0.8
	}
	return min(1, said/fullWords)
}

// grams is the greater of cosine and, for texts of unequal length, the part of
// the shorter that is in the longer.
func (c *Corpus) grams(a, b []gram) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	var aa, bb, ab, sumA, sumB, both float64
	for _, g := range a {
		w := c.weight(g)
		aa, sumA = aa+w*w, sumA+w
	}
	for _, g := range b {
		w := c.weight(g)
		bb, sumB = bb+w*w, sumB+w
	}
	meet(a, b, func(g gram) {
		w := c.weight(g)
		ab, both = ab+w*w, both+w
	})
	n := float64(min(len(a), len(b)))
	contained := both / min(sumA, sumB) * n / (n + shortText)
	return max(ab/math.Sqrt(aa*bb), 0.8*contained)
}
