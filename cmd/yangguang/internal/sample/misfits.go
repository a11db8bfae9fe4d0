package sample

import (
	"slices"
	"strconv"
	"time"
)

// How many rows of the registers name somebody whom the population register
// does not have by that ID, though it has a namesake: what the pool is for, in
// which people judge whether two are one.
const (
	misfitOfficials = 5
	misfitDeaths    = 1
)

// reissue is an ID with other digits and its own check digit.
func reissue(id string, change func(digits []byte)) string {
	digits := []byte(id[:17])
	change(digits)
	day, err := time.ParseInLocation("20060102", string(digits[6:14]), china)
	seq, serr := strconv.Atoi(string(digits[14:]))
	if err != nil || serr != nil {
		return "" // no such day
	}
	return residentID(day, seq)
}

// misfit is one way in which a row can miss whom it means, or seem to mean
// somebody.
type misfit struct {
	unit, post string
	fits       func(p *person) bool
	change     func(digits []byte)
}

// misfits are the ways, with what a person who looks at the pair should come to.
var misfits = [misfitOfficials]misfit{
	{"江宁镇人民政府", "协管员", nil, func(d []byte) { d[15] = '7' }},                                                                  // one digit of the sequence number: the same person
	{"三滩镇人民政府", "护路员", swappable, func(d []byte) { d[12], d[13] = d[13], d[12] }},                                            // two digits of the birthday swapped: the same person
	{"旺茂镇人民政府", "保洁员", sixties, func(d []byte) { d[8] = '9' }},                                                               // thirty years younger: a namesake
	{"英桥镇人民政府", "信息员", nil, func(d []byte) { d[14], d[15], d[16] = '9', '8', d[16]^1 }},                                      // born the same day in the same village, of the other sex: another person
	{"江宁镇人民政府", "网格员", nil, func(d []byte) { d[15], d[16] = '6', map[bool]byte{true: '3', false: '4'}[(d[16]-'0')%2 == 1] }}, // the same day, village and sex: the papers have to be looked at
}

// swappable reports whether the day of a birthday is another with its two digits
// swapped.
func swappable(p *person) bool {
	d := p.birth.Day()
	return d == 12 || d == 21 || d == 1 || d == 10 || d == 2 || d == 20
}

func sixties(p *person) bool { return p.birth.Year()/10 == 196 }

// misfitRows are the rows of the payroll and of the dead that miss whom they
// mean. They change nothing until somebody has judged them.
func misfitRows(c *county, p *planting, now month) (officials, deaths [][]string) {
	taken := map[string]bool{}
	for _, h := range c.households {
		for _, who := range h.members {
			taken[who.id] = true
		}
	}
	used := map[string]bool{}
	for _, r := range slices.Concat(p.officials, p.deaths) {
		used[r[0]] = true
	}
	for i, m := range misfits {
		for _, h := range c.households {
			who := h.head()
			if h.key != "" || h.village[:9] != fullTowns[i%4][:9] || !h.ordinary() || used[who.id] || who.status != "正常" || who.ageIn(sampleYear) < 30 || who.ageIn(sampleYear) > 64 || m.fits != nil && !m.fits(who) {
				continue
			}
			id := reissue(who.id, m.change)
			if id == "" || id == who.id || taken[id] {
				continue
			}
			taken[id], used[who.id] = true, true
			officials = append(officials, []string{id, who.name, m.unit, m.post, "聘用", iso(date(2023, 3, 1)), "", h.village})
			break
		}
	}
	// Somebody old who is paid 低保: once judged to be the dead person, that is found.
	for _, h := range c.households {
		who, a := h.head(), h.allowance
		id := reissue(who.id, func(d []byte) { d[15] = '7' })
		if h.key != "" || len(h.members) != 1 || a.from == 0 || a.from > now-24 || a.to != 0 || used[who.id] || who.status != "正常" || who.ageIn(now.year()) < 70 || id == "" || taken[id] {
			continue
		}
		died := (now - 5).day(9)
		return officials, append(deaths, []string{id, who.name, iso(died), iso(died.AddDate(0, 0, 30)), "卫健", "否"})
	}
	return officials, nil
}
