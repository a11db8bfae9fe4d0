package county

import "slices"

// The list that is handed in before the money leaves: 农村低保 of the month of
// the data.
var prepayHeader = slices.DeleteFunc(slices.Clone(payoutHeader), func(h string) bool { return h == "发放日期" || h == "发放结果" })

func (w *world) writePrepayouts(out *output) error {
	m := w.asOf.month()
	it := itemOf[ruralAllowance]
	t, err := out.sized("prepayouts", "拟发放名单-"+it.name+"-"+m.String(), prepayHeader, len(w.grants[it.code]), out.asOf)
	if err != nil {
		return err
	}
	row := func(p int32, count int, class string) error {
		q := &w.people[p]
		return t.row(it.batch(m), it.code, m.String(), m.String(), q.id, q.name, itoa(count), class, yuan(it.at(class, m)*int64(count)),
			account(p), q.name, w.villages[w.homes[q.home].village].code, "")
	}
	for i := range w.grants[it.code] {
		g := &w.grants[it.code][i]
		if g.from > m || g.to != 0 && g.to < m {
			continue
		}
		if err := row(g.payee, w.counted(&w.homes[w.people[g.payee].home], m), g.class); err != nil {
			return err
		}
	}
	for _, p := range w.toBePaid {
		if err := row(p, 1, "A"); err != nil {
			return err
		}
	}
	return t.close()
}

// proposed plants a household of one whose member died and who stands on the
// list of the month after the data.
func (s *plot) proposed(died day) (p int32, m month) {
	h := s.home(man(67))
	p, m = h.head(), s.w.asOf.month()
	s.allow(h, h.members, "A", s.w.last-20, 0)
	s.die(p, died, 0, "公安")
	s.w.toBePaid = append(s.w.toBePaid, p)
	return p, m
}

var prepayPlants = []plant{
	{"S01", violation, "proposed", "拟发放名单里有上上月去世的人", func(s *plot) {
		p, m := s.proposed((s.w.last - 1).on(15))
		f := s.of(p, ruralAllowance, m, m, itemOf[ruralAllowance].at("A", m))
		f.In = "prepayouts"
		s.hit(f)
	}},
	{"S01", innocent, "proposed_grace", "拟发放名单里上月去世的人还在宽限期内", func(s *plot) {
		p, _ := s.proposed(s.w.last.on(9))
		s.miss(s.id(p))
	}},
}
