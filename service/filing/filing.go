// Package filing takes down how a project goes, from its owner, stage by stage 备案监督.
//
// A stage opens when the one before it is filed with its documents and days;
// days that run backwards are refused. What is filed becomes a row of the same
// registers that files bring, through a batch of one row, so there is no second
// truth: this package keeps only who filed it and when, the documents, and what
// no register has a column for. Documents are kept sealed, as they came, with
// their digest; whoever looks at one is recorded, and drawn into a picture. A PDF
// carries no mark of its own: the page that shows it does, and who takes one away
// is recorded.
package filing

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/picture"
)

// Files keeps uploaded content sealed; rows are added inside the transaction
// of the deed.
type Files interface {
	Write(content []byte, f model.File) (model.File, error)
	Add(tx *gorm.DB, f *model.File) error
	Read(f model.File) ([]byte, error)
	Remove(f model.File) error
}

// Row is one row of a register that a step files.
type Row struct {
	Kind   string // KIND of the data set contract
	Title  string
	Filing string // the step it belongs to
	Bureau string
	Values map[string]string // by column
}

// Registers takes a row into a register inside the caller's transaction and
// gives the batch it is in.
type Registers interface {
	Enter(tx *gorm.DB, by actor.Actor, r Row) (batch int64, err error)
}

// Warning is an open finding about a project.
type Warning struct {
	ID                     int64
	ProjectNo, Number      string
	Model, Title, Sentence string
	Severity               int // 0 蓝 … 3 红
	Status, Target         string
	Due                    *time.Time
	Figures                [][2]string // of the record that made it
	Source                 string      // the file or filing and row it came from
	Held                   string
	Dispatched, Answered   bool
	Mending                bool // reviewed; what was ordered is not mended yet
	Standing               bool // the registers bear it out no more, and nobody reviewed it yet
	MayAnswer              bool // whoever asked answers it
	Inside                 bool // whoever asked reads what becomes of findings
}

// Warnings gives the open findings about projects that somebody may see; no is
// "" for all projects.
type Warnings interface {
	OfProjects(ctx context.Context, by actor.Actor, no string) ([]Warning, error)
}

// Deps is what the service is made of.
type Deps struct {
	DB        *gorm.DB
	Files     Files
	Registers Registers
	Warnings  Warnings
	// Tender says of a project whether it has to be put to tender.
	Tender func(ctx context.Context) (func(model.Project) bool, error)
	Number func(ctx context.Context, name string, standard int) (int, error) // the county's numbers
	Now    func() time.Time
}

// Service is the capability. Make it with New.
type Service struct {
	Deps
	photos *picture.Turns
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d, photos: picture.NewTurns()} }

func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.Now()) }

func (s *Service) limits(ctx context.Context) (Limits, error) {
	l := Standard
	for _, n := range []struct {
		name string
		into *int
	}{
		{ParamAllocate, &l.Allocate}, {ParamContract, &l.Contract}, {ParamReport, &l.Report}, {ParamAccept, &l.Accept}, {ParamSettle, &l.Settle},
		{ParamHandover, &l.Handover}, {ParamSoon, &l.Soon},
	} {
		v, err := s.Number(ctx, n.name, *n.into)
		if err != nil {
			return l, fmt.Errorf("parameter %s: %w", n.name, err)
		}
		*n.into = v
	}
	return l, nil
}

func errAbsent() error {
	return fault.New(fault.NotFound, "没有找到这个项目，请从项目列表里选")
}

func stale() error {
	return fault.New(fault.Conflict, "这个项目刚刚有人填报过，请刷新页面看看再填")
}

// object names a project in the audit chain.
func object(no string) string { return "filing:" + no }

// scope is the part of the projects that somebody sees, over the alias p:
// inspectors of the county all, of a town the town's, a bureau those it is in
// charge of or builds itself, a cadre those that the village committee builds.
func (s *Service) scope(ctx context.Context, by actor.Actor) (where string, args []any, err error) {
	switch {
	case by.Is(actor.RoleSupervision, actor.RoleHead):
		return "1 = 1", nil, nil
	case by.Is(actor.RoleTownInspector) && by.Division != "":
		return "p.village_code LIKE ?", []any{actor.DivisionPrefix(by.Division) + "%"}, nil
	case by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) && by.Bureau != "":
		where, args = bureaus.Where("p.bureau", by.Bureau)
		where, args = "("+where+" OR p.owner_unit = ?)", append(args, by.Bureau)
		if by.Division != "" {
			where, args = where+" AND p.village_code LIKE ?", append(args, actor.DivisionPrefix(by.Division)+"%")
		}
		return where, args, nil
	case by.Is(actor.RoleVillageCadre) && by.Division != "":
		name, err := s.villageName(ctx, by.Division)
		if err != nil {
			return "", nil, err
		}
		like := "%" + page.LikeEscape(bare(name)) + "%"
		return "p.village_code = ? AND p.owner_unit LIKE ? ESCAPE '!' AND (p.owner_unit LIKE '%委员会' OR p.owner_unit LIKE '%委会')", []any{by.Division, like}, nil
	}
	return "", nil, errAbsent()
}

// Scope is the part of the projects that somebody sees, over the alias p, for
// what else is asked of whoever files a project.
func (s *Service) Scope(ctx context.Context, by actor.Actor) (where string, args []any, err error) {
	return s.scope(ctx, by)
}

// Owns reports whether whoever sees a project may file it.
func (*Service) Owns(by actor.Actor) bool { return owns(by) }

// owns reports whether whoever sees a project may file it.
func owns(by actor.Actor) bool { return by.Is(actor.RoleBureauOfficer, actor.RoleVillageCadre) }

// bare is a village's name without what kind of place it is: 四联村委会 and
// 四联村民委员会 are one committee.
func bare(name string) string {
	for _, tail := range []string{"村民委员会", "居民委员会", "村委会", "居委会", "社区", "村"} {
		if cut, ok := strings.CutSuffix(name, tail); ok && cut != "" {
			return cut
		}
	}
	return name
}

func (s *Service) villageName(ctx context.Context, code string) (string, error) {
	found, err := gorm.G[model.Division](s.DB).Select("name").Where("code = ?", code).Limit(1).Find(ctx)
	if err != nil {
		return "", fmt.Errorf("village: %w", err)
	}
	if len(found) == 0 {
		return "", errAbsent()
	}
	return found[0].Name, nil
}
