package simulator

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Delivery is how a push ended.
type Delivery struct {
	Attempts int
	Status   int    // of the last attempt, 0 if the program did not answer
	Text     string // what the person reads
	Articles []Article
}

// part is one element of a pushed message.
type part struct{ name, value string }

// Say sends a text.
func (p *Platform) Say(ctx context.Context, openid, text string) (Delivery, error) {
	return p.message(ctx, openid, Bubble{Kind: "text", Text: text}, part{"MsgType", "text"}, part{"Content", text})
}

// SendImage sends a picture.
func (p *Platform) SendImage(ctx context.Context, openid, kind string, data []byte) (Delivery, error) {
	id := p.store(kind, data)
	pic := p.o.PublicURL + p.o.Prefix + "/media/" + id
	return p.message(ctx, openid, Bubble{Kind: "image", URL: p.o.Prefix + "/media/" + id}, part{"MsgType", "image"}, part{"PicUrl", pic}, part{"MediaId", id})
}

// SendVoice sends a voice message; heard is what WeChat makes of it.
func (p *Platform) SendVoice(ctx context.Context, openid, heard string) (Delivery, error) {
	id := p.store("audio/amr", append([]byte("#!AMR\n"), make([]byte, 640)...))
	return p.message(ctx, openid, Bubble{Kind: "voice", Text: heard},
		part{"MsgType", "voice"}, part{"MediaId", id}, part{"Format", "amr"}, part{"Recognition", heard})
}

// SendLocation sends where the person is.
func (p *Platform) SendLocation(ctx context.Context, openid string) (Delivery, error) {
	ph, err := p.person(openid)
	if err != nil {
		return Delivery{}, err
	}
	return p.message(ctx, openid, Bubble{Kind: "location", Text: ph.Place}, part{"MsgType", "location"},
		part{"Location_X", fmt.Sprintf("%f", ph.Latitude)}, part{"Location_Y", fmt.Sprintf("%f", ph.Longitude)}, part{"Scale", "15"}, part{"Label", ph.Place})
}

// Follow makes somebody follow the account.
func (p *Platform) Follow(ctx context.Context, openid string) (Delivery, error) {
	return p.follow(ctx, openid, true, "subscribe")
}

// Unfollow makes somebody leave the account.
func (p *Platform) Unfollow(ctx context.Context, openid string) (Delivery, error) {
	return p.follow(ctx, openid, false, "unsubscribe")
}

func (p *Platform) follow(ctx context.Context, openid string, followed bool, event string) (Delivery, error) {
	p.mu.Lock()
	ph := p.people[openid]
	if ph != nil {
		ph.followed = followed
		text := "您已关注本公众号"
		if !followed {
			text = "您已取消关注"
		}
		p.show(ph, Bubble{From: "system", Kind: "text", Text: text})
	}
	p.mu.Unlock()
	return p.event(ctx, openid, event, "")
}

// Click presses a menu button that sends a key.
func (p *Platform) Click(ctx context.Context, openid, key string) (Delivery, error) {
	return p.event(ctx, openid, "CLICK", key)
}

// View tells the program that a menu button opened a page.
func (p *Platform) View(ctx context.Context, openid, page string) (Delivery, error) {
	return p.event(ctx, openid, "VIEW", page)
}

// Scan scans a QR code of the account.
func (p *Platform) Scan(ctx context.Context, openid, scene string) (Delivery, error) {
	return p.event(ctx, openid, "SCAN", scene)
}

func (p *Platform) event(ctx context.Context, openid, event, key string) (Delivery, error) {
	return p.push(ctx, openid, part{"MsgType", "event"}, part{"Event", event}, part{"EventKey", key})
}

func (p *Platform) message(ctx context.Context, openid string, b Bubble, parts ...part) (Delivery, error) {
	p.mu.Lock()
	if ph := p.people[openid]; ph != nil {
		b.From = "me"
		p.show(ph, b)
	}
	p.msgID++
	id := strconv.FormatInt(p.msgID, 10)
	p.mu.Unlock()
	return p.push(ctx, openid, append(parts, part{"MsgId", id})...)
}

func (p *Platform) person(openid string) (Person, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ph := p.people[openid]; ph != nil {
		return ph.Person, nil
	}
	return Person{}, errors.New("simulator: nobody with this openid")
}

// push writes the message, delivers it as WeChat does — three times at most,
// five seconds each — and shows the answer on the phone.
func (p *Platform) push(ctx context.Context, openid string, parts ...part) (Delivery, error) {
	if _, err := p.person(openid); err != nil {
		return Delivery{}, err
	}
	head := []part{{"ToUserName", account}, {"FromUserName", openid}, {"CreateTime", strconv.FormatInt(p.o.Now().Unix(), 10)}}
	msg := document(append(head, parts...)...)
	var d Delivery
	var err error
	for d.Attempts < 3 {
		d.Attempts++
		var body []byte
		if d.Status, body, err = p.Deliver(ctx, msg); err == nil && d.Status == http.StatusOK {
			err = p.receive(openid, body, &d)
			break
		}
		wait := time.NewTimer(p.o.RetryAfter)
		select {
		case <-ctx.Done():
			wait.Stop()
			return d, ctx.Err()
		case <-wait.C:
		}
	}
	if err != nil || d.Status != http.StatusOK {
		p.mu.Lock()
		p.show(p.people[openid], Bubble{From: "system", Kind: "text", Text: "该公众号提供的服务出现故障，请稍后再试"})
		p.mu.Unlock()
	}
	return d, err
}

// document writes a message as WeChat does: numbers bare, text in CDATA.
func document(parts ...part) []byte {
	var b bytes.Buffer
	b.WriteString("<xml>")
	for _, q := range parts {
		if _, err := strconv.ParseFloat(q.value, 64); err == nil && q.name != "Content" && q.name != "Recognition" && q.name != "EventKey" {
			fmt.Fprintf(&b, "<%s>%s</%s>", q.name, q.value, q.name)
			continue
		}
		fmt.Fprintf(&b, "<%s><![CDATA[%s]]></%s>", q.name, bytes.ReplaceAll([]byte(q.value), []byte("]]>"), []byte("]]]]><![CDATA[>")), q.name)
	}
	b.WriteString("</xml>")
	return b.Bytes()
}

// Deliver sends one message once, signed and in the account's mode.
func (p *Platform) Deliver(ctx context.Context, msg []byte) (status int, body []byte, err error) {
	q, sent, err := p.wrap(msg)
	if err != nil {
		return 0, nil, err
	}
	p.mu.Lock()
	target := p.o.Target
	p.mu.Unlock()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, target+"?"+q.Encode(), bytes.NewReader(sent))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Content-Type", "text/xml")
	res, err := p.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = res.Body.Close() }()
	body, err = io.ReadAll(io.LimitReader(res.Body, 1<<20))
	return res.StatusCode, body, err
}

// wrap signs a message and encrypts it if the mode says so.
func (p *Platform) wrap(msg []byte) (url.Values, []byte, error) {
	at, nonce := strconv.FormatInt(p.o.Now().Unix(), 10), rand.Text()[:10]
	q := url.Values{"timestamp": {at}, "nonce": {nonce}, "signature": {p.envelope.sign(at, nonce)}}
	if p.o.Mode == Plain {
		return q, msg, nil
	}
	sealed, err := p.envelope.seal(msg)
	if err != nil {
		return nil, nil, err
	}
	q.Set("encrypt_type", "aes")
	q.Set("msg_signature", p.envelope.sign(at, nonce, sealed))
	encrypt := "<Encrypt><![CDATA[" + sealed + "]]></Encrypt>"
	if p.o.Mode == Compatible {
		return q, bytes.Replace(msg, []byte("</xml>"), []byte(encrypt+"</xml>"), 1), nil
	}
	return q, []byte("<xml><ToUserName><![CDATA[" + account + "]]></ToUserName>" + encrypt + "</xml>"), nil
}

type sealedReply struct {
	Encrypt, MsgSignature, TimeStamp, Nonce string
}

type reply struct {
	ToUserName, FromUserName, MsgType, Content string
	Articles                                   []Article `xml:"Articles>item"`
}

// receive reads the program's answer as strictly as WeChat does.
func (p *Platform) receive(openid string, body []byte, d *Delivery) error {
	if s := string(body); s == "" || s == "success" {
		return nil
	}
	if p.o.Mode == Safe {
		var s sealedReply
		if err := xml.Unmarshal(body, &s); err != nil {
			return errEnvelope
		}
		if s.MsgSignature != p.envelope.sign(s.TimeStamp, s.Nonce, s.Encrypt) {
			return errors.New("simulator: the answer's signature is wrong")
		}
		var err error
		if body, err = p.envelope.open(s.Encrypt); err != nil {
			return err
		}
	} else if p.o.Mode == Compatible && bytes.Contains(body, []byte("<Encrypt>")) {
		var s sealedReply
		if err := xml.Unmarshal(body, &s); err != nil {
			return errEnvelope
		}
		var err error
		if body, err = p.envelope.open(s.Encrypt); err != nil {
			return err
		}
	}
	var r reply
	if err := xml.Unmarshal(body, &r); err != nil {
		return errors.New("simulator: the answer is not a message")
	}
	if r.ToUserName != openid || r.FromUserName != account {
		return errors.New("simulator: the answer is to somebody else")
	}
	d.Text, d.Articles = r.Content, r.Articles
	p.mu.Lock()
	defer p.mu.Unlock()
	p.show(p.people[openid], Bubble{From: "account", Kind: r.MsgType, Text: r.Content, Articles: r.Articles})
	return nil
}
