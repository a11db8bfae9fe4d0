package rule

import (
	"slices"
	"strings"

	"yangguang/service/comparison/dossier"
)

// Parameters about who counts as staff; S02, S13 and S15 share them.
var (
	staffKinds = Parameter{Key: "S02.kinds", Label: "算作财政供养的人员类别", Sort: List, Default: "公务员、参公、事业、国企、退休",
		Basis: "遗属补助、聘用、三支一扶不算，由县里确认", Words: officialKinds}
	staffExempt = Parameter{Key: "S02.exempt_posts", Label: "不算财政供养的岗位", Sort: List,
		Default: "公益性岗位、公益岗、临聘、临时工、合同工、护林员、保洁员、信息员、三支一扶、西部计划、民办教师、代课教师、遗属",
		Basis:   "工资由财政代发而没有编制的岗位，以及老民办、代课教师"}
)

// staff tells who is on the public payroll.
type staff struct{ kinds, exempt []string }

func staffOf(v Values) staff { return staff{v.List(staffKinds.Key), v.List(staffExempt.Key)} }

// status is the column of the matrix an employment falls in, false when it does
// not count.
func (f *staff) status(o *dossier.Official) (Status, bool) {
	if !slices.Contains(f.kinds, o.Kind) || containsAny(o.Post, f.exempt) || o.Kind == "村干部" {
		return 0, false
	}
	if o.Kind == "退休" {
		return Retired, true
	}
	return OnPayroll, true
}

// states adds a member's employments that the matrix does not hold compatible
// with the benefit.
func (f *staff) states(s *dossier.Snapshot, m *Matrix, c dossier.Category, who member, out []state) []state {
	for o := range s.OfficialsOf(who.person) {
		status, ok := f.status(o)
		if !ok {
			continue
		}
		verdict := m.At(c, status)
		span := o.Span.Intersect(who.span)
		if verdict == Compatible || span.Empty() {
			continue
		}
		what := o.Span.From.Chinese() + "起在" + o.Unit + "工作，人员类别是" + called(o.Kind)
		if status == Retired {
			what = o.Span.From.Chinese() + "起是" + o.Unit + "的退休人员，由财政供养"
		}
		out = append(out, state{person: who.person, span: span, strong: verdict == Conflict, what: what, show: []Evidence{officialEvidence(o)}})
	}
	return out
}

// officialEvidence is what an employment shows.
func officialEvidence(o *dossier.Official) Evidence {
	f := []Field{{"单位", o.Unit}, {"人员类别", called(o.Kind)}, {"任职起止", lasting(o.Span)}}
	if o.Post != "" {
		f = append(f, Field{"职务", o.Post})
	}
	return Evidence{Kind: "officials", Src: o.Src, Who: Of(o.Person), Fields: f}
}

// containsAny reports whether text has one of the words in it.
func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
