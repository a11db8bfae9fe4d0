package entitle

import (
	"slices"
	"testing"
)

// TestRulesHold reads every rule's own condition and tries people on it.
func TestRulesHold(t *testing.T) {
	t.Parallel()
	for _, d := range Definitions() {
		if got, err := d.Clean(d.Default); err != nil || got != d.Default {
			t.Errorf("%s: its own default: %q %v", d.Name, got, err)
		}
	}
	for _, bad := range []string{"", "年龄", "年龄>=老", "困难>=低保", "困难=富", "工资<=3", "年龄>=80且"} {
		if _, err := parse(bad); err == nil {
			t.Errorf("%q is no condition", bad)
		}
	}
	nobody := Facts{Age: Unknown, Disability: Unknown}
	for _, c := range []struct {
		name string
		set  func(*Facts)
		want []string
	}{
		{"nothing known", func(*Facts) {}, nil},
		{"old", func(f *Facts) { f.Age = 82 }, []string{"aged", "pension"}},
		{"disabled and on allowance", func(f *Facts) { f.Disability, f.Hardship = 2, "低保" }, []string{"destitute", "living", "care", "medical"}},
		{"no certificate", func(f *Facts) { f.Disability, f.Hardship = 0, "低保" }, []string{"medical"}},
		{"pupil of a household lifted out of poverty", func(f *Facts) { f.Age, f.School, f.Hardship = 16, "中职", "脱贫" }, []string{"low", "medical", "grants", "vocational", "travel"}},
		{"poor pupil", func(f *Facts) { f.Age, f.School, f.Hardship = 16, "中小学", "低保" }, []string{"medical", "grants"}},
		{"student of a household that gets by", func(f *Facts) { f.School, f.Hardship = "大学", "都不是" }, nil},
		{"ill for long", func(f *Facts) { f.Sick = "慢病" }, []string{"chronic"}},
		{"no house of their own", func(f *Facts) { f.House, f.Hardship = "没有", "低保" }, []string{"medical", "house"}},
		{"ill and well off", func(f *Facts) { f.Sick, f.Hardship = "大病", "都不是" }, []string{"urgent"}},
		{"unsafe house", func(f *Facts) { f.House, f.Hardship = "危房", "很难" }, []string{"low", "urgent", "watched", "house"}},
		{"land and forest", func(f *Facts) { f.Land, f.Forest = "是", "是" }, []string{"land", "forest"}},
	} {
		f := nobody
		c.set(&f)
		var got []string
		for _, r := range Rules {
			when, err := parse(r.When)
			if err != nil {
				t.Fatal(r.Key, err)
			}
			if when.Holds(f) {
				got = append(got, r.Key)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestAnswersAreRead takes only what can be answered.
func TestAnswersAreRead(t *testing.T) {
	t.Parallel()
	f := Answered(func(name string) string {
		return map[string]string{"age": "82", "disability": "0", "house": "危房", "hardship": "<script>"}[name]
	})
	if want := (Facts{Age: Unknown, House: "危房"}); f != want {
		t.Errorf("%+v, want %+v", f, want)
	}
}

// TestEveryAnswerDecides: nobody is asked anything that changes nothing. Each
// answer that tells of something offers, for somebody, what the answer that
// tells of nothing does not.
func TestEveryAnswerDecides(t *testing.T) {
	t.Parallel()
	nothing := map[string]string{"age": "40", "school": "没有", "sick": "没有", "disability": "0", "house": "安全", "land": "否", "forest": "否", "hardship": "都不是"}
	var rules []condition
	for _, r := range Rules {
		when, err := parse(r.When)
		if err != nil {
			t.Fatal(r.Key, err)
		}
		rules = append(rules, when)
	}
	offered := func(said map[string]string) (out uint64) {
		f := Answered(func(name string) string { return said[name] })
		for i, when := range rules {
			if when.Holds(f) {
				out |= 1 << i
			}
		}
		return out
	}
	all := Questions()
	// differs tries everybody, by the answers to the questions from the nth on.
	var differs func(said map[string]string, asked, value string, nth int) bool
	differs = func(said map[string]string, asked, value string, nth int) bool {
		if nth == len(all) {
			said[asked] = value
			one := offered(said)
			said[asked] = nothing[asked]
			return one != offered(said)
		}
		if all[nth].Name == asked {
			return differs(said, asked, value, nth+1)
		}
		return slices.ContainsFunc(all[nth].Choices, func(c Choice) bool {
			said[all[nth].Name] = c.Value
			return differs(said, asked, value, nth+1)
		})
	}
	for _, q := range all {
		for _, c := range q.Choices {
			if c.Value != nothing[q.Name] && !differs(map[string]string{}, q.Name, c.Value, 0) {
				t.Errorf("%s %s changes nothing for anybody", q.Text, c.Text)
			}
		}
	}
}
