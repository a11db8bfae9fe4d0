package complaint

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/naming"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
)

// Progress is what its sender sees of a petition: no handler's name, no other
// petition, nothing the other side said.
type Progress struct {
	ID         int64
	Anonymous  bool
	Subject    string
	ReceivedAt time.Time
	State      Coarse
	Meaning    string
	Ahead      []Ahead // the steps that are still to come
	Steps      []Step
	Outcome    string // the words of the result, while it stands
	Place      string // town, village and what was typed
	When       string
	About      string
	Who        seal.Secret
	Body       seal.Secret
	Files      []Attachment
	Results    []Attachment // what the office gave with the result
	Talk       []Message
	CanAdd     bool
	CanRecuse  bool
	CanRate    bool
	CanRecall  bool
	Urge       Urging
	Rating     string // in words, once given
	RatingNote seal.Secret
	CanObject  bool
	Again      string // the second rating in words, once given
	AgainNote  seal.Secret
}

// Step is one line of the reporter's timeline.
type Step struct {
	At      time.Time
	Text    string
	Outcome bool // the result that stands
}

// resulting are the steps whose words are the result.
var resulting = map[Action]bool{ActClose: true, ActExplain: true, ActSuggestionAnswer: true, ActAppealDecide: true, ActForwardResult: true}

// Attachment is a photo or voice message; ID is its number among the
// petition's files.
type Attachment struct {
	ID       int64
	Kind     string
	Mime     string
	Original bool // what was sent is kept beside it
}

// Message is one thing said in the talk between reporter and office.
type Message struct {
	At    time.Time
	Mine  bool   // said by the reporter
	Staff string // office pages only
	Body  seal.Secret
	Files []Attachment
}

// Track finds a petition by the receipt that somebody typed and gives the slip
// with which the following pages find it again. What cannot be a receipt is told
// apart from one that is none of ours: that gives nothing away.
func (s *Service) Track(ctx context.Context, typed string) (slip string, err error) {
	receipt, ok := receiptDigits(typed)
	if !ok {
		return "", notAReceipt()
	}
	found, err := gorm.G[model.Petition](s.DB).Select("id").
		Where("receipt_digest IN ?", s.Box.Indexes(seal.NewSecret(receipt), purposeReceipt)).Limit(1).Find(ctx)
	if err != nil {
		return "", fmt.Errorf("track: %w", err)
	}
	if len(found) == 0 {
		return "", unknownReceipt()
	}
	return s.Slip(receipt), nil
}

// ReceiptOf shows the receipt behind a slip, for the page right after submitting.
func (s *Service) ReceiptOf(ctx context.Context, h Handle) (Receipt, error) {
	p, err := s.own(ctx, s.DB, actor.Actor{Kind: actor.Guest}, h)
	if err != nil {
		return Receipt{}, err
	}
	number, err := s.openReceipt(p.ReceiptSealed, p.ReceiptDigest)
	if err != nil {
		return Receipt{}, fmt.Errorf("receipt: %w", err)
	}
	if number == "" { // sealed up: only the reporter has it still
		number = s.unslip(h.Slip)
	}
	due, err := s.promised(ctx, p)
	if err != nil {
		return Receipt{}, err
	}
	r := receiptOf(p, number)
	r.Ahead = ahead(coarse(p), due)
	return s.proven(ctx, r)
}

// own finds a petition for whoever sent it: by the slip they hold, or by
// number among their own. Everything else does not exist.
func (s *Service) own(ctx context.Context, db *gorm.DB, by actor.Actor, h Handle) (model.Petition, error) {
	if h.Slip != "" {
		receipt := s.unslip(h.Slip)
		if receipt == "" {
			return model.Petition{}, notFound()
		}
		return take(gorm.G[model.Petition](db).
			Where("receipt_digest IN ?", s.Box.Indexes(seal.NewSecret(receipt), purposeReceipt)).Take(ctx))
	}
	by, err := s.present(ctx, by)
	if err != nil {
		return model.Petition{}, err
	}
	where, args := s.ownedBy(by)
	if where == "" {
		return model.Petition{}, notFound()
	}
	return take(gorm.G[model.Petition](db).
		Where("id = ? AND id IN (SELECT petition_id FROM reporters WHERE "+where+")", append([]any{h.ID}, args...)...).Take(ctx))
}

// take turns a missing row into the one answer for it.
func take(p model.Petition, err error) (model.Petition, error) {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return p, notFound()
	}
	if err != nil {
		return p, fmt.Errorf("petition: %w", err)
	}
	return p, nil
}

// present is a villager as their binding stands now. A session outlives an
// unbinding made on another phone: a phone that was lost must not go on showing
// complaints, or make new ones in its former owner's name.
func (s *Service) present(ctx context.Context, by actor.Actor) (actor.Actor, error) {
	if by.Kind != actor.Villager || by.PersonID == 0 {
		return by, nil
	}
	now, err := s.People.Current(ctx, by.WechatUserID)
	if err != nil {
		return by, fmt.Errorf("reporter: %w", err)
	}
	if now.PersonID != by.PersonID {
		by.PersonID = 0
	}
	return by, nil
}

// ownedBy is the condition for the reporter rows of a villager; empty for
// somebody who can have none.
func (s *Service) ownedBy(by actor.Actor) (string, []any) {
	if by.Kind != actor.Villager || by.Snapshot {
		return "", nil
	}
	switch {
	case by.PersonID != 0 && by.WechatUserID != 0:
		return "(person_digest IN ? OR wechat_digest IN ? AND person_digest IS NULL)",
			[]any{s.Box.Indexes(number(by.PersonID), purposePerson), s.Box.Indexes(number(by.WechatUserID), purposeWechat)}
	case by.PersonID != 0:
		return "person_digest IN ?", []any{s.Box.Indexes(number(by.PersonID), purposePerson)}
	case by.WechatUserID != 0:
		return "wechat_digest IN ? AND person_digest IS NULL", []any{s.Box.Indexes(number(by.WechatUserID), purposeWechat)}
	}
	return "", nil
}

// OwnRow is one of a villager's own petitions in a list.
type OwnRow struct {
	ID         int64
	Subject    string
	Place      string
	ReceivedAt time.Time
	UpdatedAt  time.Time
	State      Coarse
}

// Own lists the real-name petitions of a villager, newest first. Anonymous
// ones are not among them: nothing ties them to anybody.
func (s *Service) Own(ctx context.Context, by actor.Actor, r page.Request) (page.Page[OwnRow], error) {
	by, err := s.present(ctx, by)
	if err != nil {
		return page.Page[OwnRow]{}, err
	}
	where, args := s.ownedBy(by)
	if where == "" {
		return page.Of[OwnRow](r, nil, 0), nil
	}
	mine := "id IN (SELECT petition_id FROM reporters WHERE " + where + ")"
	total, err := gorm.G[model.Petition](s.DB).Where(mine, args...).Count(ctx, "*")
	if err != nil {
		return page.Page[OwnRow]{}, fmt.Errorf("own petitions: %w", err)
	}
	found, err := gorm.G[model.Petition](s.DB).Select("id", "subject", "village_code", "state", "received_at", "updated_at", "closed_at").
		Where(mine, args...).Order("received_at DESC, id DESC").Limit(r.Limit()).Offset(r.Offset()).Find(ctx)
	if err != nil {
		return page.Page[OwnRow]{}, fmt.Errorf("own petitions: %w", err)
	}
	names, err := placeNames(ctx, s.DB, villagesOf(found))
	if err != nil {
		return page.Page[OwnRow]{}, err
	}
	rows := make([]OwnRow, 0, len(found))
	for _, p := range found {
		rows = append(rows, OwnRow{p.ID, SubjectText(p.Subject), names[p.VillageCode], p.ReceivedAt, p.UpdatedAt, coarse(p)})
	}
	return page.Of(r, rows, int(total)), nil
}

func idsOf(found []model.Petition) []int64 {
	ids := make([]int64, len(found))
	for i, p := range found {
		ids[i] = p.ID
	}
	return ids
}

func villagesOf(found []model.Petition) []string {
	var codes []string
	for _, p := range found {
		codes = append(codes, p.VillageCode)
	}
	return codes
}

// Progress shows a petition to whoever sent it.
func (s *Service) Progress(ctx context.Context, by actor.Actor, h Handle) (Progress, error) {
	p, err := s.own(ctx, s.DB, by, h)
	if err != nil {
		return Progress{}, err
	}
	g := Progress{
		ID: p.ID, Anonymous: p.Mode == model.ReporterAnonymous, Subject: SubjectText(p.Subject), ReceivedAt: p.ReceivedAt,
		State: coarse(p), Meaning: meaning(p), When: p.Happened, Rating: RatingText(p.Rating), Again: RatingText(p.Rating2),
	}
	lead, err := s.leading(ctx, p)
	if err != nil {
		return Progress{}, err
	}
	if lead.ID != p.ID {
		g.State, g.Meaning = coarse(lead), meaningAlong(p, lead)
	}
	can := mayAlong(p, lead, RoleReporter)
	g.CanRecuse = can[ActRecuse] && s.Recusal != nil
	g.CanAdd, g.CanRecall, g.CanRate, g.CanObject = can[ActAdd], can[ActWithdraw], can[ActRate] && mayRate(p), can[ActObjection]
	due, err := s.promised(ctx, p)
	if err != nil {
		return Progress{}, err
	}
	g.Ahead = ahead(g.State, due)
	if g.Urge, err = s.urging(ctx, p, can[ActUrge], due.looked); err != nil {
		return Progress{}, err
	}
	texts, err := s.openTexts(p)
	if err != nil {
		return Progress{}, err
	}
	g.Body, g.Who, g.About, g.RatingNote, g.AgainNote = texts.body, texts.accused, texts.about.Reveal(), texts.rating, texts.rating2
	names, err := placeNames(ctx, s.DB, []string{p.VillageCode})
	if err != nil {
		return Progress{}, err
	}
	g.Place = join(names[p.VillageCode], p.Place)
	events, err := gorm.G[model.PetitionEvent](s.DB).Select("at", "kind", "public_text").
		Where("petition_id = ? AND public_text <> ''", p.ID).Order("id").Limit(200).Find(ctx)
	if err != nil {
		return Progress{}, fmt.Errorf("progress: %w", err)
	}
	outcome := 0 // which step, counted from 1
	for _, e := range events {
		g.Steps = append(g.Steps, Step{At: e.At, Text: e.PublicText})
		if g.State == CoarseDone && resulting[Action(e.Kind)] {
			outcome = len(g.Steps)
		}
	}
	if outcome > 0 {
		step := &g.Steps[outcome-1]
		step.Outcome, g.Outcome = true, step.Text
	}
	files, talk, err := s.talk(ctx, p.ID)
	g.Files, g.Results, g.Talk = files[0], files[withResult], talk
	for i := range g.Talk {
		g.Talk[i].Staff = "" // the reporter does not learn who handles it
	}
	return g, err
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// texts are a petition's sealed columns, opened.
type texts struct{ body, accused, about, outcome, rating, rating2 seal.Secret }

func (s *Service) openTexts(p model.Petition) (texts, error) {
	var t texts
	for _, c := range []struct {
		to     *seal.Secret
		sealed []byte
		column string
	}{
		{&t.body, p.BodySealed, "body"}, {&t.accused, p.AccusedSealed, "accused"}, {&t.about, p.AboutSealed, "about"},
		{&t.outcome, p.OutcomeNoteSealed, "outcome"}, {&t.rating, p.RatingNoteSealed, "rating"},
		{&t.rating2, p.Rating2NoteSealed, "rating2"},
	} {
		v, err := s.Box.Open(c.sealed, place(c.column, p.ReceiptDigest))
		if err != nil {
			return t, fmt.Errorf("petition %s: %w", c.column, err)
		}
		*c.to = v
	}
	return t, nil
}

// talk reads the files of a petition by message, and its messages, in three statements.
func (s *Service) talk(ctx context.Context, petitionID int64) (map[int64][]Attachment, []Message, error) {
	files, err := attachments(ctx, s.DB, petitionID)
	if err != nil {
		return nil, nil, err
	}
	said, err := s.messages(ctx, petitionID, files)
	return files, said, err
}

// messages reads what was said about a petition, in two statements.
func (s *Service) messages(ctx context.Context, petitionID int64, files map[int64][]Attachment) ([]Message, error) {
	found, err := gorm.G[model.PetitionMessage](s.DB).Where("petition_id = ?", petitionID).Order("id").Limit(500).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("talk: %w", err)
	}
	names, err := staffNames(ctx, s.DB, found)
	if err != nil {
		return nil, err
	}
	var said []Message
	for _, m := range found {
		body, err := s.Box.Open(m.BodySealed, placeMessage(m.SubmitKey))
		if err != nil {
			return nil, fmt.Errorf("talk: %w", err)
		}
		said = append(said, Message{m.At, m.FromSide == sideReporter, names[m.StaffID], body, files[m.ID]})
	}
	return said, nil
}

// The sides of a talk.
const (
	sideReporter = "reporter"
	sideOffice   = "office"
)

// withResult is where attachments puts what came with the result.
const withResult = -1

// attachments lists a petition's files by message; 0 is the petition itself.
func attachments(ctx context.Context, db *gorm.DB, petitionID int64) (map[int64][]Attachment, error) {
	var rows []struct {
		ID, MessageID, ParentID int64
		Kind, Mime              string
		WithResult              bool
	}
	err := db.WithContext(ctx).Table("petition_files AS pf").Select("pf.id, pf.message_id, pf.kind, pf.with_result, f.mime, f.parent_id").
		Joins("JOIN files f ON f.id = pf.file_id AND f.deleted_at IS NULL").Where("pf.petition_id = ?", petitionID).
		Order("pf.id").Limit(200).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("attachments: %w", err)
	}
	out := map[int64][]Attachment{}
	for _, r := range rows {
		of := r.MessageID
		if r.WithResult {
			of = withResult
		}
		out[of] = append(out[of], Attachment{r.ID, r.Kind, r.Mime, r.ParentID != 0})
	}
	return out, nil
}

// staffNames finds the names behind the office's messages.
func staffNames(ctx context.Context, db *gorm.DB, said []model.PetitionMessage) (map[int64]string, error) {
	var ids []int64
	for _, m := range said {
		if m.StaffID != 0 {
			ids = append(ids, m.StaffID)
		}
	}
	return namesOf(ctx, db, ids)
}

func namesOf(ctx context.Context, db *gorm.DB, ids []int64) (map[int64]string, error) {
	if len(ids) == 0 {
		return map[int64]string{}, nil
	}
	return naming.Staff(ctx, db, ids)
}

// placeNames gives "town · village" for division codes.
func placeNames(ctx context.Context, db *gorm.DB, codes []string) (map[string]string, error) {
	want := map[string]bool{}
	for _, c := range codes {
		if len(c) == 12 {
			want[c], want[c[:9]+"000"] = true, true
		}
	}
	out := map[string]string{}
	if len(want) == 0 {
		return out, nil
	}
	all := make([]string, 0, len(want))
	for c := range want {
		all = append(all, c)
	}
	plain, err := naming.Divisions(ctx, db, all)
	if err != nil {
		return nil, err
	}
	for _, c := range codes {
		if len(c) != 12 {
			continue
		}
		out[c] = plain[c]
		if town := c[:9] + "000"; town != c {
			out[c] = join(plain[town], plain[c])
		}
	}
	return out, nil
}
