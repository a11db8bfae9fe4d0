package county

import "math"

// plant is one way to break a rule, or to look as if.
type plant struct {
	model, role, trap, note string
	do                      func(s *plot)
}

// plants are all of them, in the order in which they are planted.
func plants() (out []plant) {
	for _, group := range [][]plant{deathPlants, payrollPlants, custodyPlants, vehiclePlants, businessPlants, housePlants, incomePlants, exclusionPlants, reservoirPlants, housingPlants,
		landPlants, schoolPlants, postPlants, pensionPlants, disabilityPlants, accountPlants, rosterPlants, fundPlants, tenderPlants, progressPlants, bidPlants, needPlants, assessmentPlants, prepayPlants, fieldPlants, villagePlants} {
		out = append(out, group...)
	}
	return out
}

// perPlant is how often a plant occurs at scale 1.
const perPlant = 40

func (w *world) plant() {
	times := max(2, int(math.Round(perPlant*w.scale)))
	for i, p := range plants() {
		for k := range times {
			p.do(&plot{w: w, d: roll(w.seed, "plant"+p.model+p.trap, i, k), k: k, model: p.model, role: p.role, trap: p.trap, note: p.note})
		}
	}
	w.ordinary()
}

// ordinary gives planted people what everybody has: insurance, and a school for
// children.
func (w *world) ordinary() {
	year := w.asOf.month().year()
	for i := w.baseHomes; i < len(w.homes); i++ {
		h := &w.homes[i]
		first := year
		if w.aidedPlants[int32(i)] { //nolint:gosec // small
			first = year - 2
		}
		for j := range w.members(h) {
			who := h.first + int32(j) //nolint:gosec // small
			p := &w.people[who]
			if p.died != 0 && p.died.month().year() < year {
				continue
			}
			if !w.noInsurance[who] {
				for y := max(first, p.birth.month().year()); y <= year; y++ {
					w.register("insurance", p.id, p.name, "居民", itoa(y), "是")
				}
			}
			if age := p.age(w.asOf); age >= 6 && age <= 18 && !w.noSchool[who] {
				emit := func(f ...string) error { w.register("enrolments", f...); return nil }
				_ = w.career(emit, p, w.villages[h.village], false) // register keeps, it cannot fail
			}
		}
	}
}
