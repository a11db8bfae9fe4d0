package dossier

import "math"

// MetresPerDegree is the length of a degree of latitude.
const MetresPerDegree = 111_320

// Located reports a project whose coordinates are given and possible.
func (p *Project) Located() bool { return possible(p.Longitude, p.Latitude) }

func possible(longitude, latitude float64) bool {
	return longitude != 0 && latitude != 0 && math.Abs(longitude) <= 180 && math.Abs(latitude) < 89
}

// Metres is how far a project lies from a place, good for some kilometres.
func (p *Project) Metres(longitude, latitude float64) float64 {
	dy := (p.Latitude - latitude) * MetresPerDegree
	dx := (p.Longitude - longitude) * MetresPerDegree * math.Cos((p.Latitude+latitude)/2*math.Pi/180)
	return math.Hypot(dx, dy)
}

// MetresFrom is Metres in whole metres; negative where either place is unknown.
func (p *Project) MetresFrom(longitude, latitude float64) int32 {
	if !p.Located() || !possible(longitude, latitude) {
		return -1
	}
	return int32(math.Round(min(p.Metres(longitude, latitude), 20_000_000)))
}
