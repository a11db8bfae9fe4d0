package main

import (
	"context"

	"github.com/gin-gonic/gin"

	"yangguang/handler/citizen"
	"yangguang/handler/office"
	"yangguang/handler/web"
	"yangguang/service/gateway/cache"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/notify"
)

// mountOffice adds every page of the office. What a role sees in the side bar
// follows from the same tables.
func (p *program) mountOffice(router *gin.Engine) {
	access := office.NewAccess()
	p.front.Menu = access.Menu
	r := router.Group("/", p.front.LoadStaff())
	for _, group := range [][]web.Route{
		office.NewSignIn(p.front, p.accounts, p.cfg.Organ).Routes(),
		office.NewHome(p.front, access, p.now, p.accounts, p.parameters, p.villages, p.imports).Routes(),
		office.NewStaff(p.front, p.accounts).Routes(),
		office.NewLocks(p.front, p.accounts).Routes(),
		office.NewParameters(p.front, p.parameters).Routes(),
		office.NewAudit(p.front, p.trail).Routes(),
		office.NewVillage(p.front, p.villages).Routes(),
		office.NewRemarks(p.front, p.villages).Routes(),
		office.NewRelatives(p.front, p.identity).Routes(),
		office.NewImports(p.front, p.imports, p.now).Routes(),
	} {
		access.Add(group)
		p.front.Mount(r, group)
	}
}

// mountCitizen adds every page of the villagers.
func (p *program) mountCitizen(router *gin.Engine) {
	citizen.NewLookup(citizen.Options{
		Front: p.front, Identity: p.identity, Lookup: p.lookup, Projects: p.projects, Inbox: inbox{p.notify},
		Limiter: cache.NewLimiter(p.redis), Now: p.now,
		Office: citizen.Office{Organ: p.cfg.Organ, Hotline: p.cfg.Hotline, Address: p.cfg.Address, Hours: p.cfg.Hours, Retention: "按档案管理规定保存"},
	}).Routes(router)
}

// inbox shows notify's messages to villagers.
type inbox struct{ notify *notify.Service }

// Messages lists a villager's own messages.
func (i inbox) Messages(ctx context.Context, by actor.Actor, r page.Request) (page.Page[citizen.Message], error) {
	list, err := i.notify.Messages(ctx, by, r)
	return page.Map(list, func(m notify.Message) citizen.Message {
		return citizen.Message{At: m.At, Text: m.Text, Link: m.Link, Unread: m.Unread}
	}), err
}

// Unread counts what was not looked at yet.
func (i inbox) Unread(ctx context.Context, by actor.Actor) (int, error) {
	return i.notify.Unread(ctx, by)
}
