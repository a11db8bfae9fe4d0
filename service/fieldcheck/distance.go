package fieldcheck

import (
	"math"
	"strconv"
	"strings"
)

// metresPerDegree is the length of a degree of latitude.
const metresPerDegree = 111_320

// Point is a place; the zero Point is none.
type Point struct{ Longitude, Latitude float64 }

// PointOf reads two coordinates as they are kept; what is no place is none.
func PointOf(longitude, latitude string) Point {
	lng, err := strconv.ParseFloat(strings.TrimSpace(longitude), 64)
	lat, err2 := strconv.ParseFloat(strings.TrimSpace(latitude), 64)
	if err != nil || err2 != nil || math.IsNaN(lng) || math.IsNaN(lat) || lng == 0 && lat == 0 || math.Abs(lng) > 180 || math.Abs(lat) > 89 {
		return Point{}
	}
	return Point{lng, lat}
}

// Known reports whether it is a place.
func (p Point) Known() bool { return p != Point{} }

// Kept is a point as it is kept, to six decimals: a tenth of a metre.
func (p Point) Kept() (longitude, latitude string) {
	if !p.Known() {
		return "", ""
	}
	return strconv.FormatFloat(p.Longitude, 'f', 6, 64), strconv.FormatFloat(p.Latitude, 'f', 6, 64)
}

// From is how far a place lies from another: metres to the east and to the
// north, good for some kilometres.
func (p Point) From(q Point) (east, north float64) {
	north = (p.Latitude - q.Latitude) * metresPerDegree
	return (p.Longitude - q.Longitude) * metresPerDegree * math.Cos((p.Latitude+q.Latitude)/2*math.Pi/180), north
}

// metres is the distance of two places; nil when either is unknown.
func metres(p, q Point) *int {
	if !p.Known() || !q.Known() {
		return nil
	}
	east, north := p.From(q)
	d := int(math.Round(min(math.Hypot(east, north), 20_000_000)))
	return &d
}
