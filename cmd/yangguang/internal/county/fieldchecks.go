package county

import (
	"fmt"
	"strconv"
)

var fieldCheckHeader = []string{"项目编号", "核查日期", "核查单位", "核查人", "看到的情况", "实测数量", "备案数量", "计量单位", "看到的进度", "填报进度", "现场经度", "现场纬度", "定位误差", "说明"}

// sight is what somebody found at a project, as it is written on paper.
type sight struct {
	on           day
	verdict      string // "" is 与备案一致
	found, filed int    // metres of a road; 0 is not measured
	seen, told   int    // per cent of progress, one more than it is; 0 is not said
	metres       int    // to the north of where it is filed; negative: nobody took the place
	error        int    // metres
	note         string
}

// fields are the cells of what was found.
func (x *work) fields(v sight) []string {
	if v.verdict == "" {
		v.verdict = "与备案一致"
	}
	number := func(n, off int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n - off)
	}
	km := func(n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("%d.%03d", n/1000, n%1000)
	}
	unit, lon, lat := "", "", ""
	if v.found+v.filed > 0 {
		unit = "公里"
	}
	if v.metres >= 0 {
		lon, lat = fmt.Sprintf("%.6f", x.lon), fmt.Sprintf("%.6f", x.lat+float64(v.metres)/111_320)
	}
	return []string{x.number, v.on.String(), "县扶贫惠民项目核查组", "陈某、李某", v.verdict, km(v.found), km(v.filed), unit, number(v.seen, 1), number(v.told, 1), lon, lat, number(v.error, 0), v.note}
}

// fieldCheckRows are the checks of everyday life: one finished project in three
// was looked at, and it was as filed.
func (w *world) fieldCheckRows(emit func(...string) error) error {
	for i := range w.baseWorks {
		x, d := &w.works[i], roll(w.seed, "fieldcheck", i)
		if x.accepted == 0 || x.accepted+60 > w.asOf || d.n(3) != 0 {
			continue
		}
		v := sight{on: x.accepted + day(d.between(20, 60)), seen: 101, metres: d.n(60), error: d.between(5, 40)}
		if x.kind == projectTrades[road].name {
			v.filed = d.between(600, 4000)
			v.found = v.filed + v.filed*d.between(-20, 30)/1000
		}
		if err := emit(x.fields(v)...); err != nil {
			return err
		}
	}
	return nil
}

// look enters what was found at a project.
func (s *plot) look(x *work, v sight) {
	s.w.register("field_checks", x.fields(v)...)
}

// looked plants a finished road that somebody looked at some weeks after.
func looked(role, trap, note string, sights ...sight) plant {
	return plant{"P12", role, trap, note, func(s *plot) {
		x := s.file(s.draft(road, 120, s.old()))
		for i, v := range sights {
			v.on = x.accepted + 40 + day(i*90)
			s.look(x, v)
		}
		s.settle(role, x)
	}}
}

// underWay plants a road that is being built and reported to be at half, and what was found there.
func underWay(role, trap, note string, v sight) plant {
	return plant{"P12", role, trap, note, func(s *plot) {
		x := s.building(150, 300)
		s.reported(x, s.w.asOf-3, 50)
		x = s.file(x)
		v.on = s.w.asOf - 2
		s.look(x, v)
		s.settle(role, x)
	}}
}

func (s *plot) settle(role string, x *work) {
	if role == violation {
		s.found(x)
	} else {
		s.miss(x.number)
	}
}

var fieldPlants = []plant{
	looked(violation, "short", "量得的路比备案短一成", sight{verdict: "不一致", found: 1800, filed: 2000, metres: 20, error: 10}),
	looked(violation, "short_by_third", "量得的路比备案短三成多", sight{verdict: "不一致", found: 1300, filed: 2000, metres: 20, error: 10}),
	looked(violation, "elsewhere", "现场离备案地点四百米", sight{verdict: "不一致", metres: 400, error: 15, note: "路修在邻屯"}),
	looked(violation, "missing", "到了备案地点找不到", sight{verdict: "找不到", metres: -1, note: "问过村干部，没有这条路"}),
	looked(violation, "unfinished", "登记已完工，只做了七成", sight{verdict: "不一致", seen: 71, told: 101, metres: -1}),
	looked(violation, "worse_later", "第一次相符，复查时短了两成", sight{found: 2000, filed: 2000, metres: -1}, sight{verdict: "不一致", found: 1600, filed: 2000, metres: -1}),
	underWay(violation, "behind_report", "填报五成，看到两成", sight{verdict: "不一致", seen: 21, metres: 30, error: 10}),
	underWay(violation, "not_begun", "填报五成，没有开工", sight{verdict: "没有开工", metres: 30, error: 10, note: "现场是荒地"}),

	looked(innocent, "within", "短少、位置、进度都正好在误差以内", sight{found: 1900, filed: 2000, seen: 86, told: 101, metres: 200}),
	looked(innocent, "more", "现场比备案多做两成", sight{found: 2400, filed: 2000, metres: 20, error: 10}),
	looked(innocent, "rechecked", "整改以后复查相符", sight{verdict: "不一致", found: 1500, filed: 2000, metres: -1}, sight{found: 2000, filed: 2000, metres: -1, note: "已补做"}),
	looked(innocent, "not_measured", "只拍了照片", sight{metres: -1}),
	looked(innocent, "imprecise", "定位误差三百米", sight{metres: 480, error: 300}),
	looked(innocent, "unchecked", "没有去核查过"),
	underWay(innocent, "within_report", "填报五成，看到三成五", sight{seen: 36, metres: 30, error: 10}),
	{"P12", innocent, "not_yet_begun", "还没有到计划开工日，也没有报过开工和进度", func(s *plot) {
		x := s.building(-40, 200)
		x.start = 0
		x = s.file(x)
		s.look(x, sight{on: s.w.asOf - 5, verdict: "没有开工", metres: 30, error: 10, note: "正在备料"})
		s.miss(x.number)
	}},
}
