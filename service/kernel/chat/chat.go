// Package chat is the vocabulary of a conversation in the official account:
// what a villager sent, what we answer, and what has to be done afterwards.
//
// It holds words only. The gateway that speaks WeChat's dialect, the endpoint
// that receives and the worker that acts all use these and none of each other.
package chat

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"yangguang/service/kernel/seal"
)

// MediaKind is the sort of media file a message refers to.
type MediaKind string

// The media a villager can send.
const (
	NoMedia MediaKind = ""
	Image   MediaKind = "image"
	Voice   MediaKind = "voice"
	Video   MediaKind = "video"
)

// Message is one verified message or event from the platform. What may be
// personal is a Secret: who sent it and what they said.
type Message struct {
	Account   string      // the account it was sent to
	From      seal.Secret // the sender's openid
	At        time.Time   // when the platform says it was sent
	MsgID     string      // empty for events
	Type      string      // text, voice, image, location, event …
	Event     string      // events only: subscribe, unsubscribe, CLICK, VIEW, SCAN, LOCATION …
	EventKey  string      // events only: the menu key or the scene of a QR code
	Text      seal.Secret // what was typed, or what WeChat heard in a voice message
	Media     MediaKind   // set for messages with a file
	MediaID   string      // where the file can be fetched for three days
	Format    string      // amr, speex … of a voice message
	Place     *Place      // set for locations
	Consents  []Consent   // set when the person answered a question about notices
	Encrypted bool        // the answer has to be encrypted as well
}

// Place is a position as the phone reported it.
type Place struct {
	Latitude, Longitude float64
	Label               seal.Secret
}

// Consent is a person's answer to being asked for notices of one template.
type Consent struct {
	Template string
	Accepted bool
}

// Key is the same for every delivery of one message, and different for any
// other: the platform delivers up to three times when an answer is late.
// Messages are known by MsgId, events by sender, second and event. The key
// shows neither.
func (m Message) Key() string {
	s := "message\x00" + m.MsgID
	if m.MsgID == "" {
		s = "event\x00" + m.From.Reveal() + "\x00" + strconv.FormatInt(m.At.Unix(), 10) + "\x00" + m.Event + "\x00" + m.EventKey
	}
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}

// Reply is the answer to a message. The zero Reply is silence.
type Reply struct {
	Text     string    `json:"text,omitempty"`
	Articles []Article `json:"articles,omitempty"`
}

// Article is one card of a reply with a title and a link.
type Article struct {
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Picture     string `json:"picture,omitempty"`
	URL         string `json:"url"`
}

// Silent reports whether nothing is to be shown.
func (r Reply) Silent() bool { return r.Text == "" && len(r.Articles) == 0 }

// PageConfig is what a page inside WeChat hands to wx.config, so that it may
// use the phone's own functions.
type PageConfig struct {
	AppID     string `json:"appId"`
	Timestamp int64  `json:"timestamp"`
	NonceStr  string `json:"nonceStr"`
	Signature string `json:"signature"`
}

// EventKind says what happened that somebody has to act on.
type EventKind string

// The kinds of effect a conversation has.
const (
	Followed      EventKind = "followed"
	Unfollowed    EventKind = "unfollowed"
	Located       EventKind = "located"
	MenuClicked   EventKind = "menu_clicked"
	Scanned       EventKind = "scanned"
	MediaReceived EventKind = "media_received"
	Consented     EventKind = "consented" // Consents says to what
)

// Event is an effect of a message, to be acted on by the worker. Its ID is the
// message's Key: putting it twice is putting it once. Events of one person
// may arrive out of order after a failure: compare At.
type Event struct {
	ID       string
	Kind     EventKind
	OpenID   seal.Secret
	At       time.Time
	Key      string // menu key, or scene of a QR code
	Media    MediaKind
	MediaID  string
	Format   string
	Heard    seal.Secret // what WeChat heard in a voice message
	Place    *Place
	Consents []Consent
}

// Effect is the event that message m asks for, if any.
func Effect(m Message) (Event, bool) {
	e := Event{
		ID: m.Key(), OpenID: m.From, At: m.At, Key: m.EventKey,
		Media: m.Media, MediaID: m.MediaID, Format: m.Format, Place: m.Place, Consents: m.Consents,
	}
	switch {
	case m.Type == "event":
		e.Kind = effects[m.Event]
	case m.Media != NoMedia:
		e.Kind = MediaReceived
		e.Heard = m.Text
	case m.Type == "location":
		e.Kind = Located
	}
	return e, e.Kind != ""
}

var effects = map[string]EventKind{
	"subscribe":                  Followed,
	"unsubscribe":                Unfollowed,
	"LOCATION":                   Located,
	"CLICK":                      MenuClicked,
	"SCAN":                       Scanned,
	"subscribe_msg_popup_event":  Consented,
	"subscribe_msg_change_event": Consented,
}
