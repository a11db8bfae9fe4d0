// Package notify tells WeChat users that something waits for them.
//
// A message says that there is something to read and where, never what: no
// name, no amount, no content. Who is to be told of a payment or a new binding
// is written to notices, which is also the villager's message list; sending
// happens from the outbox, so that a WeChat that is away for a while loses
// nothing and a retry sends nothing twice. Who does not take messages finds
// them in the list.
//
// Messages to reporters leave no trace: a row that ties a WeChat account to the
// moment of a petition's step would tell whoever reads the database who
// complained. They are sent straight from the outbox event, which names the
// petition and nobody else; they are in no list, and a reporter who does not
// take messages looks the petition up by its receipt.
package notify

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"gorm.io/gorm"

	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
)

// Kinds of messages; each has its template at the platform, but for KindOwed and
// KindAnswered, which go by that of KindQuestion, KindVoided, by that of
// KindReturned, and KindLooked and KindKiosk, by that of KindBinding. None of them
// may say that somebody complained.
const (
	KindPayout   = "payout"   // money was paid
	KindBinding  = "binding"  // another WeChat account was bound to the same person
	KindProgress = "progress" // a petition moved on
	KindOpened   = "opened"   // somebody at the office looked at who the reporter is
	KindQuestion = "question" // a household is asked about its benefit
	KindOwed     = "owed"     // a household is told that it may be owed something
	KindReturned = "returned" // money was given back to a household
	KindVoided   = "voided"   // and that was entered by mistake
	KindAnswered = "answered" // a question about a project has its answer
	KindLooked   = "looked"   // a village office looked up for a person
	KindKiosk    = "kiosk"    // somebody was taken for a person at a screen
)

// Kinds lists all kinds.
var Kinds = []string{KindPayout, KindBinding, KindProgress, KindOpened, KindQuestion, KindOwed, KindReturned, KindVoided, KindAnswered, KindLooked, KindKiosk}

// Topics of the outbox that this package performs.
const (
	TopicPayoutsLoaded = "payouts.loaded"     // {batch_id}, promised by importer
	TopicBindingMade   = "binding.made"       // {person_id, binding_id}, promised by identity
	TopicProgress      = "petition.progress"  // {petition_id, event_id}, promised by complaint
	TopicOpened        = "identity.opened"    // {petition_id}, promised by complaint
	TopicAsked         = "finding.asked"      // {hearing_id, people, owed}, promised by finding
	TopicReturned      = "case.returned"      // {return_id, people}, promised by casework
	TopicVoided        = "case.return_voided" // {return_id, people}, promised by casework
	TopicAnswered      = "question.answered"  // {question_id}, promised by question
	TopicLooked        = "counter.looked"     // {lookup_id, person_id}, promised by counter
	TopicKiosk         = "identity.kiosk"     // {look_id, person_id}, promised by identity
	TopicSend          = "notices.send"       // {from, to}, promised here
)

// text is what a message says and where it leads.
type text struct{ words, link string }

// At most 20 characters: a field of the platform's templates takes no more.
var texts = map[string]text{
	KindPayout:   {"您有一笔惠民补贴到账，点开查看", "/h5/payouts/confirm"},
	KindBinding:  {"您的身份在另一个微信上绑定了，点开查看", "/h5/me"},
	KindProgress: {"您反映的事项有新的进展，请凭查询码查看", "/h5/progress"},
	KindOpened:   {"您反映的事项有一条新记录，请凭查询码查看", "/h5/progress"},
	KindQuestion: {"有一件事想请您核对，点开查看", "/h5/questions"},
	KindOwed:     {"登记显示您可能还有一笔补贴没有发", "/h5/questions"},
	KindReturned: {"有一笔钱想请您核对，点开查看", "/h5/returns"},
	KindVoided:   {"先前的一笔登记有误，点开查看", "/h5/returns"},
	KindAnswered: {"您提的问题有了答复，请到项目页面看", "/h5/projects"},
	KindLooked:   {"村委会代您查过一次，点开查看", "/h5/me"},
	KindKiosk:    {"您的钱在村里自助机上查过，点开查看", "/h5/me"},
}

// Words is what a message of this kind says; the same for everybody.
func Words(kind string) string { return texts[kind].words }

// Sender sends one message. link is a path of this site. dedupe is the same for
// every attempt at the same message, and one that went out must not go out
// again. An error with a method Refused() bool that gives true says that this
// person takes no messages; BadConfig() bool, that settings are wrong; any other
// error is worth another attempt.
type Sender interface {
	Send(ctx context.Context, openid seal.Secret, kind, link, dedupe string) error
}

// Reporters knows whom to tell about a petition.
type Reporters interface {
	// Recipient gives the WeChat user of a reporter who is to be told; found is
	// false when nobody can be.
	Recipient(ctx context.Context, petitionID int64) (wechatUserID int64, found bool, err error)
}

// Options are what the service needs.
type Options struct {
	DB        *gorm.DB
	People    *seal.Box // opens openids
	Sender    Sender
	Reporters Reporters
	Askers    Askers // nil: nobody asks
	Number    Number // nil: the standard values
	Log       *slog.Logger
	Now       func() time.Time
}

// Number gives the value of a dated parameter, or standard where the county has
// set none.
type Number func(ctx context.Context, name string, standard int) (int, error)

// payoutDays is how old a payment may be to be told: years of earlier payments,
// loaded when a county begins, are no news to anybody.
const payoutDays = 60

// Service writes and sends messages. Make it with New.
type Service struct {
	db        *gorm.DB
	people    *seal.Box
	sender    Sender
	reporters Reporters
	askers    Askers
	number    Number
	log       *slog.Logger
	now       func() time.Time
}

// New checks that nothing is missing.
func New(o Options) (*Service, error) {
	if o.DB == nil || o.People == nil || o.Sender == nil || o.Reporters == nil || o.Log == nil || o.Now == nil {
		return nil, errors.New("notify: database, box, sender, reporters, log and clock are required")
	}
	if o.Number == nil {
		o.Number = func(_ context.Context, _ string, standard int) (int, error) { return standard, nil }
	}
	return &Service{db: o.DB, people: o.People, sender: o.Sender, reporters: o.Reporters, askers: o.Askers, number: o.Number, log: o.Log, now: o.Now}, nil
}

// Handlers are this package's promises for the worker.
func (s *Service) Handlers() map[string]outbox.Do {
	return map[string]outbox.Do{
		TopicPayoutsLoaded: s.payoutsLoaded,
		TopicBindingMade:   s.bindingMade,
		TopicAsked:         s.asked,
		TopicReturned:      s.returned(KindReturned, "return/%d"),
		TopicVoided:        s.returned(KindVoided, "return-void/%d"),
		TopicLooked:        s.looked,
		TopicKiosk:         s.kioskLooked,
		TopicSend:          s.send,
		TopicProgress:      s.petition(KindProgress),
		TopicOpened:        s.petition(KindOpened),
		TopicAnswered:      s.answered,
	}
}

func (s *Service) at() time.Time { return s.now().UTC().Truncate(time.Second) }

// refusal is an error of a person who takes no messages.
type refusal interface {
	error
	Refused() bool
}

func refused(err error) bool {
	r, ok := errors.AsType[refusal](err)
	return ok && r.Refused()
}

// misconfiguration is an error that an administrator has to mend.
type misconfiguration interface {
	error
	BadConfig() bool
}

func misconfigured(err error) bool {
	m, ok := errors.AsType[misconfiguration](err)
	return ok && m.BadConfig()
}
