package complaint

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/series"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// Submit takes a complaint in and gives its receipt. The same form sent twice
// is one complaint with one receipt. Files that are fine move from d.Uploads to
// d.Held whatever becomes of the rest, so that a refused form loses nothing.
func (s *Service) Submit(ctx context.Context, by actor.Actor, d *Draft) (Receipt, error) {
	if by.Kind != actor.Villager && by.Kind != actor.Guest {
		return Receipt{}, fault.New(fault.Forbidden, "工作人员收到的来信、来访、来电，请在信访件登记里录入")
	}
	if by.Snapshot {
		return Receipt{}, fault.New(fault.Forbidden, "您现在看的是预览页，不能投诉。请点右下角“使用完整服务”，再来填写")
	}
	if d.Token == "" {
		return Receipt{}, fault.New(fault.Invalid, "页面放得太久了，请再点一次提交")
	}
	if r, found, err := s.submitted(ctx, d.Token); err != nil || found {
		return r, err
	}
	by, err := s.present(ctx, by)
	if err != nil {
		return Receipt{}, err
	}
	n, err := s.newcomer(ctx, by, d)
	if err != nil {
		return Receipt{}, err
	}
	if n.first, err = s.sameMatter(ctx, n); err != nil {
		return Receipt{}, err
	}
	r, err := s.receive(ctx, n)
	if errors.Is(err, errApart) { // then it is received like any other
		n.first = 0
		r, err = s.receive(ctx, n)
	}
	if errors.Is(err, gorm.ErrDuplicatedKey) { // the other submission was faster
		if again, found, err := s.submitted(ctx, d.Token); err != nil || found {
			return again, err
		}
	}
	return r, err
}

// newcomer checks a villager's draft and makes of it what is to be received.
func (s *Service) newcomer(ctx context.Context, by actor.Actor, d *Draft) (arrival, error) {
	d.trim()
	name, phone, err := s.contactOf(ctx, by, d)
	if err != nil {
		return arrival{}, err
	}
	bad := d.check(true)
	if d.Named == "named" && by.PersonID != 0 { // what is known need not be typed
		if !name.Empty() {
			delete(bad, "name")
		}
		if !phone.Empty() && d.Phone.Empty() {
			delete(bad, "phone")
		}
	}
	var held []string
	if held, err = s.hold(ctx, d.Uploads, d.Held, d.Named != "named", bad); err != nil {
		return arrival{}, err
	}
	d.Uploads, d.Held = nil, held
	spoken := s.spoken(held)
	if spoken && utf8.RuneCountInString(d.Body.Reveal()) < MinBody {
		delete(bad, "body")
	}
	if _, ok, err := division(ctx, s.DB, d.Village); err != nil {
		return arrival{}, err
	} else if !ok {
		bad["village"] = "请选事情发生在哪个村"
	}
	if err := invalid(bad); err != nil {
		return arrival{}, err
	}
	if spoken && d.Body.Empty() {
		d.Body = seal.NewSecret(spokenBody)
	}
	n := arrival{Draft: d, by: actor.Actor{Kind: actor.Guest}, channel: model.ChannelH5, at: s.clock(), received: s.clock()}
	if d.Named == "anonymous" {
		// The payout is the reporter's own and would name them.
		if d.AboutKind == "payout" {
			d.AboutKind, d.About = "", seal.Secret{}
		}
		d.Name, d.Phone = seal.Secret{}, seal.Secret{}
		return n, nil
	}
	if by.Kind == actor.Villager {
		if err := s.notTooMany(ctx, by); err != nil {
			return arrival{}, err
		}
		n.channel, n.person, n.wechat = model.ChannelWechat, by.PersonID, by.WechatUserID
	}
	n.reporter = &identity{Name: name.Reveal(), Phone: phone.Reveal()}
	return n, nil
}

// paramPerDay is the county's number of complaints that one person may submit
// under their name in a day, and standardPerDay what holds until it sets one.
const (
	paramPerDay    = "complaint.per_day"
	standardPerDay = 5
)

// notTooMany refuses more real-name complaints than one person has in a day.
// Anonymous ones are not counted: that would take knowing whose they are.
func (s *Service) notTooMany(ctx context.Context, by actor.Actor) error {
	where, args := s.ownedBy(by)
	if where == "" {
		return nil
	}
	most, err := s.number(ctx, paramPerDay, standardPerDay)
	if err != nil {
		return err
	}
	since := s.clock().Add(-24 * time.Hour)
	n, err := gorm.G[model.Petition](s.DB).
		Where("received_at > ? AND id IN (SELECT petition_id FROM reporters WHERE "+where+")", append([]any{since}, args...)...).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("complaints a day: %w", err)
	}
	if int(n) >= most {
		return fault.Newf(fault.Invalid, "您一天里已经交了%d件，请明天再交。您写的还在下面；急事请打监督电话12388", most)
	}
	return nil
}

// spokenBody stands where the words would of a complaint that was only spoken.
const spokenBody = "（没有写字，说在录音里）"

// spoken reports whether a voice message is among the files: who cannot write
// need not.
func (s *Service) spoken(held []string) bool {
	return slices.ContainsFunc(s.heldOf(held), func(h heldFile) bool { return h.Kind == KindVoice })
}

// contactOf is the name and telephone a real-name complaint carries: those
// registered for a bound person, unless a telephone was typed.
func (s *Service) contactOf(ctx context.Context, by actor.Actor, d *Draft) (name, phone seal.Secret, err error) {
	name, phone = d.Name, d.Phone
	if d.Named != "named" || by.PersonID == 0 {
		return name, phone, nil
	}
	n, p, err := s.People.Contact(ctx, by.PersonID)
	if err != nil {
		return name, phone, fmt.Errorf("complaint contact: %w", err)
	}
	if !n.Empty() {
		name = n
	}
	if phone.Empty() {
		phone = p
	}
	return name, phone, nil
}

// submitted finds what this form already made.
func (s *Service) submitted(ctx context.Context, token string) (Receipt, bool, error) {
	found, err := gorm.G[model.Petition](s.DB).
		Select("id", "receipt_digest", "receipt_sealed", "mode", "subject", "received_at").
		Where("submit_key IN ?", s.Box.Indexes(seal.NewSecret(token), purposeSubmit)).Limit(1).Find(ctx)
	if err != nil || len(found) == 0 {
		return Receipt{}, false, err
	}
	p := found[0]
	number, err := s.openReceipt(p.ReceiptSealed, p.ReceiptDigest)
	if err != nil {
		return Receipt{}, false, fmt.Errorf("complaint receipt: %w", err)
	}
	r, err := s.proven(ctx, receiptOf(p, number))
	return r, true, err
}

func receiptOf(p model.Petition, number string) Receipt {
	return Receipt{ID: p.ID, Number: Grouped(number), Anonymous: p.Mode == model.ReporterAnonymous, Subject: SubjectText(p.Subject), At: p.ReceivedAt}
}

// identity is who a real-name reporter is, sealed as a whole.
type identity struct {
	Name       string `json:"name"`
	Phone      string `json:"phone"`
	ResidentID string `json:"resident_id,omitempty"`
	Address    string `json:"address,omitempty"`
}

// arrival is a checked complaint on its way in, whatever the channel.
type arrival struct {
	*Draft
	by       actor.Actor // never the reporter: the chain must not say who complained
	channel  string
	at       time.Time // now
	received time.Time // when it reached us; letters lie a day
	reporter *identity // nil when anonymous
	person   int64
	wechat   int64
	first    int64 // what it is handled along with, by the reporter's choice; 0 is nothing
}

// receive writes a petition and all that belongs to it in one transaction.
func (s *Service) receive(ctx context.Context, n arrival) (Receipt, error) {
	book, err := s.Clocks(ctx)
	if err != nil {
		return Receipt{}, fmt.Errorf("complaint clocks: %w", err)
	}
	number := newReceipt()
	row := s.petition(n, number)
	d := deed{
		by: n.by, role: RoleReporter, at: n.at, act: "receive", public: "我们收到了您反映的事。", detail: map[string]any{"channel": row.Channel, "mode": row.Mode},
		book: book, from: period.Here(n.received),
	}
	if n.reporter != nil { // whoever gave a name is told whether it is taken up
		d.start = []timer.Kind{timer.TellAccepted}
	}
	joins(&row, n)
	token, err := s.prove(n, number, book)
	if err != nil {
		return Receipt{}, err
	}
	held := s.heldOf(n.Held)
	for _, h := range held {
		if h.Kind == KindPhoto {
			row.PhotoCount++
		} else {
			row.HasVoice = true
		}
	}
	keepOut, err := s.concerned(ctx, n.Draft)
	if err != nil {
		return Receipt{}, err
	}
	var p model.Petition
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		year := period.Here(n.received).Year()
		no, err := series.Next(tx, "petition/"+strconv.Itoa(year))
		if err != nil {
			return err
		}
		p = row
		p.Number = fmt.Sprintf("信访〔%d〕%05d", year, no)
		if err := tx.Create(&p).Error; err != nil {
			return fmt.Errorf("petition: %w", err)
		}
		if n.reporter != nil {
			if err := addReporter(tx, s.Box, p.ID, n); err != nil {
				return err
			}
		}
		if err := attach(tx, model.PetitionFile{PetitionID: p.ID}, held); err != nil {
			return err
		}
		if err := keepOut(tx, n.at, p.ID); err != nil {
			return err
		}
		if err := keepProof(tx, p.ID, token); err != nil {
			return err
		}
		if p.OwnHead {
			if err := keepFromHeads(tx, book, p.ID, nil, p.ReceivedAt, n.at, recuse.Accused); err != nil {
				return err
			}
		}
		return arrived(tx, s.Box, p, d)
	})
	if err != nil {
		return Receipt{}, err
	}
	r := receiptOf(p, number)
	r.Proof = token
	return r, nil
}

// petition seals a draft into its row.
func (s *Service) petition(n arrival, receipt string) model.Petition {
	digest, sealed := sealReceipt(s.Box, receipt)
	mode := model.ReporterAnonymous
	if n.reporter != nil {
		mode = model.ReporterRealClaimed
	}
	return model.Petition{
		ReceiptDigest: digest, ReceiptSealed: sealed, SubmitKey: s.Box.Index(seal.NewSecret(n.Token), purposeSubmit),
		Channel: n.channel, Mode: mode, Subject: n.Subject, VillageCode: n.Village, Place: n.Place, Happened: n.When,
		AccusedSealed: s.Box.Seal(n.Who, place("accused", digest)), BodySealed: s.Box.Seal(n.Body, place("body", digest)),
		AboutKind: n.AboutKind, AboutSealed: s.Box.Seal(clipSecret(n.About, maxAbout), place("about", digest)),
		State: model.PetitionReceived, OwnHead: n.Subject == SubjectOwnHead, Version: 1, ReceivedAt: n.received, UpdatedAt: n.at,
	}
}

// addReporter writes who it was, readable with the petition office's key only.
func addReporter(tx *gorm.DB, box *seal.Box, petitionID int64, n arrival) error {
	who, err := json.Marshal(n.reporter)
	if err != nil {
		return fmt.Errorf("reporter: %w", err)
	}
	r := model.Reporter{PetitionID: petitionID, ShareAgreed: n.Share, Sealed: box.SealBytes(who, placeOf("reporters.sealed", petitionID))}
	if n.person != 0 {
		r.PersonDigest = box.Index(number(n.person), purposePerson)
	}
	if n.wechat != 0 {
		r.WechatDigest = box.Index(number(n.wechat), purposeWechat)
		r.WechatSealed = box.Seal(number(n.wechat), placeOf("reporters.wechat", petitionID))
	}
	if err := tx.Create(&r).Error; err != nil {
		return fmt.Errorf("reporter: %w", err)
	}
	return nil
}

func number(id int64) seal.Secret { return seal.NewSecret(strconv.FormatInt(id, 10)) }

// clipSecret shortens to n characters.
func clipSecret(v seal.Secret, n int) seal.Secret {
	return seal.NewSecret(clip.Runes(v.Reveal(), n))
}
