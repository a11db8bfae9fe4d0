package office

import (
	"fmt"
	"strconv"

	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/livelihood"
	"yangguang/templates"
)

// drawing lays lanes out below each other over the years of a household.
type drawing struct {
	o    livelihood.Household
	line templates.TimeLine
	y    int
}

// The measures of the drawing, in pixels.
const (
	headHeight  = 24
	labelHeight = 16
	laneGap     = 8
	barHeight   = 10
	cellHeight  = 20
	chartHeight = 72
	markStep    = 20
)

// timeLine draws a household over its years: members, benefits, what happened,
// and how it stood each year.
func timeLine(o livelihood.Household) templates.TimeLine {
	d := &drawing{o: o, y: headHeight}
	d.line.Title = fmt.Sprintf("户编号 %s，%d 年到 %d 年的情况", o.No, o.From, o.To)
	d.line.Desc = fmt.Sprintf("从上到下是%d名家庭成员、%d项补贴、发生的事、人均纯收入和当年的线、住房、饮水、义务教育、医保。图上的内容在下面的表格里都有。", len(o.Members), len(o.Benefits))
	for y := o.From; y <= o.To; y++ {
		text := strconv.Itoa(y)
		if o.To-o.From >= 8 {
			text = "’" + text[2:]
		}
		from, w := d.x(period.Date(y, 1, 1)), d.perYear()
		d.line.Years = append(d.line.Years, templates.TimeWord{X: round(from + w/2), Y: 14, Text: text})
		d.line.Grid = append(d.line.Grid, from)
	}
	for _, p := range o.Members {
		d.member(p)
	}
	for _, b := range o.Benefits {
		d.benefit(b)
	}
	d.happenings()
	d.income()
	d.cells("住房等级", func(y livelihood.Year) (string, string, string) {
		letter := y.House
		if letter == "" {
			letter = "—"
		}
		return letter, toneOf(!unsafeHouse(y)), houseText(y)
	})
	d.cells("饮水", func(y livelihood.Year) (string, string, string) {
		return tick(y.Water), toneOf(y.Water), metText(y.Water)
	})
	d.cells("义务教育（在校/适龄）", func(y livelihood.Year) (string, string, string) {
		if y.Pupils > 0 && y.SchoolKnown {
			return ratio(y.Enrolled, y.Pupils), toneOf(y.School), metText(y.School)
		}
		return tick(y.School), toneOf(y.School), metText(y.School)
	})
	d.cells("基本医保（参保/在家）", func(y livelihood.Year) (string, string, string) {
		if y.Covered > 0 && y.Members > 0 {
			return ratio(y.Covered, y.Members), toneOf(y.Insured), metText(y.Insured)
		}
		return tick(y.Insured), toneOf(y.Insured), metText(y.Insured)
	})
	d.line.Height = d.y
	d.line.Legend = []templates.TimeKey{{Tone: "life", Text: "在家庭里"}, {Tone: "listed", Text: "在名册上"}, {Tone: "paid", Text: "发放"}, {Tone: "income", Text: "收入"}, {Tone: "under", Text: "收入低于线"}, {Tone: "county", Text: "当年的线"},
		{Tone: "national", Text: "国家标准"}, {Tone: "listing", Text: "识别、脱贫"}, {Tone: "birth", Text: "出生"}, {Tone: "death", Text: "去世"}, {Tone: "move", Text: "户口"}, {Tone: "task", Text: "任务"}}
	return d.line
}

func (d *drawing) perYear() float64 { return 100 / float64(d.o.To-d.o.From+1) }

// x is where a day lies, in per cent, held inside the drawing.
func (d *drawing) x(on period.Day) float64 {
	first, end := period.Date(d.o.From, 1, 1), period.Date(d.o.To+1, 1, 1)
	on = min(max(on, first), end)
	return percentOf(int(on-first), int(end-first))
}

// lane begins a lane with its name; the ground below it is so high.
func (d *drawing) lane(text string, high int) int {
	top := d.y + labelHeight
	d.line.Lanes = append(d.line.Lanes, templates.TimeLane{Y: d.y + 12, GroundY: top, GroundH: high, Text: text})
	d.y = top + high + laneGap
	return top
}

func (d *drawing) bar(y, high int, span period.Interval, tone, title string) {
	from := d.x(span.From)
	if w := round(d.x(span.To) - from); w > 0 {
		d.line.Bars = append(d.line.Bars, templates.TimeBar{X: from, W: w, Y: y, H: high, Tone: tone, Title: title})
	}
}

func (d *drawing) member(p livelihood.Person) {
	text := p.Name
	if p.Relation != "" {
		text += "（" + p.Relation + "）"
	}
	top := d.lane(text, barHeight)
	title := text
	if p.Birth != period.Past {
		title += "，" + p.Birth.Chinese() + "出生"
	}
	if p.Why != "" {
		title += "，" + p.Until.Chinese() + p.Why
	}
	d.bar(top, barHeight, period.Interval{From: p.Birth, To: p.Until}, "life", title)
}

func (d *drawing) benefit(b livelihood.Benefit) {
	top := d.lane(b.Item, barHeight+4)
	for _, s := range b.Spans {
		d.bar(top, barHeight+4, s, "listed", b.Item+"在册："+s.Chinese())
	}
	for _, s := range b.Stretch {
		d.bar(top+4, barHeight-4, s, "paid", b.Item+"发放："+s.Chinese())
	}
}

// eventTones are the colours of what happened; what has none is grey.
var eventTones = map[string]string{"任务": "task", "去世": "death", "出生": "birth", "户口": "move", "识别": "listing"}

// happenings draws numbered points, in rows where they would lie on each other.
func (d *drawing) happenings() {
	var rows []float64 // where each row is taken up to
	type point struct {
		x   float64
		row int
		e   livelihood.Happening
	}
	var points []point
	for _, e := range d.o.Events {
		if !within(d.o, e.On) {
			continue
		}
		x := d.x(e.On)
		x, row := min(max(x, 3), 97), 0
		for row < len(rows) && x < rows[row]+6 {
			row++
		}
		if row == len(rows) {
			rows = append(rows, 0)
		}
		rows[row] = x
		points = append(points, point{x, row, e})
	}
	top := d.lane("发生的事（编号见下表）", max(1, len(rows))*markStep)
	for i, p := range points {
		y := top + p.row*markStep + markStep/2
		d.line.Marks = append(d.line.Marks, templates.TimeMark{X: p.x, Y: y, TextY: y + 4, Tone: eventTones[p.e.Sort], No: strconv.Itoa(i + 1), Title: p.e.On.Chinese() + " " + p.e.What + " " + p.e.Who})
	}
}

// income draws each year's income as a column against the lines.
func (d *drawing) income() {
	top := d.lane("人均纯收入和当年的线（元）", chartHeight)
	most := money.Fen(1)
	for _, y := range d.o.Years {
		most = max(most, y.Income, y.Line, y.National)
	}
	high := func(f money.Fen) int { return int(int64(f) * (chartHeight - 14) / int64(most)) }
	for _, y := range d.o.Years {
		from, w := d.x(period.Date(y.Year, 1, 1)), d.perYear()
		column := func(f money.Fen, tone, title string, thick int) {
			if f <= 0 {
				return
			}
			at, h := top+chartHeight-high(f), thick
			if thick == 0 {
				h = high(f)
			}
			inset := 0.0
			if thick == 0 {
				inset = w * 0.2
			}
			d.line.Bars = append(d.line.Bars, templates.TimeBar{X: round(from + inset), W: round(w - 2*inset), Y: at, H: h, Tone: tone, Title: fmt.Sprintf("%d年%s%s元", y.Year, title, f)})
		}
		if y.Known {
			tone := "income"
			if y.Line > 0 && y.Income < y.Line {
				tone = "under"
			}
			column(y.Income, tone, "人均纯收入", 0)
		}
		column(y.National, "national", "国家标准", 2)
		column(y.Line, "county", "当年的线", 2)
	}
}

// cells draws a lane with one cell for each year there is a record of.
func (d *drawing) cells(title string, of func(livelihood.Year) (text, tone, words string)) {
	top := d.lane(title, cellHeight)
	for _, y := range d.o.Years {
		if !y.Known {
			continue
		}
		text, tone, words := of(y)
		from, w := d.x(period.Date(y.Year, 1, 1)), d.perYear()
		d.line.Bars = append(d.line.Bars, templates.TimeBar{X: round(from + w*0.05), W: round(w * 0.9), Y: top, H: cellHeight, Tone: tone, Title: fmt.Sprintf("%d年%s：%s", y.Year, title, words)})
		d.line.Words = append(d.line.Words, templates.TimeWord{X: round(from + w/2), Y: top + 14, Tone: "in", Text: text})
	}
}

func toneOf(met bool) string {
	if met {
		return "soft"
	}
	return "hard"
}

func tick(met bool) string {
	if met {
		return "✓"
	}
	return "✗"
}
