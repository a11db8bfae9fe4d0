// Package custom holds the models that a county writes itself: typed
// expressions over a person's dossier.
//
// An expression is checked when it is written: unknown words, wrong types and
// items that are not in the catalogue are refused with the place of the
// mistake. It has no loops, no access to anything but the dossier's fields and
// bounded memory, so that none can stop the program. A draft becomes a model
// only when a second person has approved it, and every change is a new version.
package custom

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/fault"
)

// Bounds of an expression.
const (
	maxLength = 2000 // characters
	maxNodes  = 400
	maxMemory = 10_000 // values an evaluation may make
)

// Definition is a model as the county writes it.
type Definition struct {
	Key        string // Z01
	Version    int
	Title      string
	Says       string // what a hit means, in one plain sentence
	Basis      string
	Severity   rule.Severity
	Items      []string // names or categories: only people who received one of them in the last twelve months are asked, and its money is in question
	Registers  []string // KINDs: only people who stand in all of them are asked
	Expression string
	Questions  []string // for the verification sheet
}

// registerFlags are the registers a definition may name.
var registerFlags = map[string]dossier.Flag{
	"rosters": dossier.HasRoster, "deaths": dossier.HasDeath, "officials": dossier.HasOfficial, "relatives": dossier.HasOfficialKin,
	"inmates": dossier.HasInmate, "vehicles": dossier.HasVehicle, "company_roles": dossier.HasRole, "properties": dossier.HasProperty,
	"employment": dossier.HasEmployment, "pensions": dossier.HasPension, "disabilities": dossier.HasDisability,
	"enrolments": dossier.HasEnrolment, "assessments": dossier.HasAssessment, "parcels": dossier.HasParcel, "households": dossier.HasAided, "insurance": dossier.HasInsurance,
}

// Registers lists the KINDs a definition may name.
func Registers() []string {
	out := make([]string, 0, len(registerFlags))
	for k := range registerFlags {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Compile checks a definition and makes a model of it. items are the names of
// the county's items; mistakes are a fault with a message per field.
func Compile(d Definition, items []string) (rule.Model, error) {
	wrong := map[string]string{}
	text(wrong, "title", d.Title, 2, 40, "请写名称，2 至 40 个字")
	text(wrong, "says", d.Says, 4, 200, "请用一句话写明查到了什么，4 至 200 个字")
	text(wrong, "basis", d.Basis, 2, 200, "请写依据，例如文件名和文号")
	known := func(name string) bool { return slices.Contains(items, name) || category(name) != dossier.Other }
	needs := dossier.Flag(0)
	for _, r := range d.Registers {
		f, ok := registerFlags[r]
		if !ok {
			wrong["registers"] = "没有这个登记簿：" + r
		}
		needs |= f
	}
	for _, name := range d.Items {
		if !known(name) {
			wrong["items"] = "没有这个补贴项目：" + name
		}
	}
	if len(d.Items) > 0 {
		needs |= dossier.HasPayout
	}
	p, err := compile(d.Expression, known)
	if err != nil {
		wrong["expression"] = fault.Of(err).Public
	}
	if len(wrong) > 0 {
		return rule.Model{}, fault.Fields(wrong)
	}
	questions := d.Questions
	if len(questions) == 0 {
		questions = []string{"登记簿上的记录是否属于本人、是否仍然有效？", "本人按政策能不能享受？以哪份文件为准？"}
	}
	used := slices.Concat(d.Registers, p.reads)
	if len(d.Items) > 0 {
		used = append(used, "payouts")
	}
	slices.Sort(used)
	used = slices.Compact(used)
	m := rule.Model{
		Key: d.Key, Title: d.Title, Says: d.Says, Default: true, Source: source(d), Basis: []string{d.Basis}, Registers: used, Needs: needs, Questions: questions,
		Evidence: []string{"登记簿原始记录", "申请和审批材料", "发放记录"},
		Traps:    []rule.Trap{{Key: "same-name", Text: "身份证号相同、姓名不同的记录不参加比对"}},
	}
	m.Bind = func(rule.Values) rule.Check { return rule.Check{Person: p.check(d, used)} }
	return m, nil
}

// source is everything that decides what a definition finds.
func source(d Definition) string {
	return strings.Join([]string{d.Expression, strings.Join(d.Items, "、"), strings.Join(d.Registers, "、"), d.Severity.String()}, "\n")
}

func text(wrong map[string]string, field, value string, least, most int, message string) {
	if n := utf8.RuneCountInString(strings.TrimSpace(value)); n < least || n > most {
		wrong[field] = message
	}
}

func category(name string) dossier.Category {
	for _, c := range dossier.Categories() {
		if c.String() == name {
			return c
		}
	}
	return dossier.Other
}

// program is a checked expression and the fields it names.
type program struct {
	code  *vm.Program
	fill  []filler
	reads []string // KINDs that its words come from
}

// compile checks an expression; the error is for whoever wrote it.
func compile(source string, known func(string) bool) (*program, error) {
	source = strings.TrimSpace(source)
	if source == "" {
		return nil, fault.New(fault.Invalid, "请写条件，例如 年龄 >= 60 and 领取(\"高龄津贴\") == 0")
	}
	if utf8.RuneCountInString(source) > maxLength {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("条件太长了，请不要超过 %d 个字", maxLength))
	}
	tree, err := parser.Parse(source)
	if err != nil {
		return nil, spell(err)
	}
	look := &visitor{known: known}
	ast.Walk(&tree.Node, look)
	if look.wrong != "" {
		return nil, fault.New(fault.Invalid, look.wrong)
	}
	code, err := expr.Compile(source, expr.Env(env{}), expr.AsBool(), expr.DisableAllBuiltins(), expr.MaxNodes(maxNodes), expr.Timezone("UTC"))
	if err != nil {
		return nil, spell(err)
	}
	typed, join := code.Node(), &joins{}
	if ast.Walk(&typed, join); join.found {
		return nil, fault.New(fault.Invalid, "文字不能相加，请分开比较，用 and 或 or 连起来")
	}
	p := &program{code: code}
	for _, f := range fillers {
		if slices.Contains(look.names, f.Name) {
			p.fill = append(p.fill, f)
		}
	}
	for _, name := range look.names {
		p.reads = append(p.reads, sources[name]...)
	}
	return p, nil
}

// visitor collects the names an expression uses and refuses what has no
// meaning here: loops over lists, ranges that could be long, items nobody has,
// remainders, which fail for whoever has none of what is divided by.
type visitor struct {
	known func(string) bool
	names []string
	wrong string
}

// Visit looks at one node.
func (v *visitor) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		if n.Value == "$env" {
			v.wrong = plainWords
		}
		v.names = append(v.names, n.Value)
	case *ast.CallNode:
		name, _ := n.Callee.(*ast.IdentifierNode)
		if name == nil || (name.Value != "领取" && name.Value != "次数" && name.Value != "在册") {
			v.wrong = "只能用 领取、次数、在册 这三个函数"
			return
		}
		item, ok := one(n.Arguments)
		if !ok || !v.known(item) {
			v.wrong = name.Value + "(…) 里请写一个补贴项目的名称或类别，并加引号，例如 " + name.Value + "(\"农村低保\")"
		}
	case *ast.BinaryNode:
		if n.Operator == ".." || n.Operator == "matches" || n.Operator == "**" || n.Operator == "^" || n.Operator == "%" {
			v.wrong = "条件里不能用 " + n.Operator
		}
	case *ast.BuiltinNode, *ast.PredicateNode, *ast.PointerNode, *ast.MapNode, *ast.VariableDeclaratorNode, *ast.MemberNode:
		v.wrong = plainWords
	}
}

const plainWords = "条件里只能用字段、数字、文字、比较和 and、or、not"

// joins finds texts that are put together: no condition needs one, and hundreds
// of them cost memory for every person of the county.
type joins struct{ found bool }

// Visit looks at one node, which has its type by now.
func (j *joins) Visit(node *ast.Node) {
	n, ok := (*node).(*ast.BinaryNode)
	j.found = j.found || ok && n.Operator == "+" && n.Type().Kind() == reflect.String
}

func one(args []ast.Node) (string, bool) {
	if len(args) != 1 {
		return "", false
	}
	s, ok := args[0].(*ast.StringNode)
	if !ok {
		return "", false
	}
	return s.Value, true
}

// spell puts a mistake into words, with its place.
func spell(err error) error {
	if strings.Contains(err.Error(), "expected bool") {
		return fault.Wrap(fault.Invalid, "条件的结果要是“是”或“否”，例如 年龄 >= 60", err)
	}
	where := ""
	if fe, ok := errors.AsType[*file.Error](err); ok {
		where = fmt.Sprintf("第 %d 个字附近：", fe.Column+1)
		switch m := fe.Message; {
		case strings.HasPrefix(m, "unknown name "):
			return fault.Wrap(fault.Invalid, where+"没有“"+strings.TrimPrefix(m, "unknown name ")+"”这个字段，请从字段表里选", err)
		case strings.Contains(m, "mismatched types"), strings.Contains(m, "invalid operation"):
			return fault.Wrap(fault.Invalid, where+"两边不是同一类，例如数字不能和文字比较", err)
		}
	}
	return fault.Wrap(fault.Invalid, where+"看不懂这个条件，请检查括号、引号和 and、or、not", err)
}
