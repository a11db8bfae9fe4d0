package wechat

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"encoding/xml"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/silenceper/wechat/v2/officialaccount"
	"github.com/silenceper/wechat/v2/officialaccount/message"
	"github.com/silenceper/wechat/v2/util"

	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

const replyLimit = 2048

// Callback opens what the platform pushes to us and makes the answers.
//
// It checks the body: its form, its encryption and its own signature. Who may
// push at all, when and how often is the endpoint's to check, before Open.
type Callback struct {
	account *officialaccount.OfficialAccount
	appID   string
	token   seal.Secret
	aesKey  seal.Secret
	now     func() time.Time
}

// refuse makes a failure whose text never contains what was sent.
func refuse(k fault.Kind, why string) error { return fault.New(k, "refused: "+why) }

// Open verifies, decrypts and reads one push. With an AES key only what is
// encrypted counts: the readable half of a compatible-mode message is ignored.
// Without one only the readable half counts.
func (c *Callback) Open(r *http.Request, body []byte) (m chat.Message, err error) {
	defer func() {
		if recover() != nil { // the SDK is not ours, and nobody outside may stop the program
			m, err = chat.Message{}, refuse(fault.Invalid, "cannot be read")
		}
	}()
	outer, err := survey(body)
	if err != nil {
		return chat.Message{}, err
	}
	q := r.URL.Query()
	encrypted := !c.aesKey.Empty()
	if encrypted {
		if q.Get("encrypt_type") != "aes" || outer.encrypt == "" {
			return chat.Message{}, refuse(fault.Forbidden, "not encrypted")
		}
		want := util.Signature(c.token.Reveal(), q.Get("timestamp"), q.Get("nonce"), outer.encrypt)
		if subtle.ConstantTimeCompare([]byte(want), []byte(q.Get("msg_signature"))) != 1 {
			return chat.Message{}, refuse(fault.Forbidden, "message signature")
		}
	} else {
		q.Del("encrypt_type")
	}
	mix, raw, err := c.serve(r, q.Encode(), body)
	if err != nil {
		return chat.Message{}, err
	}
	inner := outer
	if encrypted {
		if inner, err = survey(raw); err != nil {
			return chat.Message{}, err
		}
	}
	m, err = translate(mix, inner)
	m.Encrypted = encrypted
	return m, err
}

// serve lets the SDK decrypt and read the push. Its errors quote the message,
// so none of them is passed on.
func (c *Callback) serve(r *http.Request, query string, body []byte) (*message.MixMessage, []byte, error) {
	req := r.Clone(r.Context())
	req.URL.RawQuery = query
	req.Body = io.NopCloser(bytes.NewReader(body))
	req.Header.Set("Content-Type", "text/xml") // the SDK reads JSON from anybody who asks for it
	srv := c.account.GetServer(req, discard{})
	var mix *message.MixMessage
	srv.SetMessageHandler(func(m *message.MixMessage) *message.Reply {
		mix = m
		return nil
	})
	if !srv.Validate() {
		return nil, nil, refuse(fault.Forbidden, "signature")
	}
	if err := srv.Serve(); err != nil || mix == nil {
		if !c.aesKey.Empty() && len(srv.RequestRawXMLMsg) == 0 {
			return nil, nil, refuse(fault.Forbidden, "does not decrypt")
		}
		return nil, nil, refuse(fault.Invalid, "not a message")
	}
	return mix, srv.RequestRawXMLMsg, nil
}

// translate puts the SDK's message into our words.
func translate(mix *message.MixMessage, s surveyed) (chat.Message, error) {
	from := string(mix.FromUserName)
	if from == "" || len(from) > 128 || mix.MsgType == "" || mix.CreateTime <= 0 {
		return chat.Message{}, refuse(fault.Invalid, "incomplete")
	}
	m := chat.Message{
		Account: string(mix.ToUserName), From: seal.NewSecret(from), At: time.Unix(mix.CreateTime, 0).UTC(),
		Type: string(mix.MsgType), Event: string(mix.Event), EventKey: mix.EventKey,
		MediaID: mix.MediaID, Format: mix.Format, Consents: s.consents,
	}
	if mix.MsgID != 0 {
		m.MsgID = strconv.FormatInt(mix.MsgID, 10)
	}
	switch mix.MsgType {
	case message.MsgTypeText:
		m.Text = seal.NewSecret(mix.Content)
	case message.MsgTypeVoice:
		m.Media, m.Text = chat.Voice, seal.NewSecret(mix.Recognition)
	case message.MsgTypeImage:
		m.Media = chat.Image
	case message.MsgTypeVideo, message.MsgTypeShortVideo:
		m.Media = chat.Video
	case message.MsgTypeLocation:
		m.Place = &chat.Place{Latitude: mix.LocationX, Longitude: mix.LocationY, Label: seal.NewSecret(mix.Label)}
	}
	if m.Event == "LOCATION" {
		lat, err1 := strconv.ParseFloat(mix.Latitude, 64)
		long, err2 := strconv.ParseFloat(mix.Longitude, 64)
		if err1 != nil || err2 != nil {
			return chat.Message{}, refuse(fault.Invalid, "not a position")
		}
		m.Place = &chat.Place{Latitude: lat, Longitude: long}
	}
	return m, nil
}

// Reply makes the body that answers m. Silence is the word the platform takes
// for "received, nothing to show".
func (c *Callback) Reply(m chat.Message, r chat.Reply) ([]byte, error) {
	if r.Silent() {
		return []byte("success"), nil
	}
	plain, err := xml.Marshal(c.compose(m, r))
	if err != nil || !m.Encrypted {
		return plain, err
	}
	random := make([]byte, 16)
	_, _ = rand.Read(random) // never fails: crypto/rand aborts the process instead
	sealed, err := util.EncryptMsg(random, plain, c.appID, c.aesKey.Reveal())
	if err != nil {
		return nil, refuse(fault.Internal, "the answer does not encrypt")
	}
	at, nonce := c.now().Unix(), rand.Text()[:16]
	return xml.Marshal(message.ResponseEncryptedXMLMsg{
		EncryptedMsg: string(sealed), Timestamp: at, Nonce: nonce,
		MsgSignature: util.Signature(c.token.Reveal(), strconv.FormatInt(at, 10), nonce, string(sealed)),
	})
}

func (c *Callback) compose(m chat.Message, r chat.Reply) any {
	var head *message.CommonToken
	var out any
	if len(r.Articles) > 0 {
		articles := make([]*message.Article, 0, len(r.Articles))
		for _, a := range r.Articles {
			articles = append(articles, message.NewArticle(a.Title, a.Description, a.Picture, a.URL))
		}
		news := message.NewNews(articles)
		head, out = &news.CommonToken, news
		head.SetMsgType(message.MsgTypeNews)
	} else {
		text := message.NewText(clip.Bytes(r.Text, replyLimit))
		head, out = &text.CommonToken, text
		head.SetMsgType(message.MsgTypeText)
	}
	head.SetToUserName(message.CDATA(m.From.Reveal()))
	head.SetFromUserName(message.CDATA(m.Account))
	head.SetCreateTime(c.now().Unix())
	return out
}

// discard is where the SDK writes the answers that we make ourselves.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) WriteHeader(int)             {}
