package county

import "slices"

// ownVillages are villages in the country that no other plant is about as a
// whole; none when there are not so many left.
func (s *plot) ownVillages(n int) (out []int) {
	for range s.w.villages {
		if v := s.w.countryside(); !s.w.wholeVillages[v] && !slices.Contains(out, v) {
			out = append(out, v)
		}
		if len(out) == n {
			for _, v := range out {
				s.w.wholeVillages[v] = true
			}
			return out
		}
	}
	return nil
}

// steady is a household of a village that was paid for its land in three years
// and is nobody's matter by itself.
func (s *plot) steady(village, has, paid int) {
	h := s.homeIn(village, man(52), wife(50))
	s.parcel(h, "承包地", has, "确权")
	s.till(h, h.head(), paid)
	s.blameless(h)
}

// villagePlants are those about a village as a whole. They are planted last: where
// they stand depends on nobody else.
var villagePlants = []plant{
	{"S17", violation, "whole_village", "每户都在误差以内，全村合起来超过", func(s *plot) {
		for _, v := range s.ownVillages(1) {
			for range max(10, s.w.baseHomes/len(s.w.villages)/10) { // others have land and draw nothing
				s.steady(v, 480, 500)
			}
			s.hit(Fact{SubjectID: s.w.villages[v].code, ItemCode: arable, PeriodStart: ym(2021, 1).String(), PeriodEnd: ym(2023, 12).String()})
		}
	}},
	{"S17", innocent, "village_balance", "有的户多一点，有的户少领，全村没有超过", func(s *plot) {
		for _, v := range s.ownVillages(1) {
			for range 10 {
				s.steady(v, 200, 210)
				s.steady(v, 200, 180)
			}
			s.miss(s.w.villages[v].code)
		}
	}},
	{"S17", innocent, "village_fractions", "全村合起来只多出零头", func(s *plot) {
		for _, v := range s.ownVillages(1) {
			for range 10 {
				s.steady(v, 87, 90)
			}
			s.miss(s.w.villages[v].code)
		}
	}},
	{"S17", innocent, "village_moved", "一户的人和地分在两个村，跟着户算", func(s *plot) {
		two := s.ownVillages(2)
		if two == nil {
			return
		}
		for range 20 {
			h, o := s.homeIn(two[0], man(47)), s.homeIn(two[1], man(74))
			s.parcel(h, "承包地", 200, "确权")
			s.w.units++
			s.w.register("parcels", h.hukou, s.id(o.head()), "P"+o.village.code+itoa(s.w.units), "承包地", tenths(10), "确权")
			s.till(h, h.head(), 210)
			s.blameless(h)
			s.blameless(o)
		}
		s.miss(s.w.villages[two[0]].code, s.w.villages[two[1]].code)
	}},
}
