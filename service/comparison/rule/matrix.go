package rule

import "yangguang/service/comparison/dossier"

// Status is a column of the exclusion matrix 互斥矩阵: a state of a person that
// may not go with a benefit.
type Status int8

// The statuses, in the order of the matrix (domain guide §3.1).
const (
	OnPayroll    Status = iota // 财政供养在职
	Retired                    // 退休财供
	VillageCadre               // 村干部
	Dead                       // 死亡
	InCustody                  // 服刑/强戒
	HasCar                     // 有车
	HasCompany                 // 有企业
	HasHouse                   // 有商品房/商铺
	statuses
)

// String is the status's Chinese name.
func (s Status) String() string {
	return [...]string{"财政供养在职", "退休财供", "村干部", "死亡", "服刑强戒", "有车", "有企业", "有商品房商铺"}[s]
}

// Statuses lists all.
func Statuses() []Status {
	out := make([]Status, statuses)
	for i := range out {
		out[i] = Status(i) //nolint:gosec // eight of them
	}
	return out
}

// Verdict is a cell of the matrix.
type Verdict byte

// The verdicts: nothing, a question only in company of another hit, a conflict.
const (
	Compatible Verdict = '-'
	Doubtful   Verdict = 'Y'
	Conflict   Verdict = 'R'
)

// Matrix says which status goes with which benefit, and which benefits go with
// each other. The zero Matrix excludes nothing; DefaultMatrix is the one of the
// domain guide, which the county must confirm.
type Matrix struct {
	cells [32][statuses]Verdict
	pairs [32][32]Verdict // the smaller category first
}

// At is the cell of a benefit and a status.
func (m *Matrix) At(c dossier.Category, s Status) Verdict {
	if v := m.cells[c][s]; v != 0 {
		return v
	}
	return Compatible
}

// Set changes a cell.
func (m *Matrix) Set(c dossier.Category, s Status, v Verdict) { m.cells[c][s] = v }

// Between is the cell of two benefits of one person.
func (m *Matrix) Between(a, b dossier.Category) Verdict {
	if v := m.pairs[min(a, b)][max(a, b)]; v != 0 && a != b {
		return v
	}
	return Compatible
}

// SetBetween changes the cell of two benefits.
func (m *Matrix) SetBetween(a, b dossier.Category, v Verdict) { m.pairs[min(a, b)][max(a, b)] = v }

// defaultPairs are the benefits that exclude each other (domain guide §3.1). Two
// pensions, one house rebuilt twice and one parcel drawn for twice are not here:
// S21, S14 and S18 look at more than that both were drawn.
var defaultPairs = [][2]dossier.Category{
	{dossier.RuralAllowance, dossier.Destitute}, {dossier.UrbanAllowance, dossier.Destitute}, {dossier.RuralAllowance, dossier.UrbanAllowance},
	{dossier.Destitute, dossier.DisabledLiving}, {dossier.Destitute, dossier.DisabledCare}, {dossier.Orphan, dossier.DisabledLiving},
}

// defaults are the rows of §3.1; a letter a status.
var defaults = []struct {
	category dossier.Category
	row      string
}{
	{dossier.RuralAllowance, "RRYRRRRR"}, {dossier.UrbanAllowance, "RRYRRRRR"}, {dossier.Destitute, "RRRRRRRY"},
	{dossier.Temporary, "RYYRYYYY"}, {dossier.Housing, "RRYYYYYR"}, {dossier.Relocation, "RRYYYYYR"}, {dossier.DisasterHousing, "YYYYYYYY"},
	{dossier.Reservoir, "RY-RR---"}, {dossier.Industry, "RRYRR-Y-"}, {dossier.Farmland, "YY-YY---"},
	{dossier.PublicForest, "---YY---"}, {dossier.FarmToForest, "---YY---"}, {dossier.VocationalAid, "---RR---"},
	{dossier.Ranger, "RRYRRYYY"}, {dossier.PublicPost, "RRYRRYYY"}, {dossier.ResidentPension, "YR-RR---"},
	{dossier.DisabledLiving, "RR-RY---"}, {dossier.DisabledCare, "---RY---"}, {dossier.OldAge, "-Y-RY---"}, {dossier.Orphan, "---R----"},
	{dossier.Aiding, "RRYRRRRR"},
}

// DefaultMatrix is the matrix of the domain guide.
func DefaultMatrix() Matrix {
	var m Matrix
	for _, d := range defaults {
		for s := range statuses {
			m.cells[d.category][s] = Verdict(d.row[s])
		}
	}
	for _, p := range defaultPairs {
		m.SetBetween(p[0], p[1], Conflict)
	}
	return m
}
