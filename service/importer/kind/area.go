package kind

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Units of area.
const (
	Mu          = "亩"
	SquareMetre = "平方米"
	Hectare     = "公顷"
)

// squareMetres is how large a unit is. A 亩 is exactly 2000/3 m².
var squareMetres = map[string]float64{Mu: 2000.0 / 3, SquareMetre: 1, Hectare: 10000}

// spellings are how units of area are written after NFKC, which makes m2 of ㎡
// and m².
var spellings = []struct{ text, unit string }{
	{"平方米", SquareMetre}, {"平米", SquareMetre}, {"m2", SquareMetre}, {"公顷", Hectare}, {"ha", Hectare}, {"亩", Mu},
}

// AreaUnit is the unit of area that a header names, or nothing: 面积(平方米).
// A header's own word for what it counts, such as 亩数, is none.
func AreaUnit(header string) string {
	s := strings.ToLower(strings.ReplaceAll(norm.NFKC.String(header), " ", ""))
	for _, w := range spellings {
		for _, open := range []string{"(", "[", "【", ":", "/"} {
			if strings.Contains(s, open+w.text) || strings.Contains(s, open+"单位:"+w.text) {
				return w.unit
			}
		}
	}
	return ""
}

// cutArea takes a unit of area off the end of a value.
func cutArea(text string) (number, unit string) {
	lower := strings.ToLower(norm.NFKC.String(text))
	for _, w := range spellings {
		if cut, ok := strings.CutSuffix(lower, w.text); ok && cut != "" {
			return cut, w.unit
		}
	}
	return text, ""
}

// Bare reports whether a value says no unit of area itself.
func Bare(text string) bool {
	_, unit := cutArea(Clean(text))
	return unit == ""
}

// areaIn converts an area, to the thousandth that the registers keep.
func areaIn(n float64, from, to string) string {
	n = n * squareMetres[from] / squareMetres[to]
	return strconv.FormatFloat(math.Round(n*1000)/1000, 'f', -1, 64)
}
