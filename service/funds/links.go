package funds

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
)

// The columns of the drawing.
const (
	ColumnOfficials = iota
	ColumnPeople    // and what companies share
	ColumnCompanies
	ColumnLots
)

// LinkNode is somebody or something in the drawing.
type LinkNode struct {
	Column     int
	Text, Note string
	Marked     bool // the project that is asked about, the company that won it, an official, what is shared
}

// Tie says what one node is to another; From and To are positions among the
// nodes. A strong tie is one that a model looks for.
type Tie struct {
	From, To int
	Text     string
	Strong   bool
}

// Links is who stands behind the companies that bid for a project.
type Links struct {
	No, Name string
	On       period.Day // the day that ties are looked at
	Nodes    []LinkNode
	Ties     []Tie
	Left     int // people with a role who tie nothing together
	MoreLots int
}

// mostLots bounds the other projects of the winner, most the rows of a register
// about one project.
const (
	mostLots = 8
	most     = 500
)

// circle is what the registers say around a project.
type circle struct {
	project   model.Project
	bids      []model.Bid
	companies map[string]model.Company
	order     []string // codes: the winner, then the bidders by place
	roles     []model.CompanyRole
	relatives []model.OfficialRelative
	officials []model.Official
	names     map[int64]string
	lots      []model.Project
	shared    map[string]int // by the digest of a telephone or an account: bidders of the whole county
}

// Links draws who stands behind the bidders of a project on the day it was
// awarded. Only inspectors of the county and heads see it, and nobody who has a
// part in it themselves; who looked is recorded.
func (s *Service) Links(ctx context.Context, by actor.Actor, no string) (Links, error) {
	if !by.Is(actor.RoleSupervision, actor.RoleHead) || no == "" {
		return Links{}, errAbsent()
	}
	c, err := s.around(ctx, no)
	if err != nil {
		return Links{}, err
	}
	own, err := recuse.Circle(ctx, s.DB, by)
	if err != nil {
		return Links{}, err
	}
	if c.concerns(own) {
		return Links{}, errAbsent()
	}
	if err := audit.RecordAlone(ctx, s.DB, by, s.clock(), "funds.links", "project:"+no, nil); err != nil {
		return Links{}, fmt.Errorf("funds: links: %w", err)
	}
	return c.draw(), nil
}

// around reads the registers around a project, in nine statements at most.
func (s *Service) around(ctx context.Context, no string) (*circle, error) {
	db := s.DB.WithContext(ctx)
	c := &circle{companies: map[string]model.Company{}, names: map[int64]string{}, shared: map[string]int{}}
	for _, read := range []func(*gorm.DB, string) error{c.readBids, c.readCompanies, c.readPeople, c.readLots, c.readShared} {
		if err := read(db, no); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *circle) readBids(db *gorm.DB, no string) error {
	var found []model.Project
	err := db.Raw("SELECT p.* FROM projects AS p "+loaded("p")+" WHERE p.closed_by = 0 AND p.project_no = ? ORDER BY p.id DESC LIMIT 1", no).Scan(&found).Error
	if err != nil {
		return fmt.Errorf("funds: project: %w", err)
	}
	if len(found) == 0 {
		return errAbsent()
	}
	c.project = found[0]
	err = db.Raw("SELECT d.* FROM bids AS d "+loaded("d")+" WHERE d.closed_by = 0 AND d.project_no = ? ORDER BY d.place = 0, d.place, d.id LIMIT ?", no, most).Scan(&c.bids).Error
	if err != nil {
		return fmt.Errorf("funds: bids: %w", err)
	}
	codes := []string{c.project.WinnerCode}
	for _, b := range c.bids {
		codes = append(codes, b.BidderCode)
	}
	for _, code := range codes {
		if code != "" && !slices.Contains(c.order, code) {
			c.order = append(c.order, code)
		}
	}
	return nil
}

func (c *circle) readCompanies(db *gorm.DB, _ string) error {
	if len(c.order) == 0 {
		return nil
	}
	var rows []model.Company
	if err := db.Raw("SELECT c.* FROM companies AS c "+loaded("c")+" WHERE c.closed_by = 0 AND c.code IN ?", c.order).Scan(&rows).Error; err != nil {
		return fmt.Errorf("funds: companies: %w", err)
	}
	for _, r := range rows {
		c.companies[r.Code] = r
	}
	if err := db.Raw("SELECT r.* FROM company_roles AS r "+loaded("r")+" WHERE r.closed_by = 0 AND r.code IN ? ORDER BY r.id LIMIT ?", c.order, most).Scan(&c.roles).Error; err != nil {
		return fmt.Errorf("funds: roles: %w", err)
	}
	return nil
}

func (c *circle) readPeople(db *gorm.DB, _ string) error {
	var people []int64
	for _, r := range c.roles {
		people = append(people, r.PersonID)
	}
	if len(people) == 0 {
		return nil
	}
	if err := db.Raw("SELECT v.* FROM official_relatives AS v "+loaded("v")+" WHERE v.closed_by = 0 AND v.relative_id IN ? ORDER BY v.id LIMIT ?", people, most).Scan(&c.relatives).Error; err != nil {
		return fmt.Errorf("funds: relatives: %w", err)
	}
	for _, r := range c.relatives {
		people = append(people, r.OfficialID)
	}
	slices.Sort(people)
	people = slices.Compact(people)
	if err := db.Raw("SELECT o.* FROM officials AS o "+loaded("o")+" WHERE o.closed_by = 0 AND o.person_id IN ? ORDER BY o.id LIMIT ?", people, most).Scan(&c.officials).Error; err != nil {
		return fmt.Errorf("funds: officials: %w", err)
	}
	var rows []model.Person
	if err := db.Raw("SELECT id, name FROM people WHERE id IN ?", people).Scan(&rows).Error; err != nil {
		return fmt.Errorf("funds: names: %w", err)
	}
	for _, r := range rows {
		c.names[r.ID] = r.Name
	}
	return nil
}

// readLots reads what else the winner won of the same owner or in the same town.
func (c *circle) readLots(db *gorm.DB, no string) error {
	p := c.project
	if p.WinnerCode == "" {
		return nil
	}
	town := p.VillageCode[:min(9, len(p.VillageCode))]
	err := db.Raw("SELECT p.* FROM projects AS p "+loaded("p")+" WHERE p.closed_by = 0 AND p.winner_code = ? AND p.project_no <> ? AND (p.owner_unit = ? OR p.village_code LIKE ?) ORDER BY COALESCE(p.bid_on, p.contract_on, p.approved_on) DESC, p.id LIMIT ?",
		p.WinnerCode, no, p.OwnerUnit, town+"%", most).Scan(&c.lots).Error
	if err != nil {
		return fmt.Errorf("funds: what else was won: %w", err)
	}
	return nil
}

// readShared counts, over the county, the bidders with each telephone and
// account that bidders of this project share: many have their agent's.
func (c *circle) readShared(db *gorm.DB, _ string) error {
	for _, x := range []struct {
		column string
		of     func(model.Bid) []byte
	}{{"phone_digest", phoneOf}, {"deposit_digest", depositOf}} {
		var digests [][]byte
		for _, g := range c.together(x.of) {
			digests = append(digests, []byte(g.digest))
		}
		if len(digests) == 0 {
			continue
		}
		var rows []struct {
			Digest []byte
			N      int
		}
		err := db.Raw("SELECT d."+x.column+" AS digest, COUNT(DISTINCT d.bidder_code) AS n FROM bids AS d "+loaded("d")+" WHERE d.closed_by = 0 AND d."+x.column+" IN ? GROUP BY d."+x.column, digests).Scan(&rows).Error
		if err != nil {
			return fmt.Errorf("funds: shared by bidders: %w", err)
		}
		for _, r := range rows {
			c.shared[string(r.Digest)] = r.N
		}
	}
	return nil
}

func phoneOf(b model.Bid) []byte   { return b.PhoneDigest }
func depositOf(b model.Bid) []byte { return b.DepositDigest }

// group is what several bidders share.
type group struct {
	digest, tail string
	codes        []string
}

// together groups the bidders by what they share; one alone shares nothing.
func (c *circle) together(of func(model.Bid) []byte) []group {
	var all []group
	for _, b := range c.bids {
		d := string(of(b))
		if d == "" {
			continue
		}
		i := slices.IndexFunc(all, func(g group) bool { return g.digest == d })
		if i < 0 {
			all, i = append(all, group{digest: d}), len(all)
		}
		if !slices.Contains(all[i].codes, b.BidderCode) {
			all[i].codes = append(all[i].codes, b.BidderCode)
		}
	}
	return slices.DeleteFunc(all, func(g group) bool { return len(g.codes) < 2 })
}

// concerns reports whether any of these people is anywhere in the circle.
func (c *circle) concerns(own []int64) bool {
	in := func(id int64) bool { return slices.Contains(own, id) }
	return slices.ContainsFunc(c.roles, func(r model.CompanyRole) bool { return in(r.PersonID) }) ||
		slices.ContainsFunc(c.relatives, func(r model.OfficialRelative) bool { return in(r.OfficialID) || in(r.RelativeID) })
}

// awarded is the day a project was awarded, as near as its dates tell: the one
// that the models look at.
func awarded(p model.Project) period.Day {
	for _, t := range []*time.Time{p.BidOn, p.ContractOn, p.NoticeOn, p.RealStart} {
		if t != nil {
			return period.Stored(*t)
		}
	}
	return period.Stored(p.ApprovedOn)
}

// holds reports whether a half-open stretch of days has a day in it.
func holds(from, to *time.Time, on period.Day) bool {
	return (from == nil || period.Stored(*from) <= on) && (to == nil || on < period.Stored(*to))
}

// bidWords say what a company offered.
func bidWords(b model.Bid) string {
	out := "投标"
	if b.Place > 0 {
		out += fmt.Sprintf("第%d名", b.Place)
	}
	if b.BidFen > 0 {
		out += "，报价" + money.Fen(b.BidFen).Short()
	}
	if b.Rejected {
		out += "，被否决"
	}
	return out
}

// roleWords say what somebody is to a company.
func roleWords(r model.CompanyRole) string {
	if r.ShareMilli > 0 {
		share := fmt.Sprintf("%.2f", float64(r.ShareMilli)/1000)
		for share[len(share)-1] == '0' {
			share = share[:len(share)-1]
		}
		if share[len(share)-1] == '.' {
			share = share[:len(share)-1]
		}
		return r.Role + share + "%"
	}
	return r.Role
}

func (c *circle) companyName(code string) string {
	name := c.companies[code].Name
	if name == "" && code == c.project.WinnerCode {
		name = c.project.WinnerName
	}
	return cmp.Or(name, code)
}
