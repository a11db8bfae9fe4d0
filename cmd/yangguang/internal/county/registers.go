package county

import (
	"fmt"
	"strconv"
)

// A register is a table of what another bureau knows; rows gives the innocent
// ones, plants have put theirs into world.tables.
type register struct {
	kind, name string
	header     []string
	rows       func(w *world, emit func(...string) error) error
}

var registers = []register{
	{"rosters", "享受对象名册", rosterHeader, (*world).rosterRows},
	{"officials", "财政供养人员", officialHeader, (*world).officialRows},
	{"relatives", "公职人员家属", []string{"公职人员身份证号", "家属身份证号", "家属姓名", "关系", "申报日期", "近亲属备案"}, (*world).relativeRows},
	{"deaths", "死亡人口", []string{"身份证号", "姓名", "死亡日期", "注销日期", "来源", "撤销"}, (*world).deathRows},
	{"inmates", "服刑和强制隔离戒毒人员", []string{"身份证号", "姓名", "类别", "入所日期", "出所日期"}, (*world).inmateRows},
	{"vehicles", "机动车", vehicleHeader, (*world).vehicleRows},
	{"companies", "市场主体", []string{"统一社会信用代码", "名称", "类型", "登记状态", "成立日期", "注销日期", "注册资本"}, (*world).companyRows},
	{"company_roles", "市场主体人员", []string{"统一社会信用代码", "身份证号", "姓名", "角色", "持股比例", "开始日期", "终止日期"}, (*world).roleRows},
	{"properties", "不动产", propertyHeader, (*world).propertyRows},
	{"employment", "社保缴费", []string{"身份证号", "姓名", "参保单位", "开始年月", "终止年月", "缴费基数"}, (*world).employmentRows},
	{"pensions", "养老待遇", []string{"身份证号", "姓名", "险种", "统筹地", "开始年月", "终止年月", "月待遇"}, (*world).pensionRows},
	{"disabilities", "残疾人证", []string{"身份证号", "姓名", "残疾证号", "类别", "等级", "发证日期", "有效期止", "状态"}, (*world).disabilityRows},
	{"enrolments", "学籍", []string{"身份证号", "姓名", "学校", "学段", "全日制", "状态", "开始年月", "终止年月"}, (*world).enrolmentRows},
	{"assessments", "经济状况核对结论", assessmentHeader, (*world).assessmentRows},
	{"parcels", "承包地和林地地块", []string{"户编号", "身份证号", "地块号", "类别", "面积", "依据"}, (*world).parcelRows},
	{"households", "脱贫户和监测户", []string{"户编号", "户主身份证号", "户主姓名", "村代码", "户类型", "识别日期", "脱贫日期", "致贫原因"}, (*world).aidedRows},
	{"indicators", "两不愁三保障指标", []string{"户编号", "年度", "人均纯收入", "住房等级", "危改验收", "饮水达标", "义务教育达标", "医保覆盖", "核查日期", "核查人", "工资性收入", "经营净收入", "财产净收入", "转移净收入", "水量", "水质", "用水方便程度", "供水保证率"}, (*world).indicatorRows},
	{"insurance", "医保参保", []string{"身份证号", "姓名", "险种", "年度", "资助参保"}, (*world).insuranceRows},
	{"projects", "项目库", projectHeader, (*world).projectRows},
	{"funds", "资金指标与到位", []string{"指标文号", "资金名称", "项目编码", "金额", "下达日期", "到账日期", "到账层级"}, (*world).fundRows},
	{"project_funds", "项目资金拨付", []string{"项目编号", "日期", "金额", "类型", "收款单位代码", "凭证号"}, (*world).projectFundRows},
	{"project_progress", "项目进度", []string{"项目编号", "日期", "形象进度", "说明", "填报人"}, (*world).progressRows},
	{"bids", "投标", []string{"项目编号", "投标单位代码", "报价", "得分", "名次", "联系电话", "保证金账号", "是否否决"}, (*world).bidRows},
	{"field_checks", "现场核查结果", fieldCheckHeader, (*world).fieldCheckRows},
}

var (
	rosterHeader   = []string{"项目编码", "户编号", "身份证号", "姓名", "与户主关系", "档次", "核定金额", "开始年月", "终止年月", "批准日期", "经办人身份证号", "账号"}
	officialHeader = []string{"身份证号", "姓名", "单位", "职务", "人员类别", "开始日期", "终止日期", "村代码"}
	vehicleHeader  = []string{"身份证号", "所有人", "号牌号码", "车辆类型", "使用性质", "初次登记日期", "转出日期", "状态", "估值"}
	propertyHeader = []string{"身份证号", "权利人", "不动产单元号", "坐落", "用途", "面积", "份额", "登记日期", "注销日期", "取得方式"}
)

// write writes a register: the innocent rows with those of the plants among
// them.
func (w *world) write(out *output, r register) error {
	planted := w.tables[r.kind]
	t, err := out.sized(r.kind, r.name, r.header, w.guess(r.kind), out.asOf)
	if err != nil {
		return err
	}
	// A planted row comes after every gap'th other one, the rest at the end.
	gap, n, k := max(1, w.guess(r.kind)/(len(planted)+1)), 0, 0
	emit := func(fields ...string) error {
		if n++; n%gap == 0 && k < len(planted) {
			if err := t.row(planted[k]...); err != nil {
				return err
			}
			k++
		}
		return t.row(fields...)
	}
	if err := r.rows(w, emit); err != nil {
		return err
	}
	for ; k < len(planted); k++ {
		if err := t.row(planted[k]...); err != nil {
			return err
		}
	}
	return t.close()
}

// guess is about how long a register is.
func (w *world) guess(kind string) int {
	people := w.basePeople
	switch kind {
	case "insurance":
		return people
	case "enrolments", "properties", "pensions", "indicators":
		return people / 6
	case "rosters", "parcels":
		return people / 5
	case "vehicles", "relatives":
		return people / 11
	case "funds":
		return len(w.works)
	case "field_checks":
		return len(w.works) / 4
	case "projects", "project_funds", "project_progress", "bids":
		return len(w.works) * 4
	}
	return people / 40
}

// hasRoster are the items of which a bureau keeps a list; land has its parcels,
// a pension its register.
func hasRoster(code string) bool {
	switch code {
	case arable, forest, retired, pension, reward, funeral:
		return false
	}
	return true
}

func (w *world) rosterRows(emit func(...string) error) error {
	for _, code := range rosterOrder() {
		if !hasRoster(code) {
			continue
		}
		for i := range w.grants[code] {
			g := &w.grants[code][i]
			home := w.people[g.payee].home
			h := &w.homes[home]
			var err error
			switch {
			case code == urbanAllowance || code == ruralAllowance:
				err = w.rosterHousehold(emit, g, h, number("DB", home))
			case code == dangerous:
				err = w.rosterHousehold(emit, g, h, number("H", home))
			default:
				p := &w.people[g.payee]
				err = emit(code, number("H", home), p.id, p.name, "本人", g.class, "", g.from.String(), g.to.String(), (g.from - 1).on(20).String(), w.clerk(h), account(g.payee))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *world) rosterHousehold(emit func(...string) error, g *grant, h *household, own string) error {
	for j := range w.members(h) {
		p := &w.members(h)[j]
		from, to := g.from, g.to
		if g.item.code != dangerous {
			from, to = h.stay(p)
		} else if p.birth.month() >= g.from || !p.aliveIn(g.from) {
			continue
		}
		if to != 0 && to < from {
			continue
		}
		acc := ""
		if j == 0 {
			acc = account(h.first)
		}
		approved := (from - 1).on(20)
		if g.item.code == dangerous {
			approved = from.on(5)
		}
		if err := emit(g.item.code, own, p.id, p.name, p.relation, g.class, "", from.String(), to.String(), approved.String(), w.clerk(h), acc); err != nil {
			return err
		}
	}
	return nil
}

// clerk is the official who handled a village's applications; nobody of his
// own family is among those he handled.
func (w *world) clerk(h *household) string {
	if len(w.clerks) == 0 {
		return ""
	}
	return w.people[w.clerks[int(h.village)%len(w.clerks)]].id
}

func (w *world) eachHome(do func(i int32, h *household, d *dice) error, tag string) error {
	for i := range w.baseHomes {
		if err := do(int32(i), &w.homes[i], roll(w.seed, tag, i)); err != nil { //nolint:gosec // small
			return err
		}
	}
	return nil
}

var offices = []string{"财政局", "教育局", "民政局", "农业农村局", "林业局", "水利局", "卫生健康局", "交通运输局", "自然资源局", "人力资源和社会保障局", "住房和城乡建设局", "司法局", "审计局", "统计局", "市场监督管理局"}

// committee is the name of a village's or a community's committee.
func committee(v village) string {
	if v.urban {
		return v.name + "居民委员会"
	}
	return v.name + "民委员会"
}

func (w *world) officialRows(emit func(...string) error) error {
	return w.eachHome(func(_ int32, h *household, d *dice) error {
		if h.class != serving {
			return nil
		}
		p := &w.people[h.first]
		v := w.villages[h.village]
		kind := pick(d, "公务员", "参公", "事业", "事业", "事业", "国企", "村干部", "聘用")
		unit, post, at := "博白县"+offices[d.n(len(offices))], "科员", ""
		switch {
		case p.age(w.asOf) >= 60:
			kind, post = "退休", "退休干部"
		case kind == "村干部":
			unit, post, at = v.town+committee(v), pick(d, "村委委员", "村党支部委员", "村文书"), v.code
		case kind == "国企":
			unit, post = "博白县城市建设投资有限公司", "主管"
		case kind == "事业":
			unit, post = v.town+"中心小学", "教师"
		case d.in1000(400):
			unit = v.town + "人民政府"
		}
		start := p.birth.plusYears(d.between(22, 24))
		if kind == "退休" {
			start = p.birth.plusYears(60)
		}
		return emit(p.id, p.name, unit, post, kind, start.String(), "", at)
	}, "official")
}

func (w *world) relativeRows(emit func(...string) error) error {
	stranger := 0 // walks through the plain households
	relations := map[string]string{"配偶": "配偶", "子": "子女", "女": "子女", "父亲": "父亲", "母亲": "母亲"}
	return w.eachHome(func(_ int32, h *household, d *dice) error {
		if h.class != serving {
			return nil
		}
		official := w.people[h.first].id
		declared := date(2024, 1, 10) + day(d.n(300))
		filed := pick(d, "是", "是", "否")
		for j := 1; j < int(h.size); j++ {
			p := &w.members(h)[j]
			if err := emit(official, p.id, p.name, relations[p.relation], declared.String(), filed); err != nil {
				return err
			}
		}
		for range d.between(0, 2) {
			for stranger < w.baseHomes && w.homes[stranger].class != plain {
				stranger++
			}
			if stranger >= w.baseHomes {
				return nil
			}
			p := &w.people[w.homes[stranger].first]
			stranger++
			if err := emit(official, p.id, p.name, pick(d, "兄弟姐妹", "岳父母", "妻弟", "堂兄弟"), declared.String(), filed); err != nil {
				return err
			}
		}
		return nil
	}, "relative")
}

func (w *world) deathRows(emit func(...string) error) error {
	for i := range w.basePeople {
		p := &w.people[i]
		if p.died == 0 {
			continue
		}
		d := roll(w.seed, "death", i)
		gone := p.died + day(d.between(2, 28))
		if err := emit(p.id, p.name, p.died.String(), gone.String(), "公安", "否"); err != nil {
			return err
		}
		if d.in1000(350) { // a second office knows as well, a little later
			if err := emit(p.id, p.name, (p.died + day(d.n(2))).String(), "", pick(d, "民政", "卫健"), ""); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *world) inmateRows(emit func(...string) error) error {
	return w.eachHome(func(_ int32, h *household, d *dice) error {
		if h.class != plain || h.size < 3 || !d.in1000(22) {
			return nil
		}
		for j := 1; j < int(h.size); j++ {
			p := &w.members(h)[j]
			if age := p.age(w.asOf); age < 27 || age > 58 || p.died != 0 {
				continue
			}
			in := date(2018, 1, 1) + day(d.n(2800))
			out := (in + day(d.between(200, 1500))).String()
			return emit(p.id, p.name, pick(d, "盗窃罪", "故意伤害罪", "强制隔离戒毒", "诈骗罪"), in.String(), out)
		}
		return nil
	}, "inmate")
}

const plateSigns = "0123456789ABCDEFGHJKLMNPQRSTUVWX"

// plate is the nth number plate.
func plate(n int) string {
	k := n*7919%(1<<25) + 1
	b := []byte("桂K")
	for range 5 {
		b = append(b, plateSigns[k%32])
		k /= 32
	}
	return string(b)
}

func (w *world) vehicleRows(emit func(...string) error) error {
	n := 0
	car := func(p *person, d *dice, kind, use string, value int) error {
		n++
		from := max(p.birth.plusYears(19), date(2010, 1, 1)+day(d.n(5600)))
		sold, state, worth := "", "正常", ""
		if d.in1000(120) {
			sold, state = (from + day(d.between(300, 1200))).String(), "转移"
			if from+1200 >= w.asOf {
				sold, state = "", "正常"
			}
		}
		if value > 0 {
			worth = yuan(int64(value) * 100)
		}
		return emit(p.id, p.name, plate(n), kind, use, from.String(), sold, state, worth)
	}
	return w.eachHome(func(_ int32, h *household, d *dice) error {
		head := &w.people[h.first]
		if head.died != 0 || head.age(w.asOf) > 72 {
			return nil
		}
		odds := map[class]int{serving: 1000, trading: 1000, plain: 270}[h.class]
		if d.in1000(odds) {
			if err := car(head, d, pick(d, "小型轿车", "小型普通客车", "小型越野客车"), "非营运", pick(d, 0, d.between(25, 240)*1000)); err != nil {
				return err
			}
		}
		if (h.class == trading || h.class == serving) && d.in1000(300) {
			if err := car(head, d, pick(d, "轻型厢式货车", "小型轿车", "重型自卸货车"), "非营运", d.between(40, 200)*1000); err != nil {
				return err
			}
		}
		if d.in1000(80) {
			return car(head, d, pick(d, "普通二轮摩托车", "普通正三轮摩托车"), "非营运", d.between(1, 6)*1000)
		}
		return nil
	}, "vehicle")
}

func (w *world) propertyRows(emit func(...string) error) error {
	n := 0
	house := func(p *person, d *dice, use, how string, area int) error {
		n++
		at := date(2005, 1, 1) + day(d.n(6500))
		return emit(p.id, p.name, propertyUnit(n), "博白县"+strconv.Itoa(d.between(1, 300))+"号", use, strconv.Itoa(area), "单独所有", at.String(), "", how)
	}
	return w.eachHome(func(_ int32, h *household, d *dice) error {
		head := &w.people[h.first]
		if head.died != 0 {
			return nil
		}
		if !w.villages[h.village].urban && d.in1000(400) {
			if err := house(head, d, "宅基地", "自建", d.between(80, 120)); err != nil {
				return err
			}
		}
		if d.in1000(map[class]int{serving: 700, trading: 500, plain: 60}[h.class]) {
			if err := house(head, d, "住宅", "买卖", d.between(70, 140)); err != nil {
				return err
			}
			if d.in1000(100) {
				return house(head, d, "车位", "买卖", 12)
			}
		}
		if h.class == trading && d.in1000(120) {
			return house(head, d, "商业", "买卖", d.between(20, 90))
		}
		return nil
	}, "property")
}

func propertyUnit(n int) string { return fmt.Sprintf("450923100001GB%05dF%08d", n/10000, n) }
