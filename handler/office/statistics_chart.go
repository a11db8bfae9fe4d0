package office

import (
	"fmt"
	"slices"
	"strings"

	"yangguang/service/statistics"
	"yangguang/templates"
)

// The grid of the drawing: what it measures, and the room at its edges.
const (
	chartWide, chartHigh                = 640, 230
	chartLeft, chartRight               = 44, 30
	chartTop, chartFoot, chartTickBelow = 12, 32, 22
	chartSteps                          = 4 // between the foot and the top
)

// trendLines are the lines of the drawing; the first is the petition office's.
var trendLines = []struct {
	name, tone string
	of         func(statistics.Point) int64
}{
	{"信访举报", "info", func(p statistics.Point) int64 { return p.Received }},
	{"问题线索", "warning", func(p statistics.Point) int64 { return p.Registered }},
	{"立案", "bad", func(p statistics.Point) int64 { return p.Filed }},
}

// trend draws what came in, span by span. whole says that the reader sees more
// than petitions.
func trend(points []statistics.Point, whole bool) templates.Chart {
	lines := trendLines
	if !whole {
		lines = lines[:1]
	}
	most := int64(0)
	for _, l := range lines {
		for _, p := range points {
			most = max(most, l.of(p))
		}
	}
	if most == 0 || len(points) < 2 {
		return templates.Chart{}
	}
	top := roundUp(most)
	c := templates.Chart{Title: "一年来的变化", Width: chartWide, Height: chartHigh}
	x := func(i int) int { return chartLeft + i*(chartWide-chartLeft-chartRight)/(len(points)-1) }
	y := func(n int64) int { return chartHigh - chartFoot - int(n*(chartHigh-chartTop-chartFoot)/top) }
	for i := range int64(chartSteps + 1) {
		c.Grid = append(c.Grid, templates.ChartMark{X: chartLeft, Y: y(top * i / chartSteps), Text: grouped(int(top * i / chartSteps))})
	}
	for i, p := range points {
		c.Ticks = append(c.Ticks, templates.ChartMark{X: x(i), Y: chartHigh - chartFoot + chartTickBelow, Text: p.Span.Short(), Minor: (len(points)-1-i)%3 != 0 && len(points) > 5})
		c.Rows = append(c.Rows, templates.ChartRow{Text: p.Span.Chinese()})
	}
	for _, l := range lines {
		one := templates.ChartLine{Name: l.name, Tone: l.tone}
		var at []string
		for i, p := range points {
			one.Dots = append(one.Dots, templates.ChartDot{X: x(i), Y: y(l.of(p))})
			at = append(at, fmt.Sprintf("%d,%d", x(i), y(l.of(p))))
			c.Rows[i].Values = append(c.Rows[i].Values, grouped(int(l.of(p))))
		}
		one.Points = strings.Join(at, " ")
		c.Lines = append(c.Lines, one)
	}
	slices.Reverse(c.Rows) // the latest is looked for first
	return c
}

// roundUp is the least round number from n upwards that the steps divide.
func roundUp(n int64) int64 {
	for scale := int64(1); ; scale *= 10 {
		for _, r := range []int64{4, 8, 12, 20, 40} {
			if r*scale >= n {
				return r * scale
			}
		}
	}
}
