package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/cmd/yangguang/internal/notices"
	"yangguang/handler/official"
	"yangguang/handler/web"
	"yangguang/model"
	"yangguang/service/account"
	"yangguang/service/board"
	"yangguang/service/burden"
	"yangguang/service/casework"
	"yangguang/service/comparison"
	"yangguang/service/comparison/custom"
	"yangguang/service/complaint"
	"yangguang/service/counter"
	"yangguang/service/deadline"
	"yangguang/service/doors"
	"yangguang/service/fieldcheck"
	"yangguang/service/filing"
	"yangguang/service/finding"
	"yangguang/service/funds"
	"yangguang/service/gateway/cache"
	"yangguang/service/gateway/codes"
	"yangguang/service/gateway/files"
	"yangguang/service/gateway/journal"
	"yangguang/service/gateway/sms"
	"yangguang/service/gateway/wechat"
	"yangguang/service/handover"
	"yangguang/service/identity"
	"yangguang/service/importer"
	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/picture"
	"yangguang/service/kernel/seal"
	"yangguang/service/kinship"
	"yangguang/service/kiosk"
	"yangguang/service/livelihood"
	"yangguang/service/lookup"
	"yangguang/service/matching"
	"yangguang/service/meeting"
	"yangguang/service/notify"
	"yangguang/service/parameter"
	"yangguang/service/prepayment"
	"yangguang/service/project"
	"yangguang/service/question"
	"yangguang/service/receive"
	"yangguang/service/recusal"
	"yangguang/service/statistics"
	"yangguang/service/trail"
	"yangguang/service/village"
	"yangguang/service/voluntary"
	"yangguang/templates"
)

// program is the whole application, joined. Its two files are the only ones
// that name every concrete type.
type program struct {
	*infra
	parameters *parameter.Service
	coverage   *importer.Coverage
	accounts   *account.Service
	identity   *identity.Service
	lookup     *lookup.Service
	projects   *project.Service
	complaints *complaint.Service
	casework   *casework.Service
	deadlines  *deadline.Service
	findings   *finding.Service
	livelihood *livelihood.Service
	receive    *receive.Service
	fieldwork  *fieldcheck.Service
	filings    *filing.Service
	funds      *funds.Service
	questions  *question.Service
	kinship    *kinship.Service
	voluntary  *voluntary.Service
	meetings   *meeting.Service
	burden     *burden.Service
	figures    *statistics.Service
	recusals   *recusal.Service
	imports    *importer.Service
	matching   *matching.Service
	comparison *comparison.Service
	lists      *prepayment.Service
	notify     *notify.Service
	villages   *village.Service
	boards     *board.Service
	kiosks     *kiosk.Service
	counter    *counter.Service
	trail      *trail.Service
	doors      *doors.Service
	offices    *handover.Service
	wechat     *wechat.Client // nil without an official account
	journal    *journal.Journal
	photos     *files.Store
	worker     *outbox.Worker
	metrics    *metrics
	front      *web.Front
	handler    http.Handler
	afterTasks func(ctx context.Context) error // what the demonstration does with new livelihood tasks; nil: nothing
}

// surroundings are what differs between serve and the demonstration.
type surroundings struct {
	demo          bool
	authorizeBase string          // where browsers sign in; "" is WeChat
	texter        identity.Texter // nil: the configured gateway
}

// join makes every service and page on an opened infra.
func join(in *infra, s surroundings) (*program, error) {
	p := &program{infra: in}
	for _, step := range []func(surroundings) error{p.makeGateways, p.makeServices, p.makePages} {
		if err := step(s); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// makeGateways makes what stands between services and the outside world.
func (p *program) makeGateways(s surroundings) (err error) {
	if p.photos, err = files.New(filepath.Join(p.cfg.FilesDir, "photos"), p.people, p.now); err != nil {
		return err
	}
	p.journal = journal.New(p.redis, p.people, p.cfg.Wechat.AppID, p.now, p.log)
	if p.cfg.Wechat.AppID != "" {
		if p.wechat, err = p.wechatAt(s.authorizeBase); err != nil {
			return err
		}
	}
	return nil
}

// makeServices makes the capabilities and hands each what it needs of others.
func (p *program) makeServices(s surroundings) (err error) {
	p.parameters = p.newParameters()
	p.coverage = importer.NewCoverage(p.db, p.parameters.Cadence, p.now)
	if p.accounts, err = p.infra.accounts(p.parameters); err != nil {
		return err
	}
	texter := s.texter
	if texter == nil && p.cfg.SMS.URL != "" {
		if texter, err = sms.NewHTTP(p.cfg.SMS.URL, secret(p.cfg.SMS.Token)); err != nil {
			return err
		}
	}
	p.identity = identity.New(identity.Options{DB: p.db, People: p.people, Codes: codes.New(p.redis, "code:"), Texter: texter,
		Number: p.parameters.Number, Now: p.now, Log: p.log})
	p.lookup = lookup.New(lookup.Options{DB: p.db, People: p.people, Number: p.parameters.Number, Now: p.now})
	p.projects = project.New(project.Options{DB: p.db, Files: p.photos, Clean: cleanPhoto, Now: p.now, Number: p.parameters.Number})
	p.doors, p.offices = doors.New(p.db, p.now), handover.New(p.db, p.now)
	if p.complaints, p.casework, err = p.matterServices(p.now); err != nil {
		return err
	}
	p.deadlines = p.deadlineService()
	if p.imports, err = p.importer(); err != nil {
		return err
	}
	p.matching = matching.New(p.db, p.people, importer.Title, refusals(p.imports), p.now)
	p.comparison = p.newComparison(p.parameters)
	if p.findings, err = p.findingService(p.now); err != nil {
		return err
	}
	if p.livelihood, err = p.infra.livelihoods(p.parameters, p.now); err != nil {
		return err
	}
	if p.receive, err = p.receiving(p.now); err != nil {
		return err
	}
	if p.filings, err = p.filingService(p.now); err != nil {
		return err
	}
	p.funds = p.fundService(p.parameters, p.now)
	p.funds.Reach = p.reachLine(templates.OfficeFunds.Rests())
	if p.questions, err = p.questionService(p.filings, p.now); err != nil {
		return err
	}
	if p.fieldwork, err = p.fieldcheckService(p.now); err != nil {
		return err
	}
	p.kinship = p.kinshipService(p.now)
	if p.voluntary, err = p.voluntaryService(p.now); err != nil {
		return err
	}
	if p.meetings, err = p.meetingService(p.now); err != nil {
		return err
	}
	if p.burden, err = p.newBurden(); err != nil {
		return err
	}
	p.figures = p.newStatistics(p.now)
	p.lists = prepayment.New(p.db, p.people, listChecker{p.comparison}, p.log, p.now)
	p.villages = village.New(p.db, p.people, p.parameters, p.now)
	p.boards, p.kiosks = p.boardService(), p.kioskService()
	if p.counter, err = p.counterService(); err != nil {
		return err
	}
	p.trail = trail.New(p.db, p.now)
	return p.makeNotify()
}

// matterServices makes the two services about what villagers report. Each gets
// only the narrow side of the other, so neither waits for the other.
func (p *program) matterServices(now func() time.Time) (*complaint.Service, *casework.Service, error) {
	// Petitions' own files lie in a folder of their own, under the petition key.
	evidence, err := files.New(filepath.Join(p.cfg.FilesDir, "petitions"), p.petition, now)
	if err != nil {
		return nil, nil, err
	}
	p.recusals = p.newRecusals(now)
	deps := complaint.Deps{DB: p.db, Box: p.petition, Files: evidence, Clues: casework.NewLedger(p.db, p.people), People: p.identity, Clocks: p.parameters.Clocks, Number: p.parameters.Number, Hotlines: []string{p.cfg.Hotline, "12388", "12345"}, Board: deadline.Board{}, Recusal: p.recusals, Now: now,
		Offices: func(ctx context.Context) ([]string, error) {
			return p.parameters.Names(ctx, parameter.SupervisionOffices)
		},
	}
	if err := p.sealing(&deps); err != nil {
		return nil, nil, err
	}
	return complaint.New(deps),
		casework.New(casework.Deps{DB: p.db, Box: p.people, Petitions: complaint.Results{Box: p.petition}, Recusal: p.recusals, Clocks: p.parameters.Clocks, Number: p.parameters.Number, Now: now}), nil
}

// deadlineService makes what watches over the clocks of all matters.
func (p *program) deadlineService() *deadline.Service {
	clues, cases := p.casework.Clocked()
	return deadline.New(deadline.Deps{
		DB: p.db, Book: p.parameters.Clocks, Number: p.parameters.Number, Now: p.now,
		Matters: map[string]deadline.Matters{model.ObjectPetition: p.complaints.Clocked(), model.ObjectClue: clues, model.ObjectCase: cases},
		Failed:  func(ctx context.Context, err error) { p.log.ErrorContext(ctx, "reminders", "err", err) },
	})
}

// findingService makes what people do with findings. Photos of field checks
// lie in a folder of their own, under the key of people.
func (p *program) findingService(now func() time.Time) (*finding.Service, error) {
	photos, err := files.New(filepath.Join(p.cfg.FilesDir, "findings"), p.people, now)
	if err != nil {
		return nil, err
	}
	return finding.New(finding.Deps{
		DB: p.db, Box: p.people, Files: photos, Clues: findingClues{casework.NewLedger(p.db, p.people), p.recusals}, Switch: modelSwitch{p.comparison, custom.New(p.db, p.log, p.now)}, Calendar: p.parameters.Calendar,
		Number: p.parameters.Number, Now: now, Volunteered: p.volunteered, Reach: p.reachLine(templates.OfficeLedger.Rests()),
	}), nil
}

func (p *program) makeNotify() (err error) {
	var sender notify.Sender = nobody{}
	if p.wechat != nil {
		sender = notices.Sender{Platform: p.wechat, PublicURL: p.cfg.PublicURL.String(), Now: p.now}
	}
	p.notify, err = notify.New(notify.Options{DB: p.db, People: p.people, Sender: sender, Reporters: p.complaints, Askers: p.questions, Number: p.parameters.Number, Log: p.log, Now: p.now})
	if err != nil {
		return err
	}
	p.worker = outbox.NewWorker(p.db, p.log, p.now, together(p.imports.Handlers(), p.matching.Handlers(), p.notify.Handlers(), p.receive.Handlers(), p.comparison.Handlers(), p.lists.Handlers(), p.findings.Handlers(),
		p.recusals.Handlers(), p.followRuns(), p.funds.Handlers()))
	return nil
}

// nobody takes no messages: without an official account they wait in the list.
type nobody struct{}

func (nobody) Send(context.Context, seal.Secret, string, string, string) error { return notTaken{} }

type notTaken struct{}

func (notTaken) Error() string { return "there is no official account to send through" }
func (notTaken) Refused() bool { return true }

// cleanPhoto re-encodes a project's photo without metadata.
func cleanPhoto(content []byte) ([]byte, error) {
	clean, err := picture.Make(content)
	return clean.Full, err
}

// makePages makes every handler and the router.
func (p *program) makePages(s surroundings) error {
	set, err := templates.NewSet()
	if err != nil {
		return err
	}
	pool, err := p.db.DB()
	if err != nil {
		return err
	}
	p.metrics = newMetrics(pool)
	p.front = &web.Front{Set: set, Log: p.log, Staff: p.accounts, Demo: s.demo, Wechat: p.wechat != nil, Observe: p.metrics.observe, Burden: p.burden, Reach: p.coverage.Reach}
	secure := p.cfg.PublicURL != nil && p.cfg.PublicURL.Scheme == "https"
	p.front.Citizen, p.front.Office = web.NewSessions(cache.NewSessions(p.redis, "session:"), secure)
	router, err := p.front.NewRouter(p.now, p.cfg.TrustedProxies)
	if err != nil {
		return err
	}
	p.health(router)
	if err := p.mountOfficial(router); err != nil {
		return err
	}
	p.mountCitizen(router)
	p.mountOffice(router)
	p.handler = p.front.Protect(router)
	return nil
}

// mountOfficial adds the official account's endpoint and the silent sign-in.
func (p *program) mountOfficial(router *gin.Engine) error {
	if p.wechat == nil {
		return nil
	}
	h, err := official.New(official.Options{
		PublicURL: p.cfg.PublicURL.String(), Token: secret(p.cfg.Wechat.Token), Encrypted: p.cfg.Wechat.AESKey.Set(),
		VerifyFiles: p.cfg.Wechat.VerifyFiles, Callback: p.wechat.Callback(), Platform: p.wechat, Memory: p.journal, Inbox: p.journal,
		Villages: villageNames{p.lookup}, Tickets: p.journal, Now: p.now, Log: p.log,
		Serve: func(a func(*gin.Context) error) gin.HandlerFunc { return p.front.Serve(a) },
		SignIn: func(c *gin.Context, openid seal.Secret, snapshot bool) error {
			ctx := c.Request.Context()
			who, err := p.identity.SignIn(ctx, openid, snapshot)
			if err != nil {
				return err
			}
			return p.front.SignInCitizen(ctx, who.WechatUserID, who.PersonID, snapshot)
		},
	})
	if err != nil {
		return err
	}
	h.Routes(router)
	return nil
}

// villageNames finds the village people mean; a name that several share is no
// answer, the list of villages is.
type villageNames struct{ lookup *lookup.Service }

// Find gives a village's code and full name.
func (v villageNames) Find(ctx context.Context, name string) (code, full string, ok bool, err error) {
	tree, err := v.lookup.Divisions(ctx)
	if err != nil {
		return "", "", false, err
	}
	found := tree.Find(name)
	if len(found) != 1 {
		return "", "", false, nil
	}
	return found[0].Code, tree.FullName(found[0].Code), true, nil
}

// attend does what belongs to the process that serves the pages, until ctx
// ends: text messages that were asked for there, look-ups and forms counted there.
func (p *program) attend(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(func() { p.identity.Run(ctx) })
	wg.Go(func() { p.countForms(ctx) })
	wg.Go(func() {
		p.lookup.Run(ctx, time.Minute, func(err error) { p.log.ErrorContext(ctx, "counts of look-ups", "err", err) })
	})
	wg.Wait()
}

// work does the background work that any process may do, until ctx ends.
func (p *program) work(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(func() { p.worker.Run(ctx, time.Second) })
	wg.Go(func() {
		if err := p.journal.Consume(ctx, p.act); err != nil && !errors.Is(err, context.Canceled) {
			p.log.ErrorContext(ctx, "journal of WeChat events", "err", err)
		}
	})
	wg.Go(func() { p.sweep(ctx) })
	wg.Go(func() { p.deadlines.Run(ctx, 10*time.Minute) })
	wg.Go(func() { p.comparison.Work(ctx, 2*time.Second, !p.front.Demo) })
	wg.Wait()
}

// act does what a conversation in the official account asks for.
func (p *program) act(ctx context.Context, e chat.Event) error {
	var err error
	switch e.Kind {
	case chat.Followed, chat.Scanned:
		_, err = p.identity.Follow(ctx, e.OpenID)
	case chat.Unfollowed:
		_, err = p.identity.Unfollow(ctx, e.OpenID)
	case chat.Located, chat.MenuClicked, chat.MediaReceived, chat.Consented:
		// The answer led to a page; nothing is kept of these.
	}
	if err != nil {
		return fmt.Errorf("%s: %w", e.Kind, err)
	}
	return nil
}

// sweep takes away uploads that were never submitted, and what an import that
// was killed may have left.
func (p *program) sweep(ctx context.Context) {
	if err := p.imports.Tidy(); err != nil {
		p.log.ErrorContext(ctx, "leftovers of imports", "err", err)
	}
	tick, daily := time.NewTicker(10*time.Minute), time.NewTicker(24*time.Hour)
	defer tick.Stop()
	defer daily.Stop()
	p.archive(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if _, err := p.complaints.SweepHeld(ctx); err != nil && ctx.Err() == nil {
				p.log.ErrorContext(ctx, "uploads that were not submitted", "err", err)
			}
			if err := p.complaints.Tidy(ctx); err != nil && ctx.Err() == nil {
				p.log.ErrorContext(ctx, "files of petitions that were sealed up", "err", err)
			}
		case <-daily.C:
			p.archive(ctx)
			p.noteRepeats(ctx)
		}
	}
}

// noteRepeats tells whoever handles a petition, once a week, how often its
// reporter wrote again.
func (p *program) noteRepeats(ctx context.Context) {
	if p.now().In(period.Shanghai).Weekday() != time.Monday {
		return
	}
	if _, err := p.complaints.NoteRepeats(ctx); err != nil && ctx.Err() == nil {
		p.log.ErrorContext(ctx, "repeats to be noted", "err", err)
	}
}

// archive puts away the petitions to whose result nobody may object any more.
func (p *program) archive(ctx context.Context) {
	if _, err := p.complaints.ArchiveOld(ctx); err != nil && ctx.Err() == nil {
		p.log.ErrorContext(ctx, "petitions to be archived", "err", err)
	}
}
