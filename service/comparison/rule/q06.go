package rule

import (
	"slices"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var q06 = Model{
	Key:   "Q06",
	Title: "识别时符合“一票否决”情形（疑似错评）",
	Says:  "户被识别的那一天，家庭成员名下有“一票否决”所列的房、车、企业或财政供养身份，或者疑似空挂户、拆户。",
	Basis: []string{
		"广西精准识别贫困户“八个一票否决”（厅发〔2015〕28号）：各项文字为回忆，须以县里存档的附件为准",
	},
	Registers: []string{"households"},
	Leans:     []string{"residents", "rosters", "deaths"},
	Also:      []string{"properties", "companies", "company_roles", "vehicles", "officials"},
	Parameters: []Parameter{
		{Key: "items", Label: "比对的否决项", Sort: List, Default: "2、3、4、5、8", Basis: "第1、6、7项须入户核查，不能比对", Words: []string{"2", "3", "4", "5", "8"}},
		{Key: "vehicle_yuan", Label: "车辆估值下限", Unit: "元", Sort: Yuan, Default: "30000", Basis: "否决项4：现值3万元以上（回忆，未核实）；没有估值的也报，须核实"},
		{Key: "vehicle_words", Label: "算作车辆的类型", Sort: List, Default: "轿车、客车、面包车、越野、货车、皮卡、牵引车、拖拉机、收割机、工程车、船", Basis: "否决项4"},
		{Key: "share_pct", Label: "股东持股下限", Unit: "%", Sort: Number, Default: "5", Basis: "与S07一致"},
		{Key: "house_how", Label: "不算的房屋取得方式", Sort: List, Default: "安置、搬迁、拆迁、征收、回迁、继承", Basis: "否决项2：搬迁安置除外"},
		{Key: "kinds", Label: "算作财政供养的类别", Sort: List, Default: "公务员、参公、事业、国企、退休", Basis: "否决项5：含离退休；村干部不在否决项内", Words: officialKinds},
		emptyWindow, emptyCollective,
	},
	Traps: []Trap{
		{"after", "识别以后才买的房、车，才办的企业，才入职"},
		{"before", "识别以前已经卖出、注销、离职"},
		{"cheap-car", "估值不到三万元的旧车；摩托车、三轮车"},
		{"village-house", "宅基地和村里自建的房屋"},
		{"resettled", "拆迁安置、易地搬迁、继承的房屋"},
		{"cooperative", "带贫的合作社成员"},
		{"village-cadre", "村干部；聘用人员、遗属"},
		{"destitute", "五保户、特困户另行认定"},
	},
	Evidence:  []string{"识别时的入户调查表和评分", "村民评议记录和公示照片", "房、车、企业的登记档案", "任职文件"},
	Questions: []string{"识别时这些情况有没有填报？", "房、车、企业实际由谁使用、经营，是否借名、冒名？", "该成员当时是否共同生活？", "谁入户、谁评议、谁审核？"},
	Bind: func(v Values) Check {
		x := veto{vehicle: v.Fen("vehicle_yuan"), vehicles: v.List("vehicle_words"), share: int32(v.Int("share_pct") * 1000), how: v.List("house_how"), kinds: v.List("kinds"), empty: newEmptyHukou(v)} //nolint:gosec // percent
		for _, item := range vetoItems {
			if m := v.Matrix(); v.Listed("items", item.no) && (item.find == nil || m.At(dossier.Aiding, item.status) != Compatible) {
				x.items = append(x.items, item)
			}
		}
		return Check{Aided: x.check}
	},
}

// vetoItem is one item of the list that registers can tell of a member, as of
// the day of identification; find is nil for the item about the household.
type vetoItem struct {
	no, text string
	severity Severity
	status   Status // whose cell of the matrix lets it out
	find     func(x *veto, s *dossier.Snapshot, p dossier.P, on period.Day) []Evidence
}

var vetoItems = []vetoItem{
	{"2", "在城镇有住房或商铺", Orange, HasHouse, vetoHouses},
	{"3", "经办企业等市场主体", Orange, HasCompany, vetoCompanies},
	{"4", "有机动车、农机或船", Orange, HasCar, vetoVehicles},
	{"5", "有财政供养或国企职务", Red, OnPayroll, vetoPosts},
	{"8", "疑似空挂户或拆户", Yellow, 0, nil},
}

// veto holds the list against a household.
type veto struct {
	items      []vetoItem
	vehicle    int64
	vehicles   []string
	share      int32
	how, kinds []string
	empty      emptyHukou
}

func (x *veto) check(s *dossier.Snapshot, i int32, report func(Hit)) {
	a := &s.Aided[i]
	if !given(a.Identified) || keptApart(a) {
		return
	}
	severity := Blue
	var found []string
	var evidence []Evidence
	members := s.AidedMembers(a)
	for _, item := range x.items {
		var rows []Evidence
		if item.find == nil {
			_, rows = x.empty.look(s, i)
		}
		for _, p := range members {
			if d, dead := s.DiedOn(p); item.find != nil && (!dead || d.On > a.Identified) {
				rows = append(rows, item.find(x, s, p, a.Identified)...)
			}
		}
		if len(rows) > 0 {
			severity = max(severity, item.severity)
			found = append(found, item.text+"（第"+item.no+"项）")
			evidence = append(evidence, rows...)
		}
	}
	if len(found) == 0 {
		return
	}
	report(Hit{Subject: Person(a.Head), Item: dossier.None, Household: dossier.None, Period: onDay(a.Identified), Severity: severity,
		Sentence: a.Identified.Chinese() + "识别时，登记显示该户" + strings.Join(found, "、") + "。", Evidence: append([]Evidence{aidedEvidence(a)}, evidence...)})
}

func vetoHouses(x *veto, s *dossier.Snapshot, p dossier.P, on period.Day) (out []Evidence) {
	for r := range s.PropertiesOf(p) {
		if !r.Span.Contains(on) || (r.Use != "住宅" && r.Use != "商业") || containsAny(r.How, x.how) || inVillage(r) {
			continue
		}
		out = append(out, Evidence{Kind: "properties", Src: r.Src, Who: Of(r.Person), Fields: []Field{{"用途", r.Use}, {"坐落", r.Address}, {"取得方式", r.How}, {"登记日期", r.Span.From.Chinese()}}})
	}
	return out
}

// inVillage reports a dwelling in the countryside: built by its owner, or at an
// address that names a village group.
func inVillage(r *dossier.Property) bool {
	return r.Use == "住宅" && (r.How == "自建" || containsAny(r.Address, []string{"村", "屯", "生产队"}))
}

func vetoCompanies(x *veto, s *dossier.Snapshot, p dossier.P, on period.Day) (out []Evidence) {
	for r := range s.RolesOf(p) {
		if r.Company < 0 || !r.Span.Contains(on) || (r.Kind == "股东" && r.ShareMilli >= 0 && r.ShareMilli < x.share) || r.Kind == "高管" {
			continue
		}
		if c := &s.Companies[r.Company]; c.Span.Contains(on) && !strings.Contains(c.Type, "合作社") && !strings.Contains(c.Name, "合作社") {
			out = append(out, roleIn(s, r)...)
		}
	}
	return out
}

func vetoVehicles(x *veto, s *dossier.Snapshot, p dossier.P, on period.Day) (out []Evidence) {
	for r := range s.VehiclesOf(p) {
		if !r.Span.Contains(on) || (r.ValueFen >= 0 && r.ValueFen < x.vehicle) || !containsAny(r.Class, x.vehicles) || containsAny(r.Class, []string{"摩托", "三轮", "残疾"}) {
			continue
		}
		out = append(out, vehicleEvidence(r))
	}
	return out
}

func vetoPosts(x *veto, s *dossier.Snapshot, p dossier.P, on period.Day) (out []Evidence) {
	for r := range s.OfficialsOf(p) {
		if r.Span.Contains(on) && slices.Contains(x.kinds, r.Kind) {
			out = append(out, showOfficial(r))
		}
	}
	return out
}
