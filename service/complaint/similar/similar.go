// Package similar tells how alike two petitions are, and why, in words that
// whoever decides about them can check.
//
// It is a calculation on texts that its caller opened for it, in memory: it
// writes nothing, keeps nothing between calls and prints nothing of what it
// read. A score is a reason to look at two petitions side by side, never a
// decision that they are one.
package similar

import (
	"log/slog"
	"slices"
	"strings"
	"time"

	"yangguang/service/kernel/seal"
)

// Matter is one petition as it is compared.
type Matter struct {
	Village   string // 12-digit code; of the town when the village is not known
	Subject   string
	Place     seal.Secret // what was typed about the place
	Body      seal.Secret
	Accused   seal.Secret
	AboutKind string // payout, project or empty
	About     seal.Secret
	At        time.Time
}

// Profile is a petition made ready to be compared. It does not print.
type Profile struct {
	village, subject string
	kind, about      string
	at               time.Time
	body             string  // normalised, to look names up in
	grams            []gram  // distinct, sorted
	topics           []int   // distinct, sorted: what the trade calls the same
	numbers          []int64 // distinct, sorted: amounts, areas, counts; no years
	place            []gram  // distinct, sorted
	hamlets          []string
	who              who
}

// String keeps a profile out of logs and messages.
func (Profile) String() string { return "‹sealed›" }

// GoString keeps a profile out of logs and messages.
func (Profile) GoString() string { return "‹sealed›" }

// LogValue keeps a profile out of logs and messages.
func (Profile) LogValue() slog.Value { return slog.StringValue("‹sealed›") }

// maxCompared is how many characters of a text are compared. What a complaint
// is about stands in its beginning.
const maxCompared = 2000

// Prepare makes a petition ready to be compared.
func Prepare(m Matter) Profile {
	body := normalise(m.Body.Reveal(), maxCompared)
	said := together(body)
	tokens := tokenise(stripBoilerplate(said))
	p := Profile{
		village: m.Village, subject: m.Subject, kind: m.AboutKind, about: string(normalise(m.About.Reveal(), 200)), at: m.At,
		body: string(body), grams: bigrams(tokens), topics: topicsOf(said), numbers: numbersOf(tokens),
		place: bigrams(tokenise(normalise(m.Place.Reveal(), 200))), hamlets: hamletsOf(normalise(m.Place.Reveal(), 200), body), who: whoIn(normalise(m.Accused.Reveal(), 200), body),
	}
	return p
}

// Corpus knows how usual each pair of characters is among the petitions that
// are compared: what everybody writes says little.
type Corpus struct {
	seen map[gram]int
	n    int
}

// background stands for petitions outside the corpus, so that a corpus of two
// or three still tells usual from unusual.
const background = 20

// NewCorpus counts the petitions that are compared.
func NewCorpus(all ...Profile) *Corpus {
	c := &Corpus{seen: map[gram]int{}, n: len(all)}
	for _, p := range all {
		for _, g := range p.grams {
			c.seen[g]++
		}
	}
	return c
}

// Likeness is how alike two petitions are.
type Likeness struct {
	Score   int      // 0 to 100
	Words   int      // the part of the texts alone, 0 to 100
	Reasons []string // in plain words, the weightiest first; nothing of the texts themselves
}

// The scores from which a likeness is worth somebody's time.
const (
	Suggest = 50 // shown to the petition office
	Close   = 60 // somebody about to send a complaint may be asked
)

// points are what the parts of a likeness may add.
const (
	pointsWords      = 55.0
	pointsPerson     = 18.0
	pointsPost       = 7.0  // the same post in the same village
	pointsOthers     = 26.0 // taken off when two different people are named
	pointsAbout      = 22.0
	pointsOtherThing = 14.0 // taken off when two different projects or payments are meant
	pointsVillage    = 10.0
	pointsTown       = 5.0
	pointsElsewhere  = 16.0 // taken off when two different villages are meant
	pointsPlace      = 5.0
	pointsOtherPlace = 9.0 // taken off when two different hamlets are meant
	pointsSubject    = 6.0
	pointsNumbers    = 8.0
	pointsOtherSums  = 7.0 // taken off when both name sums, and no sum is the same
	pointsNear       = 4.0
)

// Compare tells how alike two petitions are. Both should be in the corpus.
func (c *Corpus) Compare(a, b Profile) Likeness {
	words := c.words(a, b)
	l := Likeness{Words: int(words*100 + 0.5)}
	score := words * pointsWords
	var parts []part
	add := func(points float64, says string) {
		score += points
		if says != "" {
			parts = append(parts, part{points, says})
		}
	}
	where(a, b, add)
	persons(a, b, add)
	things(a, b, add)
	if a.subject == b.subject && a.subject != "" {
		add(pointsSubject, "同一类问题")
	}
	switch {
	case shared(a.numbers, b.numbers):
		add(pointsNumbers, "提到同样的数目")
	case len(a.numbers) > 0 && len(b.numbers) > 0:
		add(-pointsOtherSums, "数目不同")
	}
	nearness(a.at, b.at, add)
	if says := wordsSay(words); says != "" {
		parts = append(parts, part{words * pointsWords, says})
	}
	l.Score = min(100, max(0, int(score+0.5)))
	slices.SortStableFunc(parts, func(x, y part) int { return int((abs(y.points) - abs(x.points)) * 100) })
	for _, p := range parts {
		l.Reasons = append(l.Reasons, p.says)
	}
	return l
}

// part is one reason and its weight.
type part struct {
	points float64
	says   string
}

func abs(x float64) float64 { return max(x, -x) }

// wordsSay puts the likeness of the texts in words.
func wordsSay(words float64) string {
	switch {
	case words >= 0.9:
		return "说法几乎一样"
	case words >= 0.45:
		return "说法相近"
	case words >= 0.25:
		return "有几处说法相近"
	}
	return ""
}

// where compares the places.
func where(a, b Profile, add func(float64, string)) {
	if len(a.village) != 12 || len(b.village) != 12 {
		return
	}
	sameTown := a.village[:9] == b.village[:9]
	switch {
	case a.village == b.village && !isTown(a.village):
		add(pointsVillage, "同一个村")
	case sameTown && (isTown(a.village) || isTown(b.village)):
		add(pointsTown, "同一个镇")
	case sameTown:
		add(-pointsElsewhere+pointsTown, "不是同一个村")
	default:
		add(-pointsElsewhere, "不是同一个镇")
	}
	common := func(x, y Profile) bool {
		return slices.ContainsFunc(x.hamlets, func(h string) bool { return slices.Contains(y.hamlets, h) || strings.Contains(y.body, h) })
	}
	inText := func(place, text []gram) bool { return len(place) > 1 && overlap(place, text) >= 0.75 }
	switch {
	case common(a, b), common(b, a), overlap(a.place, b.place) >= 0.5, inText(a.place, b.grams), inText(b.place, a.grams):
		add(pointsPlace, "具体地方相近")
	case len(a.hamlets) > 0 && len(b.hamlets) > 0, len(a.place) > 0 && len(b.place) > 0:
		add(-pointsOtherPlace, "具体地方不同")
	}
}

func isTown(code string) bool { return code[9:] == "000" }

// overlap is the part of the shorter list that is in the longer one.
func overlap(a, b []gram) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := 0
	meet(a, b, func(gram) { n++ })
	return float64(n) / float64(min(len(a), len(b)))
}

// things compares the project or payment that the petitions are about.
func things(a, b Profile, add func(float64, string)) {
	if a.kind == "" || a.kind != b.kind || a.about == "" || b.about == "" {
		return
	}
	name := map[string]string{"project": "项目", "payout": "补贴"}[a.kind]
	if a.about == b.about {
		add(pointsAbout, "同一个"+name)
		return
	}
	if a.kind == "project" { // a payment's words name a month: another month may be the same matter
		add(-pointsOtherThing, "不是同一个"+name)
	}
}

// nearness compares the times at which the petitions came.
func nearness(a, b time.Time, add func(float64, string)) {
	switch days := abs(a.Sub(b).Hours()) / 24; {
	case days <= 31:
		add(pointsNear, "时间相近")
	case days <= 92:
		add(pointsNear/2, "")
	}
}

func shared(a, b []int64) bool {
	found := false
	meet(a, b, func(int64) { found = true })
	return found
}

// meet calls for every element that two sorted lists have in common.
func meet[T int | int64 | gram](a, b []T, do func(T)) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			do(a[i])
			i, j = i+1, j+1
		}
	}
}
