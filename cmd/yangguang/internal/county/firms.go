package county

import "strconv"

// firm is a company of a trading household.
type firm struct {
	code, name, kind, state string
	founded                 day
	ended                   day
	capital                 int64 // yuan
	owner                   int32 // person
	phone, account          string
}

var trades = []string{"百货", "建材", "农资", "餐饮", "服装", "五金", "家电", "粮油", "水果", "编织"}

// found gives trading households their companies. The first of them build: they
// bid for the county's projects.
func (w *world) found() {
	builders := max(60, int(600*w.scale))
	for i := range w.baseHomes {
		h := &w.homes[i]
		if h.class != trading {
			continue
		}
		d := roll(w.seed, "firm", i)
		w.firms = append(w.firms, w.firm(d, h.first, len(w.firms) < builders))
		if len(w.firms) > builders && d.in1000(200) {
			w.firms = append(w.firms, w.firm(d, h.first, false))
		}
	}
	w.builders = min(builders, len(w.firms))
}

// firm makes the next company.
func (w *world) firm(d *dice, owner int32, builder bool) firm {
	w.companyCount++
	n := w.companyCount
	p := &w.people[owner]
	given := string(pick(d, w.names.men...)) + string(pick(d, w.names.young...))
	f := firm{owner: owner, state: "存续", founded: max(p.birth.plusYears(20), date(2006, 1, 5)+day(d.n(2800))), phone: "0775-" + strconv.Itoa(8200000+n), account: string(appendAccount(nil, 5_000_000+n*20))}
	switch {
	case builder:
		f.name, f.kind, f.capital = "博白县"+given+pick(d, "建筑工程", "水利工程", "市政工程", "路桥工程", "机电设备")+"有限公司", "有限责任公司", int64(d.between(5, 60))*1_000_000
	case d.in1000(300):
		f.name, f.kind, f.capital = "博白县"+given+pick(d, trades...)+"有限公司", "有限责任公司", int64(d.between(1, 50))*100_000
	default:
		f.name, f.kind, f.capital = "博白县"+given+pick(d, trades...)+"店", "个体工商户", int64(d.between(1, 20))*10_000
	}
	f.code = creditCode(n, f.kind != "个体工商户")
	if !builder && d.in1000(90) {
		f.state, f.ended = "注销", f.founded+day(d.between(400, 1500))
	}
	return f
}

func (w *world) companyRows(emit func(...string) error) error {
	for i := range w.firms {
		f := &w.firms[i]
		if err := emit(f.code, f.name, f.kind, f.state, f.founded.String(), f.ended.String(), yuan(f.capital*100)); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) roleRows(emit func(...string) error) error {
	for i := range w.firms {
		f := &w.firms[i]
		p := &w.people[f.owner]
		if f.kind == "个体工商户" {
			if err := emit(f.code, p.id, p.name, "经营者", "100", f.founded.String(), f.ended.String()); err != nil {
				return err
			}
			continue
		}
		if err := emit(f.code, p.id, p.name, "法定代表人", "", f.founded.String(), f.ended.String()); err != nil {
			return err
		}
		if err := emit(f.code, p.id, p.name, "股东", "100", f.founded.String(), f.ended.String()); err != nil {
			return err
		}
	}
	return nil
}
