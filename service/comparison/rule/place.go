package rule

import (
	"math"

	"yangguang/service/comparison/dossier"
)

// grid sorts located projects into cells no narrower than a radius, so that
// whatever lies within it is in the same cell or one of the eight around.
type grid struct {
	height, width float64 // of a cell, in degrees
	cells         map[cell][]int32
}

type cell struct{ x, y int32 }

func newGrid(s *dossier.Snapshot, radius float64) *grid {
	north := 0.0
	for i := range s.Projects {
		if p := &s.Projects[i]; p.Located() {
			north = max(north, math.Abs(p.Latitude))
		}
	}
	g := &grid{height: radius / dossier.MetresPerDegree, cells: map[cell][]int32{}}
	g.width = g.height / math.Cos(north*math.Pi/180)
	for i := range s.Projects {
		if p := &s.Projects[i]; p.Located() {
			g.cells[g.cell(p)] = append(g.cells[g.cell(p)], int32(i)) //nolint:gosec // some thousands of projects
		}
	}
	return g
}

func (g *grid) cell(p *dossier.Project) cell {
	return cell{int32(math.Floor(p.Longitude / g.width)), int32(math.Floor(p.Latitude / g.height))}
}

// around calls f with every project in the cells about p, itself included.
func (g *grid) around(p *dossier.Project, f func(int32)) {
	c := g.cell(p)
	for dx := int32(-1); dx <= 1; dx++ {
		for dy := int32(-1); dy <= 1; dy++ {
			for _, i := range g.cells[cell{c.x + dx, c.y + dy}] {
				f(i)
			}
		}
	}
}
