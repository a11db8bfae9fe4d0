package main

import (
	"crypto/rand"
	"path/filepath"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/citizen"
	"yangguang/handler/office"
	"yangguang/handler/web"
	"yangguang/service/gateway/cache"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/period"
	"yangguang/service/question"
)

// questionService makes what villagers ask owners in public. Whose a project is
// says the service that projects are filed with. The pictures of answers lie in a
// folder of their own, under the key of people.
func (p *program) questionService(owners question.Owners, now func() time.Time) (*question.Service, error) {
	pictures, err := files.New(filepath.Join(p.cfg.FilesDir, "questions"), p.people, now)
	if err != nil {
		return nil, err
	}
	return question.New(question.Deps{DB: p.db, Box: p.people, Files: pictures, Owners: owners, Due: p.parameters.Due, Calendar: p.parameters.Calendar, Now: now}), nil
}

// siteRoutes are the office's pages about what villagers see of projects.
func (p *program) siteRoutes() [][]web.Route {
	board := office.SiteBoard{Organ: p.cfg.Organ, Phone: p.cfg.Hotline, Page: p.publicPage, Today: func() period.Day { return period.Here(p.now()) }}
	return [][]web.Route{
		office.NewFilings(p.front, p.filings, p.lookup).Sheets(board).Routes(),
		office.NewProjectQuestions(p.front, p.questions, p.lookup).Routes(),
	}
}

// mountAsking adds the pages on which villagers ask. Who asks too often is known
// to this process alone.
func (p *program) mountAsking(router *gin.Engine, pages *citizen.Lookup) {
	citizen.NewAsking(pages, cache.NewForgetful(p.now), rand.Text).Routes(router)
}
