package recuse

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
)

// mostOwned bounds the accounts and projects around one member of staff.
const mostOwned = 2000

// Interest is what lies around a member of staff, whose business it is not to
// look at or decide about it: the people of the Circle, the accounts that their
// money went to, and the projects that companies of theirs won or bid for.
type Interest struct {
	People   []int64
	Accounts [][]byte
	Projects []string
}

// InterestOf reads what lies around a member of staff. A role in a company that
// is over counts as well: hiding costs a second look, showing costs more.
func InterestOf(ctx context.Context, db *gorm.DB, by actor.Actor) (Interest, error) {
	own, err := Circle(ctx, db, by)
	if err != nil || len(own) == 0 {
		return Interest{}, err
	}
	out := Interest{People: own}
	db = db.WithContext(ctx)
	err = db.Raw("SELECT account_digest FROM payouts WHERE person_id IN ? AND account_digest IS NOT NULL UNION SELECT account_digest FROM rosters WHERE person_id IN ? AND account_digest IS NOT NULL LIMIT ?",
		own, own, mostOwned).Scan(&out.Accounts).Error
	if err != nil {
		return out, fmt.Errorf("own accounts: %w", err)
	}
	err = db.Raw("SELECT j.project_no FROM projects j JOIN company_roles c ON c.code = j.winner_code WHERE c.person_id IN ? AND "+Loaded("c")+
		" UNION SELECT d.project_no FROM bids d JOIN company_roles c ON c.code = d.bidder_code WHERE c.person_id IN ? AND "+Loaded("c")+" LIMIT ?", own, own, mostOwned).Scan(&out.Projects).Error
	if err != nil {
		return out, fmt.Errorf("own projects: %w", err)
	}
	return out, nil
}

// Findings is the condition that leaves out the findings about any of it, or
// with records of its people; table is the name or alias of the table findings
// in the statement.
func (i Interest) Findings(table string) (where string, args []any) {
	where = "1 = 1"
	add := func(w string, v ...any) { where, args = where+" AND "+w, append(args, v...) }
	if len(i.People) > 0 {
		add(table+".person_id NOT IN ?", i.People)
		add(table+".id NOT IN (SELECT finding_id FROM finding_evidence WHERE person_id IN ?)", i.People)
	}
	if len(i.Accounts) > 0 {
		add("("+table+".subject_digest IS NULL OR "+table+".subject_digest NOT IN ?)", i.Accounts)
	}
	if len(i.Projects) > 0 {
		add("("+table+".subject_kind <> ? OR "+table+".subject_no NOT IN ?)", model.SubjectProject, i.Projects)
	}
	return where, args
}

// Foreign is the condition that leaves out the projects of it; column holds a
// project's number.
func (i Interest) Foreign(column string) (where string, args []any) {
	if len(i.Projects) == 0 {
		return "1 = 1", nil
	}
	return column + " NOT IN ?", []any{i.Projects}
}

// Owns reports whether a project is of it.
func (i Interest) Owns(no string) bool { return slices.Contains(i.Projects, no) }
