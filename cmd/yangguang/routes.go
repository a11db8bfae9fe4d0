package main

import (
	"crypto/rand"
	"slices"

	"github.com/gin-gonic/gin"

	"yangguang/handler/citizen"
	"yangguang/handler/office"
	"yangguang/handler/web"
	"yangguang/service/comparison/custom"
	"yangguang/service/desk"
	"yangguang/service/gateway/cache"
	"yangguang/service/kernel/period"
)

// mountOffice adds every page of the office. What a role sees in the side bar
// follows from the same tables.
func (p *program) mountOffice(router *gin.Engine) {
	access := office.NewAccess()
	p.front.Menu = access.Menu
	r := router.Group("/", p.front.LoadStaff())
	for _, group := range p.officeRoutes(access) {
		access.Add(group)
		p.front.Mount(r, group)
	}
}

// officeRoutes are the tables of all office pages.
func (p *program) officeRoutes(access *office.Access) [][]web.Route {
	waits := desk.New(p.now, p.desks()...)
	return slices.Concat(p.siteRoutes(), p.boardRoutes(), [][]web.Route{
		office.NewSignIn(p.front, p.accounts, p.cfg.Organ).Routes(),
		office.NewHome(p.front, access, p.now, waits).Routes(),
		office.NewTasks(p.front, waits).Routes(),
		office.NewStaff(p.front, p.accounts).Routes(),
		office.NewLocks(p.front, p.accounts).Routes(),
		office.NewParameters(p.front, p.parameters).Routes(),
		office.NewAudit(p.front, p.trail).Routes(),
		office.NewVillage(p.front, p.villages).Routes(),
		office.NewRemarks(p.front, p.villages).Routes(),
		office.NewRelatives(p.front, p.identity).Routes(),
		office.NewRecusals(p.front, p.recusals, p.lookup).Routes(),
		office.NewPetitions(p.front, p.complaints, p.lookup, p.parameters, p.now).Exits(p.offices, p.complaints, p.doors, p.publicPage("/h5/receipt")).Routes(),
		office.NewOutside(p.front, p.offices, p.complaints).Routes(),
		office.NewDoors(p.front, p.doors).Routes(),
		office.NewWordings(p.front, p.complaints).Routes(),
		office.NewFindings(p.front, p.findings, p.comparison, p.lookup, p.cfg.Organ).Routes(),
		office.NewLivelihood(p.front, p.livelihood, p.lookup).Routes(),
		office.NewInquiries(p.front, p.receive).Routes(),
		office.NewMeetings(p.front, p.meetings, p.cfg.Organ, p.now).Routes(),
		office.NewBurden(p.front, p.burden, p.now).Routes(),
		office.NewModels(p.front, p.findings, p.comparison).Routes(),
		office.NewOwnModels(p.front, custom.New(p.db, p.log, p.now), p.comparison).Routes(),
		office.NewRuns(p.front, p.comparison).Routes(),
		office.NewMatrix(p.front, p.comparison).Routes(),
		office.NewLedgers(p.front, p.findings, p.lookup, p.now).Routes(),
		office.NewCasework(p.front, p.casework, p.parameters, p.lookup, p.cfg.Organ).Routes(),
		office.NewStatistics(p.front, access, p.figures, p.now).Routes(),
		office.NewDeadlines(p.front, p.deadlines, p.now).Routes(),
		office.NewImports(p.front, p.imports, p.now).Routes(),
		office.NewPrepayments(p.front, p.lists).Routes(),
		office.NewFunds(p.front, access, p.funds, p.lookup, func() string { return period.Here(p.now()).String() }).Routes(),
		office.NewFieldchecks(p.front, p.fieldwork, p.lookup).Routes(),
		office.NewKinship(p.front, p.kinship).Routes(),
		office.NewVoluntary(p.front, p.voluntary, p.cfg.Organ).Routes(),
		office.NewCoverage(p.front, p.coverage).Routes(),
		office.NewMatching(p.front, p.matching).Routes(),
	})
}

// mountCitizen adds every page of the villagers.
func (p *program) mountCitizen(router *gin.Engine) {
	pages := citizen.NewLookup(citizen.Options{
		Front: p.front, Identity: p.identity, Lookup: p.lookup, Projects: p.projects, Inbox: p.notify, Notices: p.casework, Looks: p.counter,
		Boards: p.questions, Sites: p.filings,
		Waits:   citizen.Waits{Payments: p.receive.Unanswered, Bank: p.receive.Answered, Questions: p.findings.ToAnswer, Returns: p.casework.ToConfirm, Results: p.complaints.ToRate},
		Limiter: cache.NewLimiter(p.redis, p.people), Number: p.parameters.Number, Now: p.now,
		Office: citizen.Office{Organ: p.cfg.Organ, Hotline: p.cfg.Hotline, Address: p.cfg.Address, Hours: p.cfg.Hours, Retention: "按档案管理规定保存"},
	})
	pages.Routes(router)
	p.mountAsking(router, pages)
	p.mountBoards(router, pages)
	citizen.NewQuestions(pages, p.findings, p.cfg.Hotline, p.now).Routes(router)
	citizen.NewConfirm(pages, p.receive, p.cfg.Hotline).Routes(router)
	citizen.NewEntitled(pages, p.entitlements(), p.cfg.Hotline).Routes(router)
	citizen.NewReturns(pages, p.casework, p.cfg.Hotline).Routes(router)
	address := ""
	if p.cfg.PublicURL != nil {
		address = p.cfg.PublicURL.JoinPath("/h5/progress").String()
	}
	citizen.NewComplaints(citizen.ComplaintOptions{
		Front: p.front, Complaints: p.complaints, Registers: p.lookup, Works: p.projects, Profiles: p.identity, Tickets: p.journal,
		Limiter: cache.NewForgetful(p.now), Token: rand.Text, Hotline: p.cfg.Hotline, Address: address,
		Doors: p.doors, ReceiptPage: p.publicPage("/h5/receipt"),
	}).Routes(router)
	p.mountReceipts(router)
}

// mountReceipts adds the pages that check receipts and say whose a matter is.
func (p *program) mountReceipts(router *gin.Engine) {
	limiter := cache.NewForgetful(p.now) // whoever checks a receipt may have sent it in without a name
	if p.complaints.Signer == nil {
		citizen.NewReceipts(p.front, nil, p.doors, limiter, p.cfg.Hotline).Routes(router)
		return
	}
	citizen.NewReceipts(p.front, p.complaints.Signer, p.doors, limiter, p.cfg.Hotline).Routes(router)
}

// publicPage is the address of a villagers' page; "" while the county has none.
func (p *program) publicPage(path string) string {
	if p.cfg.PublicURL == nil {
		return ""
	}
	return p.cfg.PublicURL.JoinPath(path).String()
}
