package main

import (
	"github.com/gin-gonic/gin"

	"yangguang/handler/citizen"
	"yangguang/handler/office"
	"yangguang/handler/web"
	"yangguang/service/entitle"
	"yangguang/service/kiosk"
)

// kioskService makes what keeps the screens in village offices.
func (p *program) kioskService() *kiosk.Service {
	return kiosk.New(kiosk.Options{DB: p.db, Box: p.people, Number: p.parameters.Number, Now: p.now})
}

// boardRoutes are the pages on which what is public in a village is printed, and
// the one on which screens are entered.
func (p *program) boardRoutes() [][]web.Route {
	return [][]web.Route{
		office.NewBoard(p.front, p.boards, p.lookup, p.cfg.Organ, p.cfg.Hotline).Routes(),
		office.NewCounter(p.front, p.counter, p.lookup, p.cfg.Organ, p.cfg.Hotline, p.now).Routes(),
		office.NewKiosks(p.front, p.kiosks, p.lookup, p.publicPage("/h5/kiosk")).Routes(),
	}
}

// entitlements makes what says who may ask for what.
func (p *program) entitlements() *entitle.Service {
	return entitle.New(entitle.Options{DB: p.db, Text: p.parameters.Text, Apart: p.comparison.Apart, Now: p.now})
}

// mountBoards adds the public page of each village and the pages of screens.
func (p *program) mountBoards(router *gin.Engine, pages *citizen.Lookup) {
	p.front.Idle = p.kiosks.Idle
	citizen.NewBoards(pages, p.boards).Routes(router)
	citizen.NewKiosks(pages, p.kiosks, p.receive, p.entitlements()).Routes(router)
}
