package sample

import (
	"image"
	"image/color"
	"image/png"
	"io"
)

// Photo is a drawn picture of a project, marked 演示图片.
type Photo struct {
	Project string // 项目编号
	Name    string // a file name, PNG
	Caption string
	Write   func(w io.Writer) error
}

// Photos returns a picture for each of the first three projects of County.
func Photos() []Photo {
	return []Photo{
		{"YS0001", "road.png", "硬化后的屯级道路(演示图片)", drawn(road)},
		{"YS0002", "water-tank.png", "建设中的蓄水池(演示图片)", drawn(tank)},
		{"YS0003", "house.png", "改造后的住房(演示图片)", drawn(house)},
	}
}

const photoWidth, photoHeight = 720, 540

// The few colours keep a picture at a few kilobytes.
const (
	sky uint8 = iota
	hill
	field
	earth
	asphalt
	white
	concrete
	shade
	roof
	wood
	leaf
	water
)

var paints = color.Palette{
	color.RGBA{0xcf, 0xe8, 0xf7, 0xff}, color.RGBA{0x8f, 0xb8, 0x8a, 0xff}, color.RGBA{0x9c, 0xcb, 0x6b, 0xff}, color.RGBA{0xc9, 0xa8, 0x77, 0xff},
	color.RGBA{0x8a, 0x8d, 0x91, 0xff}, color.RGBA{0xff, 0xff, 0xff, 0xff}, color.RGBA{0xc6, 0xc9, 0xcc, 0xff}, color.RGBA{0xa4, 0xa8, 0xad, 0xff},
	color.RGBA{0xb5, 0x4a, 0x3a, 0xff}, color.RGBA{0x7a, 0x52, 0x30, 0xff}, color.RGBA{0x3f, 0x8f, 0x4a, 0xff}, color.RGBA{0x2f, 0x7f, 0xc1, 0xff},
}

// canvas is a picture that simple shapes are laid on.
type canvas struct{ *image.Paletted }

func drawn(scene func(canvas)) func(io.Writer) error {
	return func(w io.Writer) error {
		c := canvas{image.NewPaletted(image.Rect(0, 0, photoWidth, photoHeight), paints)}
		c.box(0, 0, photoWidth, photoHeight, sky)
		c.polygon(hill, 0, 250, 120, 150, 260, 230, 420, 120, 600, 240, 720, 180, 720, 540, 0, 540)
		c.polygon(field, 0, 280, 720, 260, 720, 540, 0, 540)
		scene(c)
		c.box(0, photoHeight-84, 330, photoHeight, white)
		for i, glyph := range mark {
			for _, stroke := range glyph {
				for j := 0; j+3 < len(stroke); j += 2 {
					x, y := 22+i*74, photoHeight-72
					c.line(x+stroke[j]*60/100, y+stroke[j+1]*60/100, x+stroke[j+2]*60/100, y+stroke[j+3]*60/100, 2, roof)
				}
			}
		}
		return png.Encode(w, c)
	}
}

func road(c canvas) {
	c.polygon(earth, 330, 268, 392, 268, 700, 540, 20, 540)
	c.polygon(asphalt, 340, 268, 382, 268, 620, 540, 100, 540)
	for y := 280; y < 540; y += 44 {
		half := 1 + (y-268)/50
		c.polygon(white, 361-half, y, 361+half, y, 361+half+2, y+24, 361-half-2, y+24)
	}
	for i, x := range []int{70, 170, 560, 650} {
		c.tree(x, 300+i%2*30)
	}
}

func tank(c canvas) {
	c.polygon(earth, 110, 440, 610, 440, 660, 480, 60, 480)
	c.box(200, 190, 520, 440, concrete)
	c.box(440, 190, 520, 440, shade)
	c.polygon(shade, 190, 190, 530, 190, 500, 160, 220, 160)
	c.box(240, 290, 400, 360, water)
	c.box(252, 302, 388, 348, white)
	c.disc(320, 325, 14, water)
	for y := 200; y < 440; y += 24 { // a ladder
		c.line(464, y, 496, y, 2, wood)
	}
	c.line(464, 180, 464, 440, 3, wood)
	c.line(496, 180, 496, 440, 3, wood)
	c.line(200, 410, 90, 410, 7, water)
	c.line(90, 410, 90, 540, 7, water)
	c.tree(640, 330)
}

func house(c canvas) {
	c.polygon(earth, 90, 450, 640, 450, 720, 540, 0, 540)
	c.box(170, 250, 550, 460, white)
	c.box(170, 430, 550, 460, shade)
	c.polygon(roof, 130, 255, 590, 255, 510, 150, 210, 150)
	c.box(320, 330, 400, 460, wood)
	c.disc(388, 398, 5, white)
	for _, x := range []int{205, 435} {
		c.box(x, 310, x+80, 385, water)
		c.line(x+40, 310, x+40, 385, 2, white)
		c.line(x, 347, x+80, 347, 2, white)
	}
	c.tree(75, 330)
	c.tree(655, 350)
}

func (c canvas) tree(x, y int) {
	c.box(x-6, y+30, x+6, y+100, wood)
	c.disc(x, y, 40, leaf)
	c.disc(x-24, y+24, 28, leaf)
	c.disc(x+24, y+24, 28, leaf)
}

func (c canvas) box(x0, y0, x1, y1 int, ink uint8) {
	for y := max(0, y0); y < min(photoHeight, y1); y++ {
		for x := max(0, x0); x < min(photoWidth, x1); x++ {
			c.SetColorIndex(x, y, ink)
		}
	}
}

func (c canvas) disc(x, y, r int, ink uint8) {
	for dy := -r; dy <= r; dy++ {
		for dx := -r; dx <= r; dx++ {
			if dx*dx+dy*dy <= r*r {
				c.box(x+dx, y+dy, x+dx+1, y+dy+1, ink)
			}
		}
	}
}

func (c canvas) line(x0, y0, x1, y1, thick int, ink uint8) {
	steps := max(1, abs(x1-x0), abs(y1-y0))
	for i := range steps + 1 {
		c.disc(x0+(x1-x0)*i/steps, y0+(y1-y0)*i/steps, thick, ink)
	}
}

func abs(n int) int { return max(n, -n) }

// polygon fills the shape whose corners are x, y, x, y … by the even-odd rule.
func (c canvas) polygon(ink uint8, corners ...int) {
	n := len(corners) / 2
	for y := range photoHeight {
		for x := range photoWidth {
			inside := false
			for i, j := 0, n-1; i < n; j, i = i, i+1 {
				xi, yi, xj, yj := corners[2*i], corners[2*i+1], corners[2*j], corners[2*j+1]
				if (yi > y) != (yj > y) && x < (xj-xi)*(y-yi)/(yj-yi)+xi {
					inside = !inside
				}
			}
			if inside {
				c.SetColorIndex(x, y, ink)
			}
		}
	}
}

// mark holds the strokes of 演示图片 on a square of 100, so that the pictures
// need no font.
var mark = [][][]int{
	{ // 演
		{8, 12, 20, 20},
		{4, 38, 16, 46},
		{4, 92, 22, 62},
		{60, 2, 64, 10},
		{32, 28, 32, 16, 94, 16, 94, 28},
		{44, 30, 82, 30},
		{38, 43, 38, 76, 88, 76, 88, 43, 38, 43},
		{38, 59, 88, 59},
		{63, 30, 63, 76},
		{52, 80, 34, 97},
		{74, 80, 92, 97},
	},
	{ // 示
		{22, 14, 78, 14},
		{8, 40, 92, 40},
		{50, 40, 50, 94, 38, 88},
		{30, 56, 12, 82},
		{68, 56, 88, 82},
	},
	{ // 图
		{10, 6, 90, 6, 90, 96, 10, 96, 10, 6},
		{44, 14, 24, 42},
		{39, 24, 70, 24, 52, 46, 22, 62},
		{34, 34, 58, 52, 80, 60},
		{42, 64, 58, 70},
		{34, 76, 62, 86},
	},
	{ // 片
		{30, 8, 30, 50, 24, 76, 10, 94},
		{62, 4, 62, 38},
		{30, 38, 90, 38},
		{30, 60, 74, 60, 74, 96},
	},
}
