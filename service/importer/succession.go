package importer

import (
	"cmp"
	"slices"
)

// Succession says how the rows of a register replace one another: a row of a
// later batch replaces those of the same key.
type Succession struct {
	Kind  string
	Table string
	Key   []string // columns
}

// Successions lists the registers whose rows replace one another, by kind, for
// whoever has to know which rows held at an earlier time.
func Successions() []Succession {
	out := []Succession{residentsRegister.of("residents"), subsidiesRegister.of("subsidies"), policiesRegister.of("policies"), projectsRegister.of("projects")}
	for kind, r := range map[string]register{
		"rosters": rostersKind.register, "officials": officialsKind.register, "relatives": relativesKind.register, "deaths": deathsKind.register, "inmates": inmatesKind.register,
		"vehicles": vehiclesKind.register, "companies": companiesKind.register, "company_roles": companyRolesKind.register, "properties": propertiesKind.register,
		"employment": employmentKind.register, "pensions": pensionsKind.register, "disabilities": disabilitiesKind.register, "enrolments": enrolmentsKind.register,
		"assessments": assessmentsKind.register, "parcels": parcelsKind.register, "households": householdsKind.register, "indicators": indicatorsKind.register,
		"insurance": insuranceKind.register, "field_checks": fieldChecksKind.register, "funds": fundsKind.register, "project_funds": projectFundsKind.register, "bids": bidsKind.register,
	} {
		out = append(out, r.of(kind))
	}
	slices.SortFunc(out, func(a, b Succession) int { return cmp.Compare(a.Kind, b.Kind) })
	return out
}

func (r register) of(kind string) Succession { return Succession{kind, r.table, slices.Clone(r.key)} }
