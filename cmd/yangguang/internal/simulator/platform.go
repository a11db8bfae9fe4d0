// Package simulator is a pretend WeChat platform with one official account,
// a few villagers and a phone to be one of them on.
//
// It answers the calls the program makes, pushes messages signed and encrypted
// as WeChat does, and shows a phone in the browser. It exists for the
// demonstration and for tests; serve cannot switch it on.
package simulator

import (
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Mode is how the platform pushes messages.
type Mode string

// The modes of a real account.
const (
	Plain      Mode = "plain"
	Compatible Mode = "compatible" // readable and encrypted, side by side
	Safe       Mode = "safe"
)

// Person is a villager one can be.
type Person struct {
	Name      string
	OpenID    string
	Phone     string // where text messages for them show up
	Hint      string // what to type when the program asks who they are
	Snapshot  bool   // opens pages as a snapshot: the openid is nobody's
	Latitude  float64
	Longitude float64
	Place     string
}

// Options are what a Platform needs. AESKey empty means Plain, otherwise Mode
// is Safe unless it says Compatible.
type Options struct {
	AppID, AppSecret, Token, AESKey string
	Mode                            Mode
	Title                           string // the account's name on the phone
	Target                          string // where the program takes pushes: http://…/wechat
	PublicURL                       string // where browsers reach the program
	Prefix                          string // the path this is mounted at, such as /simulator
	People                          []Person
	Templates                       map[string]string // template id → its title on the phone
	RetryAfter                      time.Duration     // between the three deliveries of a message
	Now                             func() time.Time
	Log                             *slog.Logger
}

const account = "gh_sunshinedemo"

// Platform is the pretended WeChat. It is safe for several goroutines.
type Platform struct {
	o        Options
	envelope envelope
	mux      http.Handler
	client   *http.Client

	mu      sync.Mutex
	people  map[string]*phone
	current string // openid of who the browser is
	seq     int64  // of the newest bubble
	msgID   int64
	menu    []MenuButton
	tokens  tokens
	codes   map[string]grant
	media   map[string]file
	sent    map[string]bool // client_msg_id of notices
	faults  faults
}

// phone is one villager's side of the account.
type phone struct {
	Person
	followed bool
	refuses  bool
	bubbles  []Bubble
}

// Bubble is one thing on the phone's screen.
type Bubble struct {
	Seq      int64     `json:"seq"`
	From     string    `json:"from"` // me, account, notice, sms, system
	Kind     string    `json:"kind"` // text, news, image, voice, location
	Text     string    `json:"text,omitempty"`
	Title    string    `json:"title,omitempty"`
	Fields   []string  `json:"fields,omitempty"`
	Articles []Article `json:"articles,omitempty"`
	URL      string    `json:"url,omitempty"`
	At       time.Time `json:"at"`
}

// Article is a card with a link.
type Article struct {
	Title       string `json:"title" xml:"Title"`
	Description string `json:"description" xml:"Description"`
	URL         string `json:"url" xml:"Url"`
}

// MenuButton is an entry of the account's menu as it was created by the program.
type MenuButton struct {
	Type      string       `json:"type,omitempty"`
	Name      string       `json:"name"`
	Key       string       `json:"key,omitempty"`
	URL       string       `json:"url,omitempty"`
	SubButton []MenuButton `json:"sub_button,omitempty"`
}

type file struct {
	kind string
	data []byte
}

// New makes a Platform with everybody following nobody.
func New(o Options) (*Platform, error) {
	if o.AppID == "" || o.AppSecret == "" || o.Token == "" || o.Now == nil || o.Log == nil || len(o.People) == 0 {
		return nil, errors.New("simulator: app id, secret, token, people, clock and log are required")
	}
	e, err := newEnvelope(o.AppID, o.Token, o.AESKey)
	if err != nil {
		return nil, err
	}
	switch {
	case o.AESKey == "":
		o.Mode = Plain
	case o.Mode != Compatible && o.Mode != Plain:
		o.Mode = Safe
	}
	if o.Title == "" {
		o.Title = "阳光监督"
	}
	o.Prefix = strings.TrimSuffix(o.Prefix, "/")
	o.PublicURL = strings.TrimSuffix(o.PublicURL, "/")
	p := &Platform{
		o: o, envelope: e, client: &http.Client{Timeout: 5 * time.Second}, // WeChat waits no longer
		people: map[string]*phone{}, codes: map[string]grant{}, media: map[string]file{}, sent: map[string]bool{},
		current: o.People[0].OpenID, msgID: o.Now().Unix() << 20,
	}
	p.faults.calls = map[string]int{}
	p.faults.errcodes = map[string]int{}
	for _, person := range o.People {
		p.people[person.OpenID] = &phone{Person: person}
	}
	p.mux = http.NewCrossOriginProtection().Handler(p.routes())
	return p, nil
}

// ServeHTTP serves the platform's endpoints and the phone below Prefix.
func (p *Platform) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.mux.ServeHTTP(w, r) }

// SetTarget says where the program takes pushes, once its address is known.
func (p *Platform) SetTarget(target, publicURL string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.o.Target, p.o.PublicURL = target, strings.TrimSuffix(publicURL, "/")
}

// Choose makes the browser this person.
func (p *Platform) Choose(openid string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.people[openid] != nil {
		p.current = openid
	}
}

// show puts a bubble on somebody's screen. The caller holds mu.
func (p *Platform) show(ph *phone, b Bubble) {
	p.seq++
	b.Seq, b.At = p.seq, p.o.Now()
	ph.bubbles = append(ph.bubbles, b)
	if len(ph.bubbles) > 200 {
		ph.bubbles = ph.bubbles[len(ph.bubbles)-200:]
	}
}

// Bubbles is what is on somebody's screen.
func (p *Platform) Bubbles(openid string) []Bubble {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ph := p.people[openid]; ph != nil {
		return append([]Bubble(nil), ph.bubbles...)
	}
	return nil
}

// Notices are the notices somebody received.
func (p *Platform) Notices(openid string) []Bubble {
	var out []Bubble
	for _, b := range p.Bubbles(openid) {
		if b.From == "notice" {
			out = append(out, b)
		}
	}
	return out
}

// Refuse makes somebody take no more notices, or take them again.
func (p *Platform) Refuse(openid string, refuses bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ph := p.people[openid]; ph != nil {
		ph.refuses = refuses
	}
}

// PushSMS shows a text message on the phone of whoever has the number, and on
// the first phone if nobody has: a demonstration must not swallow a code.
func (p *Platform) PushSMS(number, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	to := p.people[p.o.People[0].OpenID]
	for _, ph := range p.people {
		if ph.Phone != "" && ph.Phone == number {
			to = ph
		}
	}
	p.show(to, Bubble{From: "sms", Kind: "text", Text: text})
}

func (p *Platform) store(kind string, data []byte) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	id := "MEDIA" + rand.Text()
	p.media[id] = file{kind, data}
	return id
}
