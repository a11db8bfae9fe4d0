// Package lookup answers what villagers may look up: their own payouts and
// those of their household and of relatives who agreed, the public list of a
// village, policies, and the county's towns and villages.
//
// What a person may not see does not exist for them: whose payouts are read is
// part of the query and not a check afterwards. The public list holds what the
// notice on the village's wall holds and nothing else. How often things are
// looked up is counted, never by whom.
package lookup

import (
	"context"
	"time"

	"gorm.io/gorm"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Number gives the value of a dated parameter, or standard where the county
// has set none.
type Number func(ctx context.Context, name string, standard int) (int, error)

// The parameters of this package and their values until the county sets others.
const (
	ParamListMonths = "villagelist.months"
	ParamListPages  = "villagelist.pages"

	standardListMonths = 12
	standardListPages  = 25
)

// Options are what the service needs.
type Options struct {
	DB     *gorm.DB
	People *seal.Box
	Number Number // nil: the standard values
	Now    func() time.Time
}

// Service is safe for use by several goroutines.
type Service struct {
	db     *gorm.DB
	people *seal.Box
	number Number
	now    func() time.Time

	divisions aged[struct{}, *Tree]
	catalog   aged[struct{}, *catalog]
	lists     aged[string, []ListItem]
	masked    aged[int64, string]
	counts    counts
}

// How long what rarely changes may be shown from memory, and how much of it is kept.
const (
	divisionsAge = 5 * time.Minute
	catalogAge   = time.Minute
	listsAge     = 5 * time.Minute
	maskedAge    = time.Hour
	villagesKept = 2_000
	maskedKept   = 20_000
)

// New makes the service.
func New(o Options) *Service {
	if o.Number == nil {
		o.Number = func(_ context.Context, _ string, standard int) (int, error) { return standard, nil }
	}
	s := &Service{db: o.DB, people: o.People, number: o.Number, now: o.Now}
	s.divisions = aged[struct{}, *Tree]{now: o.Now, age: divisionsAge, most: 1}
	s.catalog = aged[struct{}, *catalog]{now: o.Now, age: catalogAge, most: 1}
	s.lists = aged[string, []ListItem]{now: o.Now, age: listsAge, most: villagesKept}
	s.masked = aged[int64, string]{now: o.Now, age: maskedAge, most: maskedKept}
	return s
}

func (s *Service) instant() time.Time { return s.now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.now()) }

// Words said in more than one place.
var (
	errNotFound = fault.New(fault.NotFound, "没有找到这条记录")
	errVillage  = fault.New(fault.NotFound, "没有找到这个村，请从村名列表里选")
	errUnbound  = fault.New(fault.Unauthenticated, "请先绑定本人身份，再来查看")
	errSnapshot = fault.New(fault.Forbidden, "您现在看到的是微信的快照页，不能查看个人记录。请点页面上的“使用完整服务”，或从公众号菜单重新进入")
)
