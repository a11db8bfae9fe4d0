package county

import (
	"fmt"
	"strconv"
)

func (w *world) employmentRows(emit func(...string) error) error {
	return w.eachHome(func(_ int32, h *household, d *dice) error {
		if h.class != serving && h.class != trading && h.class != plain {
			return nil
		}
		for j := range w.members(h) {
			p := &w.members(h)[j]
			age := p.age(w.asOf)
			if age < 23 || age > 58 || p.died != 0 {
				continue
			}
			odds := map[class]int{trading: 300, plain: 70}[h.class]
			if h.class == serving && j > 0 {
				odds = 200
			}
			if !d.in1000(odds) {
				continue
			}
			from := max(p.turns(22), ym(2015, 1)+month(d.n(110)))
			to := month(0)
			if d.in1000(250) && from+30 < w.last {
				to = from + 3 + month(d.n(26))
			}
			unit := pick(d, "博白县鸿达制衣有限公司", "玉林市福绵服装有限公司", "博白县编织工艺有限公司", "广东东莞某电子有限公司", "博白县城建劳务有限公司")
			if err := emit(p.id, p.name, unit, from.String(), to.String(), yuan(int64(d.between(3300, 7800))*100)); err != nil {
				return err
			}
		}
		return nil
	}, "employment")
}

func (w *world) pensionRows(emit func(...string) error) error {
	return w.eachHome(func(_ int32, h *household, d *dice) error {
		for j := range w.members(h) {
			who := h.first + int32(j) //nolint:gosec // small
			p := &w.people[who]
			kind := w.pensionKind(h, who)
			if kind == "" {
				continue
			}
			from, amount := max(p.turns(60)+1, ym(2011, 9)), int64(14000)
			if kind != "居民" {
				amount = int64(d.between(1900, 5200)) * 100
			}
			to := month(0)
			if p.died != 0 {
				to = p.died.month()
			}
			if to != 0 && to < from {
				continue
			}
			if err := emit(p.id, p.name, kind, "博白县", from.String(), to.String(), yuan(amount)); err != nil {
				return err
			}
		}
		return nil
	}, "pension")
}

var impairments = []string{"视力", "听力", "言语", "肢体", "智力", "精神", "多重"}

// certificate is the number of a disability certificate: ID, category, grade.
func certificate(id string, kind, grade int) string { return fmt.Sprintf("%s%d%d", id, kind+1, grade) }

func (w *world) disabilityRows(emit func(...string) error) error {
	for i := range w.basePeople {
		p := &w.people[i]
		if p.disabled == 0 {
			continue
		}
		d := roll(w.seed, "certificate", i)
		kind := d.n(len(impairments))
		issued := date(2017, 1, 4) + day(d.n(140)) // before the first payment that rests on it
		expires := issued.plusYears(10)
		if err := emit(p.id, p.name, certificate(p.id, kind, int(p.disabled)), impairments[kind], strconv.Itoa(int(p.disabled)), issued.String(), expires.String(), "正常"); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) enrolmentRows(emit func(...string) error) error {
	student := map[int32]bool{}
	for _, g := range w.grants[schooling] {
		student[g.payee] = true
	}
	for i := range w.basePeople {
		p := &w.people[i]
		age := p.age(w.asOf)
		if p.died != 0 || age < 6 || age > 18 && !student[int32(i)] { //nolint:gosec // small
			continue
		}
		v := w.villages[w.homes[p.home].village]
		if err := w.career(emit, p, v, student[int32(i)]); err != nil { //nolint:gosec // small
			return err
		}
	}
	return nil
}

// career is the schools a child has been to by now.
func (w *world) career(emit func(...string) error, p *person, v village, vocational bool) error {
	start := min(schoolYear(p.birth, 6), (w.asOf.month()-8)/12*12+8)
	stages := []struct {
		name, school string
		years        int
	}{{"小学", v.town + v.name + "小学", 6}, {"初中", v.town + "初级中学", 3}, {"高中", "博白县中学", 3}}
	if vocational {
		stages[2].name, stages[2].school = "中职", "博白县职业中等专业学校"
	}
	for _, s := range stages {
		if start > w.asOf.month() {
			return nil
		}
		end, state := start+month(12*s.years-2), "毕业"
		if end >= w.asOf.month() {
			state = "在籍"
		}
		if end > ym(2018, 6) {
			if err := emit(p.id, p.name, s.school, s.name, "是", state, start.String(), end.String()); err != nil {
				return err
			}
		}
		start += month(12 * s.years)
	}
	return nil
}

func (w *world) parcelRows(emit func(...string) error) error {
	return w.eachHome(func(i int32, h *household, d *dice) error {
		owner := w.people[h.first].id
		v := w.villages[h.village].code
		left := int(h.land)
		for k := 1; left > 0; k++ {
			part := left
			if left > 12 {
				part = d.between(5, left-5)
			}
			left -= part
			if err := emit(number("H", i), owner, fmt.Sprintf("%s%05d%02d", v, i%100000, k), "承包地", tenths(part), "确权"); err != nil {
				return err
			}
		}
		if h.woods > 0 {
			if err := emit(number("H", i), owner, fmt.Sprintf("G%s%05d", v, i%100000), "公益林", tenths(int(h.woods)), "林权证"); err != nil {
				return err
			}
		}
		if h.retired > 0 {
			return emit(number("H", i), owner, fmt.Sprintf("T%s%05d", v, i%100000), "退耕", tenths(int(h.retired)), "退耕合同")
		}
		return nil
	}, "parcel")
}

func (w *world) aidedRows(emit func(...string) error) error {
	return w.eachHome(func(i int32, h *household, d *dice) error {
		if h.class != aided {
			return nil
		}
		head := &w.people[h.first]
		out := ""
		if h.grade == "脱贫户" {
			out = date(2016+d.n(5), 11, d.between(1, 28)).String()
			if h.cert > ym(2016, 10) {
				out = date(2020, 11, d.between(1, 28)).String()
			}
		}
		return emit(number("H", i), head.id, head.name, w.villages[h.village].code, h.grade, h.cert.on(12).String(), out, pick(d, "因病", "因残", "因学", "缺技术", "缺劳力", "交通条件落后"))
	}, "aided")
}

func (w *world) indicatorRows(emit func(...string) error) error {
	rebuilt := map[int32]bool{}
	for _, g := range w.grants[dangerous] {
		rebuilt[w.people[g.payee].home] = true
	}
	return w.eachHome(func(i int32, h *household, d *dice) error {
		if h.class != aided {
			return nil
		}
		checker := w.names.call(d, w.names.surname(d), d.in1000(300), 1980)
		grade := pick(d, "A", "B", "B")
		for y := max(2021, (h.cert + 3).year()); y <= w.asOf.month().year(); y++ {
			done := "无"
			if rebuilt[i] {
				done = "是"
			}
			in := indicator{income: int64(12000 + (y-2021)*800 + d.n(6000)), grade: grade, rebuilt: done, water: "是", school: "是", cover: "是"}
			if err := emit(indicatorRow(number("H", i), y, in, date(y, d.between(7, 9), d.between(1, 28)), checker)...); err != nil {
				return err
			}
		}
		return nil
	}, "indicator")
}

func (w *world) insuranceRows(emit func(...string) error) error {
	return w.eachHome(func(_ int32, h *household, d *dice) error {
		helped, first := "否", w.asOf.month().year()
		switch h.class {
		case needy, needyTown, supported, orphaned:
			helped = "是"
		case aided:
			helped, first = "是", w.asOf.month().year()-2
		default:
		}
		for j := range w.members(h) {
			p := &w.members(h)[j]
			kind := "居民"
			if h.class == serving && j == 0 {
				kind = "职工"
			}
			for y := max(first, p.birth.month().year()); y <= w.asOf.month().year(); y++ {
				if p.died != 0 && p.died.month().year() < y {
					break
				}
				if err := emit(p.id, p.name, kind, strconv.Itoa(y), helped); err != nil {
					return err
				}
			}
		}
		return nil
	}, "insurance")
}
