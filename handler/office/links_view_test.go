package office

import (
	"strings"
	"testing"

	"yangguang/service/funds"
	"yangguang/templates"
)

// TestTheDrawingOfLinksFits: four columns stand on a page 1440 wide, names have
// their lines, and no words of a tie lie on those of another.
func TestTheDrawingOfLinksFits(t *testing.T) {
	t.Parallel()
	l := funds.Links{Nodes: []funds.LinkNode{
		{Column: funds.ColumnOfficials, Text: "江演坤", Note: "博白县样例中学 教师", Marked: true}, {Column: funds.ColumnPeople, Text: "庞演甲", Marked: true},
		{Column: funds.ColumnPeople, Text: "宾演乙"}, {Column: funds.ColumnCompanies, Text: "博白样例土石方工程有限公司", Note: "2016年9月10日成立"},
		{Column: funds.ColumnCompanies, Text: "玉林演示路桥工程有限公司"}, {Column: funds.ColumnLots, Text: "江宁镇长江村标准化村卫生室建设项目", Note: "江宁镇人民政府"},
	}, Ties: []funds.Tie{
		{From: 0, To: 1, Text: "申报的兄弟", Strong: true}, {From: 1, To: 3, Text: "法定代表人、股东70%", Strong: true}, {From: 2, To: 3, Text: "股东30%"}, {From: 2, To: 4, Text: "法定代表人"},
		{From: 1, To: 4, Text: "股东5%"}, {From: 3, To: 5, Text: "投标第1名，报价86.5万元、中标86.5万元", Strong: true}, {From: 4, To: 5, Text: "投标第2名，报价87.4万元"},
	}}
	var d templates.OfficeFundLinksData
	layLinks(&d, l)
	if d.Width > 1100 || len(d.Curves) != len(l.Ties) || len(d.Boxes) != len(l.Nodes) {
		t.Fatalf("%d wide, %d ties, %d boxes", d.Width, len(d.Curves), len(d.Boxes))
	}
	if b := d.Boxes[5]; len(b.Lines) != 2 || b.Lines[0].Text+b.Lines[1].Text != l.Nodes[5].Text || b.Note.Y > b.Y+b.Height {
		t.Errorf("a long name: %+v", b)
	}
	at, words := map[int][]int{}, ""
	for _, c := range d.Curves {
		for _, line := range c.Lines {
			for _, y := range at[line.X] {
				if max(y, line.Y)-min(y, line.Y) < linkTieLine {
					t.Errorf("%s lies on other words", line.Text)
				}
			}
			if line.Y > d.Height {
				t.Errorf("%s lies below the drawing", line.Text)
			}
			at[line.X], words = append(at[line.X], line.Y), words+line.Text
		}
	}
	if !strings.Contains(words, "投标第1名，报价86.5万元、中标86.5万元") {
		t.Errorf("words are cut: %s", words)
	}
}

// TestSharesAddUp: shares in whole per cents make a hundred.
func TestSharesAddUp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ counts, want []int }{
		{[]int{12, 4, 2, 0, 0}, []int{67, 22, 11, 0, 0}}, {[]int{1, 1, 1}, []int{34, 33, 33}}, {[]int{0, 0}, []int{0, 0}}, {[]int{5, 0}, []int{100, 0}}, {[]int{199, 1}, []int{100, 0}},
	} {
		got := hundred(c.counts)
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%v: %v, want %v", c.counts, got, c.want)
				break
			}
		}
	}
}
