package rule_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"yangguang/service/comparison/rule"
)

// readers are the ways to each register in a snapshot.
var readers = map[string]string{
	"rosters": "RostersOf MembersOf HouseholdsNamed HouseholdPayouts Rosters AidedMembers", "deaths": "DeathsOf DiedOn Deaths", "officials": "OfficialsOf Officials",
	"relatives": "Declared DeclaredBy Relatives", "inmates": "InmatesOf Inmates", "vehicles": "VehiclesOf Vehicles", "company_roles": "RolesOf RolesIn Roles", "companies": "Companies",
	"properties": "PropertiesOf Properties", "employment": "EmploymentOf Employment", "pensions": "PensionsOf Pensions", "disabilities": "DisabilitiesOf Disabilities",
	"enrolments": "EnrolmentsOf Enrolments", "assessments": "AssessmentsOf Assessments", "parcels": "ParcelsOf ParcelsOfHousehold Parcels", "households": "AidedOf Aided AidedMembers",
	"indicators": "IndicatorsOf Indicators", "insurance": "InsuranceOf Insurance", "funds": "Funds", "projects": "Projects WonBy", "project_funds": "FundsOf ProjectFunds",
	"project_progress": "ProgressOf Progress", "bids": "BidsOf Bids", "field_checks": "FieldChecksOf FieldChecks", "subsidies": "Standard Standards",
	"residents": "Registered ResidencesOf Residences HomeYears AidedMembers", "payouts": "PayoutsOf Payouts AccountRows HouseholdPayouts HomeYears",
}

// TestAModelReadsOnlyWhatItDeclares follows each model through the source of
// this package to the registers it reads in a snapshot: all of them are named
// by it, so that it can be held back where one is missing or old.
func TestAModelReadsOnlyWhatItDeclares(t *testing.T) {
	t.Parallel()
	c := newReading(t)
	pkg := c.check("yangguang/service/comparison/rule", ".")
	for _, m := range rule.Models() {
		declared := slices.Concat(m.Registers, m.Leans, m.Also)
		if strings.HasPrefix(m.Key, "S") {
			declared = append(declared, "payouts")
		}
		for i, k := range declared {
			if readers[k] == "" {
				t.Errorf("%s declares %s, which is no register", m.Key, k)
			}
			if slices.Contains(declared[:i], k) {
				t.Errorf("%s declares %s twice", m.Key, k)
			}
		}
		read := c.reads(pkg.Scope().Lookup(strings.ToLower(m.Key)), map[types.Object]bool{})
		if len(read) == 0 {
			t.Errorf("%s reads nothing: the test is blind", m.Key)
		}
		for _, k := range read {
			if !slices.Contains(declared, k) {
				t.Errorf("%s reads %s and does not declare it", m.Key, k)
			}
		}
	}
}

// reading is the source of the rules, typed as far as the snapshot.
type reading struct {
	t     *testing.T
	set   *token.FileSet
	info  *types.Info
	known map[string]*types.Package
	of    map[string]string // a reader's register, by name
	nodes map[types.Object]ast.Node
}

func newReading(t *testing.T) *reading {
	t.Helper()
	c := &reading{t: t, set: token.NewFileSet(), info: &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}},
		known: map[string]*types.Package{}, of: map[string]string{}, nodes: map[types.Object]ast.Node{}}
	for kind, names := range readers {
		for n := range strings.FieldsSeq(names) {
			c.of[n] += " " + kind
		}
	}
	return c
}

// Import gives the snapshot's package from its source, and of all others only
// that they are there.
func (c *reading) Import(path string) (*types.Package, error) {
	if c.known[path] == nil {
		if strings.HasSuffix(path, "/dossier") {
			c.known[path] = c.check(path, "../dossier")
		} else {
			c.known[path] = types.NewPackage(path, path[strings.LastIndex(path, "/")+1:])
			c.known[path].MarkComplete()
		}
	}
	return c.known[path], nil
}

func (c *reading) check(path, dir string) *types.Package {
	c.t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		c.t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(c.set, name, nil, 0)
		if err != nil {
			c.t.Fatal(err)
		}
		files = append(files, f)
	}
	if len(files) == 0 {
		c.t.Fatalf("no source in %s", dir)
	}
	conf := types.Config{Importer: c, Error: func(error) {}} // of what the other packages hold nothing is known
	pkg, _ := conf.Check(path, c.set, files, c.info)
	for _, f := range files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				c.nodes[c.info.Defs[d.Name]] = d
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if v, ok := s.(*ast.ValueSpec); ok {
						for _, n := range v.Names {
							c.nodes[c.info.Defs[n]] = v
						}
					}
				}
			}
		}
	}
	return pkg
}

// reads lists the registers that what is declared as o reads, itself or through
// what it uses.
func (c *reading) reads(o types.Object, seen map[types.Object]bool) (out []string) {
	if o == nil || seen[o] || c.nodes[o] == nil {
		return nil
	}
	seen[o] = true
	ast.Inspect(c.nodes[o], func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		switch used := c.info.Uses[id]; {
		case used == nil || used.Pkg() == nil:
		case used.Pkg().Name() == "rule":
			out = append(out, c.reads(used, seen)...)
		case used.Pkg().Name() == "dossier" && c.ofSnapshot(used):
			out = append(out, strings.Fields(c.of[used.Name()])...)
		}
		return true
	})
	return out
}

// ofSnapshot tells the snapshot's own fields, and functions, from the fields of
// a record, which may have the name of a reader.
func (c *reading) ofSnapshot(o types.Object) bool {
	v, field := o.(*types.Var)
	if !field {
		return true
	}
	for _, name := range []string{"Snapshot", "Item"} {
		of := o.Pkg().Scope().Lookup(name).Type().Underlying().(*types.Struct) //nolint:errcheck,forcetypeassert // they are structs
		for i := range of.NumFields() {
			if of.Field(i) == v {
				return true
			}
		}
	}
	return false
}
