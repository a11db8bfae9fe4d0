package sheet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yangguang/service/importer/kind"
	"yangguang/service/kernel/idnumber"
)

// memberHeader is a header that begins a member's columns: 成员1姓名, 家庭成员2,
// 成员三身份证号.
var memberHeader = regexp.MustCompile(`^(?:家庭)?成员([0-9]{1,2}|[一二三四五六七八九十])(.*)$`)

// maxMembers bounds the members of one row; the head is number 0.
const maxMembers = 30

// member holds, by kind.Members.Columns, the columns of a sheet; -1 none.
type member []int

// memberCells finds the columns of members in a header of one or more rows:
// 成员1姓名 in one cell, 成员1 above 姓名, or 成员1 with 身份证号 to its right.
// The result goes by the column of the sheet; ok is false for a header without
// members.
func memberCells(k kind.Kind, rows []Row, width int) (cells map[int]memberCell, ok bool) {
	if len(k.Members.Columns) == 0 {
		return nil, false
	}
	cells = map[int]memberCell{}
	group, alone := 0, map[memberCell]bool{}
	for c := range width {
		n, name, starts := startOf(k, rows, c)
		if starts {
			group, ok = n, true
		} else {
			name = lowest(rows, c)
		}
		i := memberColumn(k, name)
		cell := memberCell{group, i}
		if i < 0 || group == 0 || alone[cell] {
			group = 0
			continue
		}
		alone[cell], cells[c] = true, cell
	}
	if !ok {
		return nil, false
	}
	headCells(k, rows, width, cells)
	return cells, true
}

// memberCell is one column of one member.
type memberCell struct{ member, column int }

// startOf reports whether a member's columns begin at c, and what the cell is
// called without the member.
func startOf(k kind.Kind, rows []Row, c int) (n int, name string, ok bool) {
	for i, r := range rows {
		if c >= len(r.Cells) {
			continue
		}
		m := memberHeader.FindStringSubmatch(kind.Header(r.Cells[c].Text))
		if m == nil {
			continue
		}
		n = memberNumber(m[1])
		if n == 0 || n > maxMembers {
			continue
		}
		name = m[2]
		if below := lowest(rows[i+1:], c); name == "" && below != "" {
			name = below
		}
		if name == "" {
			name = k.Members.Columns[0]
		}
		return n, name, true
	}
	return 0, "", false
}

func memberNumber(s string) int {
	if i := slices.Index(strings.Split("一二三四五六七八九十", ""), s); i >= 0 {
		return i + 1
	}
	n, err := strconv.Atoi(s)
	if err != nil { // the expression allows nothing else
		return 0
	}
	return n
}

// headCells adds 户主姓名 and 户主身份证号, or else 姓名 and 身份证号, as the
// head's.
func headCells(k kind.Kind, rows []Row, width int, cells map[int]memberCell) {
	for _, prefix := range []string{k.Members.Head, ""} {
		found := map[int]bool{}
		for c := range width {
			rest, ok := strings.CutPrefix(kind.Header(lowest(rows, c)), prefix)
			if rest == "" && ok {
				rest = k.Members.Columns[0]
			}
			i := memberColumn(k, rest)
			if _, taken := cells[c]; !ok || taken || i < 0 || found[i] || lowest(rows, c) == "" {
				continue
			}
			found[i], cells[c] = true, memberCell{0, i}
		}
		if len(found) > 0 {
			return
		}
	}
}

// lowest is the text of the lowest cell that holds any.
func lowest(rows []Row, c int) string {
	for _, r := range slices.Backward(rows) {
		if c < len(r.Cells) && r.Cells[c].Kind != Blank {
			return r.Cells[c].Text
		}
	}
	return ""
}

// memberColumn is the place of a header's column in k.Members.Columns; -1 none.
func memberColumn(k kind.Kind, header string) int {
	i, _, ok := k.Match(header)
	if !ok {
		return -1
	}
	return slices.Index(k.Members.Columns, k.Columns[i].Name)
}

// addMember notes that column c of the sheet holds a member's column.
func (l *layout) addMember(k kind.Kind, c int, cell memberCell) {
	for len(l.members) <= cell.member {
		m := make(member, len(k.Members.Columns))
		for i := range m {
			m[i] = -1
		}
		l.members = append(l.members, m)
	}
	l.members[cell.member][cell.column] = c
	i := columnIndex(k, k.Members.Columns[cell.column])
	l.columns[c] = i
	if l.where[i] < 0 {
		l.where[i] = c
		l.known++
	}
}

// memberCells counts the columns that belong to members.
func (l *layout) memberCells() int {
	n := 0
	for _, m := range l.members {
		for _, c := range m {
			if c >= 0 {
				n++
			}
		}
	}
	return n
}

func columnIndex(k kind.Kind, name string) int {
	return slices.IndexFunc(k.Columns, func(c kind.Column) bool { return c.Name == name })
}

// households lists, for a row of a household, where each of its members stands:
// the columns of the sheet by those of the kind. Who stands twice under one name,
// as a head among the members may, is read once.
func (l *layout) households(k kind.Kind, row Row) [][]int {
	var out [][]int
	head, seen := 0, map[string]string{} // names by the number
	for _, m := range l.members {
		key, called, filled, isHead := "", "", false, false
		where := slices.Clone(l.where)
		for i, name := range k.Members.Columns {
			at := columnIndex(k, name)
			where[at] = m[i]
			if m[i] < 0 || m[i] >= len(row.Cells) || row.Cells[m[i]].Kind == Blank {
				continue
			}
			switch text := strings.ReplaceAll(kind.Clean(row.Cells[m[i]].Text), " ", ""); {
			case name == k.Members.Role:
				isHead = text == k.Members.Head
			case text != "":
				filled = true
				switch k.Columns[at].Type {
				case kind.ID:
					key = strings.ToUpper(text)
				case kind.Name:
					called = text
				}
			}
		}
		name, twice := seen[key]
		if !filled || key != "" && twice && (called == "" || idnumber.SameName(name, called)) {
			continue
		}
		if !twice {
			seen[key] = called
		}
		if isHead {
			head = len(out)
		}
		out = append(out, where)
	}
	for n, where := range out {
		for _, name := range k.Members.OnHead {
			if n != head {
				where[columnIndex(k, name)] = -1
			}
		}
	}
	return out
}

// numbersOfOthers refuses whoever has the resident ID of another member of the
// household: written down along the row, the head's is the one that is repeated.
func numbersOfOthers(k kind.Kind, recs []Record) {
	seen := map[string]bool{}
	for i := range recs {
		for _, name := range k.Members.Columns {
			c := k.Columns[columnIndex(k, name)]
			id := recs[i].Get(name)
			if c.Type != kind.ID || id == "" {
				continue
			}
			if seen[id] {
				recs[i].fail(c, recs[i].Given(name), &kind.Problem{Rule: kind.RuleSyntax, Message: "身份证号和同一户另一个人的一样、姓名不同，请核对是谁的"})
			}
			seen[id] = true
		}
	}
}

// inHousehold fills in what member n of a row is to the head where the row does
// not say: the first is the head.
func (r Record) inHousehold(n int) Record {
	m := r.kind.Members
	if i := columnIndex(*r.kind, m.Role); n == 0 && i >= 0 && r.values[i] == "" {
		r.values[i], r.given[i] = m.Head, m.Head
	}
	return r
}
