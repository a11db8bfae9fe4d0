package templates

import "slices"

// Reach says how far the data go that a page rests on. The zero value shows nothing.
type Reach struct {
	Plain string // for villagers and on paper: 数据截至2026年11月20日
	Rows  []Fact // for the office: 一卡通发放明细, 2026年11月20日
	Rest  []Fact // more of them, folded away
}

// Of the kinds of data that pages rest on, these stand together often.
var (
	// compared is what the comparison reads: what rests on findings rests on all of it.
	compared = []string{
		"payouts", "rosters", "residents", "deaths", "inmates", "officials", "relatives", "vehicles", "companies", "company_roles", "properties", "employment", "pensions", "disabilities", "enrolments",
		"assessments", "parcels", "households", "indicators", "insurance", "subsidies", "funds", "projects", "project_funds", "project_progress", "bids",
	}
	assured = []string{"households", "indicators", "insurance", "enrolments", "residents"}
	works   = []string{"projects", "project_funds", "project_progress"}
	kin     = []string{"officials", "relatives"}
)

// rests says of each page which kinds of data it rests on, the weightiest first:
// the page says how far they go. A page that is missing here says it in its own
// words or rests on none, and a test wants to know which and why.
var rests = map[string][]string{
	"citizen/confirm.html":       {"payouts"},
	"citizen/entitled.html":      {"policies", "payouts", "residents"},
	"citizen/home.html":          {"payouts"},
	"citizen/kiosk_money.html":   {"payouts"},
	"citizen/payouts.html":       {"payouts"},
	"citizen/policies.html":      {"policies"},
	"citizen/policy.html":        {"policies"},
	"citizen/project.html":       works,
	"citizen/projects.html":      works,
	"citizen/question.html":      {"payouts", "rosters"},
	"citizen/village_board.html": {"payouts", "projects", "project_progress", "project_funds"},
	"citizen/village_list.html":  {"payouts"},

	"office/answers.html":             {"payouts"},
	"office/answers_list.html":        {"payouts"},
	"office/board_letters.html":       {"payouts", "residents"},
	"office/board_letters_print.html": {"payouts"},
	"office/board_sheet_print.html":   {"payouts", "projects", "project_progress", "project_funds"},
	"office/counter_slip.html":        {"payouts"},
	"office/field.html":               {"projects"},
	"office/fieldcheck.html":          works,
	"office/fieldcheck_new.html":      {"projects"},
	"office/fieldchecks.html":         {"projects"},
	"office/fieldplan.html":           {"projects"},
	"office/fieldplans.html":          {"projects"},
	"office/filing.html":              works,
	"office/filing_sheet.html":        {"projects"},
	"office/filings.html":             works,
	"office/findings.html":            compared,
	"office/funds.html":               {"funds", "payouts", "project_funds", "projects"},
	"office/funds_links.html":         {"bids", "companies", "company_roles", "officials", "relatives", "projects"},
	"office/funds_way.html":           {"funds", "payouts", "project_funds", "projects"},
	"office/household.html":           append([]string{"rosters", "payouts"}, assured...),
	"office/household_visit.html":     assured,
	"office/inquiries.html":           {"payouts"},
	"office/inquiry.html":             {"payouts"},
	"office/kinship_search.html":      kin,
	"office/kinship_unit.html":        kin,
	"office/ledger.html":              compared,
	"office/livelihood.html":          assured,
	"office/livelihood_task.html":     assured,
	"office/livelihood_tasks.html":    assured,
	"office/matching.html":            {"residents"},
	"office/models.html":              compared,
	"office/own_model.html":           compared,
	"office/own_model_form.html":      compared,
	"office/own_models.html":          compared,
	"office/payouts.html":             {"payouts"},
	"office/prepayment.html":          compared,
	"office/prepayments.html":         compared,
	"office/project_question.html":    works,
	"office/project_questions.html":   {"projects"},
	"office/projects.html":            works,
	"office/recusal.html":             {"officials", "relatives", "residents"},
	"office/remark.html":              {"payouts", "residents"},
	"office/remark_form.html":         {"payouts", "residents"},
	"office/remarks.html":             {"payouts", "residents"},
	"office/residents.html":           {"residents"},
	"office/runs.html":                compared,
	"office/statistics.html":          compared,
}

// Rests lists the kinds of data that the page rests on, the weightiest first.
func (p Page[T]) Rests() []string { return rests[p.file] }

// Kinds lists every kind of data that some page rests on.
func Kinds() []string {
	var out []string
	for _, kinds := range rests {
		for _, k := range kinds {
			if !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	slices.Sort(out)
	return out
}
