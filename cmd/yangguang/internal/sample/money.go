package sample

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

var (
	fundHeader        = []string{"指标文号", "资金名称", "项目编码", "金额", "下达日期", "到账日期", "到账层级"}
	companyHeader     = []string{"统一社会信用代码", "名称", "类型", "登记状态", "成立日期", "注销日期", "注册资本"}
	companyRoleHeader = []string{"统一社会信用代码", "身份证号", "姓名", "角色", "持股比例", "开始日期", "终止日期"}
	relativeHeader    = []string{"公职人员身份证号", "家属身份证号", "家属姓名", "关系", "申报日期", "近亲属备案"}
	bidHeader         = []string{"项目编号", "投标单位代码", "报价", "得分", "名次", "联系电话", "保证金账号", "是否否决"}
)

// moneyParts are what the treasury hands in about the money of subsidies and of
// finished projects, and what is registered about the companies that bid for the first project.
func moneyParts(rows []payout, works []*work, officials [][]string) []Part {
	parts := []Part{
		{Kind: "funds", Name: "资金指标与到位.csv", Write: table(fundHeader, func() [][]string { return append(fundRows(rows), workFundRows(works)...) })},
	}
	w := works[0]
	if w.builder == nil || w.opened.IsZero() || len(officials) == 0 {
		return parts
	}
	t := &tender{w: w, official: officials[0]}
	return append(parts,
		Part{Kind: "companies", Name: "市场主体.csv", Write: table(companyHeader, t.companies)},
		Part{Kind: "company_roles", Name: "市场主体人员.csv", Write: table(companyRoleHeader, t.roles)},
		Part{Kind: "relatives", Name: "公职人员家属.csv", Write: table(relativeHeader, t.relatives)},
		Part{Kind: "bids", Name: "投标.csv", Write: table(bidHeader, t.bids)})
}

// fundYears is how many of the last years have documents of their own.
const fundYears = 2

// fundRows are one document a year for each item: the year's money, a little
// more than is paid, at the county and a week later at the bureau, before the
// year's first payment.
func fundRows(rows []payout) (out [][]string) {
	type year struct {
		first time.Time
		fen   int64
	}
	sums := map[string]*year{}
	var order []string
	last := rows[len(rows)-1].paid.Year()
	for i := range rows {
		p := &rows[i]
		if p.returned || p.paid.Year() <= last-fundYears {
			continue
		}
		key := fmt.Sprintf("%d %s", p.paid.Year(), p.grant.item.code)
		if sums[key] == nil {
			sums[key], order = &year{first: p.paid}, append(order, key)
		}
		sums[key].fen += p.fen
	}
	slices.Sort(order)
	for n, key := range order {
		y, code := sums[key], key[5:]
		it := lookUp(code)
		fen := (y.fen*21/20 + 99_999_99) / 1_000_000 * 1_000_000 // whole 万元
		doc := fmt.Sprintf("博财社〔%s〕%d号", key[:4], n%60+11)
		arrived := y.first.AddDate(0, 0, -16)
		row := func(on time.Time, level string) []string {
			return []string{doc, key[:4] + "年" + it.name + "资金", code, yuan(fen), iso(y.first.AddDate(0, 0, -24)), iso(on), level}
		}
		out = append(out, row(arrived, "县"), row(arrived.AddDate(0, 0, 7), "部门"))
	}
	return out
}

// tender is who bid for a project: three firms of which two left the same
// telephone, and an official's brother behind one of them. The people are
// nobody of the county's.
type tender struct {
	w        *work
	official []string
}

// firms are the winner and two others.
func (t *tender) firms() []*company {
	out := []*company{t.w.builder}
	for _, c := range companies {
		if c != t.w.builder && len(out) < 3 {
			out = append(out, c)
		}
	}
	return out
}

func (t *tender) companies() (rows [][]string) {
	for i, c := range companies {
		rows = append(rows, []string{c.code, c.name, "有限责任公司", "存续", iso(date(2008+i, 1+i%12, 10)), "", "5000000.00"})
	}
	return rows
}

// owners are the heads and shareholders, by firm.
var owners = []struct {
	name  string
	birth time.Time
	role  string
	share string
	firm  int
}{
	{"庞演甲", date(1974, 3, 8), "法定代表人", "", 0}, {"庞演甲", date(1974, 3, 8), "股东", "70", 0}, {"宾演乙", date(1980, 11, 21), "股东", "30", 0},
	{"宾演乙", date(1980, 11, 21), "法定代表人", "", 1}, {"冯演丙", date(1969, 6, 2), "法定代表人", "", 2}, {"冯演丙", date(1969, 6, 2), "股东", "90", 2},
}

func (t *tender) roles() (rows [][]string) {
	firms := t.firms()
	for _, o := range owners {
		rows = append(rows, []string{firms[o.firm].code, residentID(o.birth, lastInDay), o.name, o.role, o.share, iso(date(2016, 5, 1)), ""})
	}
	return rows
}

func (t *tender) relatives() [][]string {
	brother := owners[0]
	return [][]string{{t.official[0], residentID(brother.birth, lastInDay), brother.name, "兄弟", iso(date(2024, 1, 15)), "是"}}
}

func (t *tender) bids() (rows [][]string) {
	phones := []string{"19900009001", "19900009001", "19900009002"}
	for i, c := range t.firms() {
		rows = append(rows, []string{t.w.number, c.code, yuan(t.w.won + int64(i)*t.w.won/97), strconv.Itoa(92 - 3*i), strconv.Itoa(i + 1), phones[i], accountOf(90_001 + i), "否"})
	}
	return rows
}
