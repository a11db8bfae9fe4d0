package comparison

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"testing"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/period"
)

// benchPayouts is how many payouts the synthetic county has;
// YANGGUANG_BENCH_PAYOUTS sets another number: 10000000 is a county.
func benchPayouts(b *testing.B) int {
	b.Helper()
	n, err := strconv.Atoi(os.Getenv("YANGGUANG_BENCH_PAYOUTS"))
	if err != nil {
		return 1_000_000
	}
	return n
}

// benchItems are paid to people by what they are, the number of a person
// modulo every.
var benchItems = []struct {
	name, target, unit, frequency string
	fen                           int64
	every, from, months           int
}{
	{"耕地地力保护补贴", "户", "亩年", "年", 10000, 2, 0, 8}, {"农村低保", "户", "人月", "月", 35000, 60, 12, 60}, {"城乡居民养老", "个人", "人月", "月", 13100, 14, 3, 72},
	{"高龄津贴", "个人", "人月", "月", 5000, 90, 3, 60}, {"重度残疾人护理补贴", "个人", "人月", "月", 8000, 100, 5, 60}, {"农村特困供养", "个人", "人月", "月", 65000, 400, 7, 60},
	{"生态护林员", "个人", "人月", "月", 83300, 300, 11, 48}, {"雨露计划", "学生", "人学期", "学期", 150000, 120, 17, 4}, {"公益林补偿", "户", "亩年", "年", 1600, 8, 1, 8},
}

// synthetic makes a county of about n payouts in which hardly anything is
// wrong, which is what a pass mostly reads.
func synthetic(n int) *dossier.Snapshot {
	s := &dossier.Snapshot{AsOf: period.Date(2026, 10, 31), Coverage: map[string]dossier.Cover{}, Classes: []string{"", "A", "80"}, Texts: []string{"", "测某"}}
	for v := range 300 {
		s.Villages = append(s.Villages, dossier.Village{Code: fmt.Sprintf("450923%03d%03d", 100+v/20, 200+v%20)})
	}
	for i, it := range benchItems {
		s.Items = append(s.Items, dossier.Item{ID: int64(i + 1), Name: it.name, Target: it.target, Frequency: it.frequency, Category: dossier.CategoryOf(it.name),
			Standards: []dossier.Standard{{Fen: it.fen, Class: benchClass(it.name), Unit: it.unit, Span: period.Since(period.Date(2015, 1, 1))}}})
	}
	s.Payouts = make([]dossier.Payout, 0, n+1000)
	for p := 0; len(s.Payouts) < n; p++ {
		person(s, p)
	}
	s.Accounts = len(s.People)
	s.Finish()
	return s
}

func person(s *dossier.Snapshot, p int) {
	id := dossier.P(p) //nolint:gosec // a few millions
	birth := period.Date(1965+p%40, 1, 1+p%28)
	if p%90 == 3 {
		birth = period.Date(1932, 1, 1+p%28) // paid for their age
	}
	s.People = append(s.People, dossier.Person{ID: int64(p) + 1, Birth: birth, Village: int32(p % 300), Hukou: id / 4, Name: 1, Female: p%2 == 0, Status: 'N'})
	src := dossier.Ref{Batch: 1, Row: id}
	for i, it := range benchItems {
		if p%it.every != it.from%it.every {
			continue
		}
		if it.target == "户" || it.name == "生态护林员" {
			s.Households = append(s.Households, dossier.Household{No: strconv.Itoa(p), Item: uint16(i)})
			s.Rosters = append(s.Rosters, dossier.Roster{Src: src, Span: period.Since(period.Date(2018, 1, 1)), ApprovedOn: period.Past, Household: int32(len(s.Households) - 1), Person: id,
				Handler: dossier.None, Account: dossier.None, Relation: "户主", Item: uint16(i)})
		}
		step := map[string]int{"月": 1, "年": 12, "学期": 6}[it.frequency]
		for m := range it.months {
			from := period.MonthOf(2018, 11) + period.Month(m*step)
			s.Payouts = append(s.Payouts, dossier.Payout{AmountFen: it.fen, Src: src, Period: period.Months(from, from+period.Month(step-1)), PaidOn: from.First() + 40, Person: id, Quantity: 1000,
				Account: id, Village: int32(p % 300), Item: uint16(i), Class: benchClass(it.name)})
		}
	}
	benchRegisters(s, p, id, src)
	benchTitles(s, p, id, src)
}

// benchTitles gives land to who is paid for land, and papers to who is paid for
// them.
func benchTitles(s *dossier.Snapshot, p int, id dossier.P, src dossier.Ref) {
	since := period.Since(period.Date(2015, 1, 1))
	if p%2 == 0 {
		s.Parcels = append(s.Parcels, dossier.Parcel{AreaMilli: 3000, Person: id, Household: strconv.Itoa(p), No: strconv.Itoa(p), Kind: "承包地", Src: src})
	}
	if p%8 == 1 {
		s.Parcels = append(s.Parcels, dossier.Parcel{AreaMilli: 3000, Person: id, Household: strconv.Itoa(p), No: strconv.Itoa(p), Kind: "公益林", Src: src})
	}
	if p%100 == 5 {
		s.Disabilities = append(s.Disabilities, dossier.Disability{Person: id, Category: "肢体", Grade: 1, Span: since, Status: "正常", Src: src})
	}
	if p%120 == 17 {
		s.Enrolments = append(s.Enrolments, dossier.Enrolment{Person: id, School: "某校", Level: "中职", FullTime: true, Status: "在籍", Span: since, Src: src})
	}
}

// benchClass is the class in which an item is paid: of the old by their age.
func benchClass(item string) uint16 {
	if item == "高龄津贴" {
		return 2
	}
	return 0
}

// benchRegisters gives each register its share of people.
func benchRegisters(s *dossier.Snapshot, p int, id dossier.P, src dossier.Ref) {
	since := period.Since(period.Date(2019, 1, 1))
	switch p % 97 {
	case 0, 1, 2:
		s.Deaths = append(s.Deaths, dossier.Death{Person: id, On: period.Date(2027, 1, 1), Registered: period.Future, Source: "公安", Src: src})
	case 3, 4:
		s.Officials = append(s.Officials, dossier.Official{Person: id, Unit: "某局", Kind: "公务员", Span: since, Village: dossier.None, Src: src})
	case 5, 6, 7, 8, 9, 10, 11:
		s.Relatives = append(s.Relatives, dossier.Relative{Official: max(id-3, 0), Relative: id, Relation: "父母", Filed: true, Src: src})
	case 12, 13, 14, 15, 16, 17, 18, 19, 20, 21:
		s.Vehicles = append(s.Vehicles, dossier.Vehicle{ValueFen: -1, Person: id, Class: "普通二轮摩托车", Use: "非营运", Status: "正常", Span: since, Src: src})
	case 22, 23, 24:
		s.Companies = append(s.Companies, dossier.Company{Code: strconv.Itoa(p), Name: "某店", Type: "个体工商户", Status: "注销", Span: period.Interval{From: period.Date(2010, 1, 1), To: period.Date(2015, 1, 1)}, Src: src})
		s.Roles = append(s.Roles, dossier.Role{Company: int32(len(s.Companies) - 1), Person: id, Kind: "经营者", ShareMilli: -1, Span: period.Interval{From: period.Date(2010, 1, 1), To: period.Date(2015, 1, 1)}, Src: src}) //nolint:gosec // few
	case 25, 26, 27, 28:
		s.Insurance = append(s.Insurance, dossier.Insurance{Person: id, Year: 2025, Scheme: "居民", Src: src})
	case 29:
		s.Properties = append(s.Properties, dossier.Property{AreaMilli: 60000, Person: id, Unit: strconv.Itoa(p), Use: "宅基地", Span: since, Src: src})
	}
}

// BenchmarkPass asks every model about a whole county, once.
func BenchmarkPass(b *testing.B) {
	s := synthetic(benchPayouts(b))
	var heap runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&heap)
	var on []rule.Model
	for _, m := range rule.Models() {
		if m.Default {
			on = append(on, m)
		}
	}
	measure := func(name string, models []rule.Model) {
		b.Run(name, func(b *testing.B) {
			c, err := bind(models, map[string]string{})
			if err != nil {
				b.Fatal(err)
			}
			hits := 0
			for b.Loop() {
				found, err := pass(b.Context(), s, c.bound, nil)
				if err != nil {
					b.Fatal(err)
				}
				found = combine(s, found)
				fill(found)
				hits = len(found)
			}
			b.ReportMetric(float64(hits), "hits")
			b.ReportMetric(float64(len(s.Payouts))*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mpayouts/s")
			b.ReportMetric(float64(heap.HeapAlloc)/1e6, "MB-snapshot")
		})
	}
	measure("switched-on", on)
	measure("all", rule.Models())
	if os.Getenv("YANGGUANG_BENCH_EACH") != "" {
		for _, m := range rule.Models() {
			measure(m.Key, []rule.Model{m})
		}
	}
}
