package finding

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bound"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// TopicAsked promises that a household is told that a question waits; its
// payload names people by number and says nothing else.
const TopicAsked = "finding.asked"

// Asked is the payload of TopicAsked.
type Asked struct {
	HearingID int64   `json:"hearing_id"`
	People    []int64 `json:"people"`
	Owed      bool    `json:"owed,omitempty"` // the household is told of what it may be owed
}

// Hearing is one question to a household, as the office sees it.
type Hearing struct {
	ID          int64
	Person      string
	Question    seal.Secret
	AskedAt     time.Time
	Owed        string // an Owed constant: it sets no day and stops nothing
	Due         time.Time
	Past        bool   // the day is over
	Answer      string // in words; "" none
	Objected    bool
	Text        seal.Secret
	AnsweredAt  *time.Time
	Via         string
	Decision    string // in words; "" none
	DecidedAt   *time.Time
	Reason      seal.Secret
	CanDecide   bool
	CanWrite    bool
	Attachments []Attachment
}

// hears reports whether an actor reads what households answer. The village is
// left out: an answer may be about its cadres.
func hears(by actor.Actor) bool {
	return by.Is(actor.RoleSupervision, actor.RoleHead, actor.RoleBureauOfficer)
}

func viaText(v string) string {
	return text([]Choice{{"wechat", "微信"}, {"h5", "网页"}, {"office", "到场或电话"}}, v)
}

func (s *Service) hearingsOf(ctx context.Context, by actor.Actor, f model.Finding, out *Detail) error {
	if !hears(by) {
		return nil
	}
	found, err := gorm.G[model.FindingHearing](s.DB).Where("finding_id = ?", f.ID).Order("id").Limit(20).Find(ctx)
	if err != nil {
		return fmt.Errorf("hearings: %w", err)
	}
	people := map[int64]string{}
	for _, m := range out.Members {
		people[m.PersonID] = m.Name
	}
	people[f.PersonID] = out.Subject
	for _, h := range found {
		one := Hearing{
			ID: h.ID, Person: people[h.PersonID], AskedAt: h.AskedAt, Owed: h.Owed, Due: h.DueAt, Past: h.Owed == "" && s.clock().After(h.DueAt),
			Answer: text(Answers(h.Owed), h.Answer), Objected: h.Answer == model.HearingObjected,
			AnsweredAt: h.AnsweredAt, Via: viaText(h.AnsweredVia), Decision: text(Decisions(h.Owed), h.Decision), DecidedAt: h.DecidedAt,
			CanWrite: h.Answer == "" && h.Decision == "" && by.Is(actor.RoleSupervision) && out.Can[ActHeard],
		}
		one.CanDecide = h.Decision == "" && (h.Answer != "" || one.Past || h.Owed != "") && out.Can[ActDecide]
		if err := errors.Join(s.open(&one.Question, h.QuestionSealed, columnQuestion, f.ID), s.open(&one.Text, h.AnswerSealed, columnAnswer, f.ID),
			s.open(&one.Reason, h.DecisionSealed, columnDecision, f.ID)); err != nil {
			return err
		}
		for _, a := range out.Files {
			if a.Hearing == h.ID {
				one.Attachments = append(one.Attachments, a)
			}
		}
		out.Hearings = append(out.Hearings, one)
		if h.Decision == "" {
			delete(out.Can, ActAsk) // one question at a time
		}
	}
	return nil
}

// Question is what a household is asked. Keys of its errors: person, text.
type Question struct {
	Version  int
	PersonID int64
	Text     seal.Secret
}

// Ask puts a question to one person of the household, who is told only that
// something waits, or that the registers show something not yet paid. It is
// refused for what concerns cadres.
func (s *Service) Ask(ctx context.Context, by actor.Actor, id int64, q Question) error {
	f, err := s.at(ctx, by, id, q.Version, ActAsk)
	if err != nil {
		return err
	}
	bad := map[string]string{}
	q.Text = trimmed(q.Text)
	if n := utf8.RuneCountInString(q.Text.Reveal()); n < 10 || n > 500 {
		bad["text"] = "请用大白话写清楚比对到什么、要他说明什么，10到500个字"
	}
	people, err := s.household(ctx, f, q.PersonID)
	if err != nil {
		return err
	}
	if len(people) == 0 {
		bad["person"] = "请选要征询的人"
	}
	if err := invalid(bad); err != nil {
		return err
	}
	days, err := s.number(ctx, ParamHearing, daysHearing)
	if err != nil {
		return err
	}
	cal, err := s.Calendar(ctx)
	if err != nil {
		return fmt.Errorf("calendar: %w", err)
	}
	at := s.clock()
	due := cal.AddDays(period.Here(at), days)
	d := deed{by: by, at: at, act: ActAsk, note: q.Text}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		var open int64
		if err := tx.Model(&model.FindingHearing{}).Where("finding_id = ? AND decision = ''", f.ID).Count(&open).Error; err != nil {
			return fmt.Errorf("hearings: %w", err)
		}
		if open > 0 {
			return fault.New(fault.Conflict, "已经征询过一次，还没有作出决定")
		}
		h := model.FindingHearing{
			FindingID: f.ID, PersonID: q.PersonID, QuestionSealed: s.Box.Seal(q.Text, place(columnQuestion, f.ID)), AskedBy: by.StaffID, AskedAt: at,
			DueAt: due.At().UTC(), DueProvisional: due.Provisional, Owed: f.Owed, Version: 1,
		}
		if err := tx.Create(&h).Error; err != nil {
			return fmt.Errorf("hearing: %w", err)
		}
		if _, err := s.advance(tx, f, d); err != nil {
			return err
		}
		return outbox.Add(tx, TopicAsked, fmt.Sprintf("hearing/%d", h.ID), at, Asked{h.ID, people, f.Owed != ""})
	})
}

// household gives the person to ask and the head of the same household; none
// when the person does not belong to the finding's household.
func (s *Service) household(ctx context.Context, f model.Finding, person int64) ([]int64, error) {
	var d Detail
	if err := s.members(ctx, actor.Actor{}, f, &d); err != nil {
		return nil, err
	}
	ok := person != 0 && person == f.PersonID
	for _, m := range d.Members {
		ok = ok || m.PersonID == person
	}
	if !ok {
		return nil, nil
	}
	var heads []int64
	if err := s.DB.WithContext(ctx).Raw(headsOf+" WHERE a.person_id = ?", model.BatchLoaded, model.BatchLoaded, person).Scan(&heads).Error; err != nil {
		return nil, fmt.Errorf("head of household: %w", err)
	}
	people := []int64{person}
	for _, h := range heads {
		if h != person {
			people = append(people, h)
		}
	}
	return people, nil
}

// headsOf gives the head b of the registered household that a lives in.
const headsOf = `SELECT b.person_id FROM residents a JOIN batches x ON x.id = a.batch_id AND x.status = ?
 JOIN residents b ON b.household_no = a.household_no AND a.household_no <> '' AND a.closed_by = 0 AND b.closed_by = 0 AND b.relation = '户主'
 JOIN batches y ON y.id = b.batch_id AND y.status = ?`

// OwnQuestion is a question as the household sees it.
type OwnQuestion struct {
	ID         int64
	Text       seal.Secret
	AskedAt    time.Time
	Owed       string // an Owed constant: then Due holds nothing
	Due        time.Time
	Choices    []Choice
	Answer     string // in words; "" none yet
	Objected   bool
	AnswerText seal.Secret
	AnsweredAt *time.Time
	CanAnswer  bool
	Decision   string // what came of it, in words for the household
}

// OwnQuestions lists the questions to a bound person, or to the household whose
// head the person is, the newest first.
func (s *Service) OwnQuestions(ctx context.Context, by actor.Actor) ([]OwnQuestion, error) {
	if err := bound.Check(ctx, s.DB, by); err != nil {
		return nil, err
	}
	found, err := gorm.G[model.FindingHearing](s.DB).Where(ownWhere, ownArgs(by)...).Order("id DESC").Limit(50).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("questions: %w", err)
	}
	out := make([]OwnQuestion, 0, len(found))
	for _, h := range found {
		q, err := s.ownQuestion(h)
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// ToAnswer counts the questions to a bound person's household that wait for its
// answer, in one statement.
func (s *Service) ToAnswer(ctx context.Context, by actor.Actor) (int, error) {
	if by.Kind != actor.Villager || by.PersonID == 0 || by.Snapshot {
		return 0, nil
	}
	n, err := gorm.G[model.FindingHearing](s.DB).Where("answer = '' AND decision = ''").Where(ownWhere, ownArgs(by)...).Count(ctx, "*")
	if err != nil {
		return 0, fmt.Errorf("questions to answer: %w", err)
	}
	return int(n), nil
}

const ownWhere = `(person_id = ? OR EXISTS (` + headsOf + ` WHERE a.person_id = finding_hearings.person_id AND b.person_id = ?))`

func ownArgs(by actor.Actor) []any {
	return []any{by.PersonID, model.BatchLoaded, model.BatchLoaded, by.PersonID}
}

// OwnQuestion shows one question to whom it is put; for anybody else there is none.
func (s *Service) OwnQuestion(ctx context.Context, by actor.Actor, id int64) (OwnQuestion, error) {
	h, err := s.ownHearing(ctx, by, id)
	if err != nil {
		return OwnQuestion{}, err
	}
	return s.ownQuestion(h)
}

func (s *Service) ownHearing(ctx context.Context, by actor.Actor, id int64) (model.FindingHearing, error) {
	if err := bound.Check(ctx, s.DB, by); err != nil {
		return model.FindingHearing{}, err
	}
	h, err := gorm.G[model.FindingHearing](s.DB).Where("id = ?", id).Where(ownWhere, ownArgs(by)...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return h, fault.New(fault.NotFound, "没有找到这个页面")
	}
	if err != nil {
		return h, fmt.Errorf("question: %w", err)
	}
	return h, nil
}

func (s *Service) ownQuestion(h model.FindingHearing) (OwnQuestion, error) {
	q := OwnQuestion{ID: h.ID, AskedAt: h.AskedAt, Owed: h.Owed, Due: h.DueAt, Choices: Answers(h.Owed), Answer: text(Answers(h.Owed), h.Answer),
		Objected: h.Answer == model.HearingObjected, AnsweredAt: h.AnsweredAt, CanAnswer: h.Answer == "" && h.Decision == ""}
	if h.Owed != "" {
		q.Due = time.Time{}
	}
	switch h.Decision {
	case model.HearingStop:
		q.Decision = "看过您的情况以后，决定建议停发。不服可以向主管部门反映，也可以打监督电话。"
	case model.HearingGoOn:
		q.Decision = "看过您的情况以后，决定照常发放。"
	case model.HearingPay:
		q.Decision = "看过您的情况以后，已经请主管部门办理。很久没有结果，可以打监督电话。"
	case model.HearingNone:
		q.Decision = "核对过了，这一次不用再发或者再办。觉得不对，可以打监督电话。"
	}
	return q, errors.Join(s.open(&q.Text, h.QuestionSealed, columnQuestion, h.FindingID), s.open(&q.AnswerText, h.AnswerSealed, columnAnswer, h.FindingID))
}

// Reply is what a household says. Keys of its errors: answer, text, photo, voice.
type Reply struct {
	Answer  string // a Hearing answer
	Text    seal.Secret
	Uploads []Upload
}

// Reply takes the household's own answer, once. One that comes after the day
// still counts while nobody has decided.
func (s *Service) Reply(ctx context.Context, by actor.Actor, id int64, r Reply) error {
	h, err := s.ownHearing(ctx, by, id)
	if err != nil {
		return err
	}
	f, err := gorm.G[model.Finding](s.DB).Where("id = ?", h.FindingID).Take(ctx)
	if err != nil {
		return fmt.Errorf("finding of a question: %w", err)
	}
	return s.heard(ctx, by, f, h, r, "wechat")
}

// WriteDown records what a household said at the office or on the telephone.
func (s *Service) WriteDown(ctx context.Context, by actor.Actor, id int64, version int, hearing int64, r Reply) error {
	f, err := s.at(ctx, by, id, version, ActHeard)
	if err != nil {
		return err
	}
	if !by.Is(actor.RoleSupervision) {
		return notFound()
	}
	h, err := s.hearing(ctx, f.ID, hearing)
	if err != nil {
		return err
	}
	return s.heard(ctx, by, f, h, r, "office")
}

func (s *Service) hearing(ctx context.Context, finding, id int64) (model.FindingHearing, error) {
	h, err := gorm.G[model.FindingHearing](s.DB).Where("id = ? AND finding_id = ?", id, finding).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return h, notFound()
	}
	if err != nil {
		return h, fmt.Errorf("hearing: %w", err)
	}
	return h, nil
}

func (s *Service) heard(ctx context.Context, by actor.Actor, f model.Finding, h model.FindingHearing, r Reply, via string) error {
	if h.Answer != "" || h.Decision != "" {
		return fault.New(fault.Conflict, "这个问题已经答复过了，或者已经有了决定")
	}
	if _, err := next(f.Status, ActHeard, by.Role); err != nil {
		return fault.New(fault.Conflict, "这件事已经办结，不用再答复")
	}
	r.Text = trimmed(r.Text)
	bad := map[string]string{}
	if text(Answers(h.Owed), r.Answer) == "" {
		bad["answer"] = "请选一个"
	}
	n := utf8.RuneCountInString(r.Text.Reveal())
	if h.Owed == "" && r.Answer == model.HearingObjected && n < 5 && len(r.Uploads) == 0 {
		bad["text"] = "请写哪里不对，至少5个字；不会写就放一段录音"
	}
	if n > maxNote {
		bad["text"] = fmt.Sprintf("请不要超过%d个字", maxNote)
	}
	if err := invalid(bad); err != nil {
		return err
	}
	files, err := s.attached.Take(ctx, r.Uploads, bad)
	if err != nil {
		return err
	}
	if err := invalid(bad); err != nil {
		return err
	}
	at := s.clock()
	d := deed{by: by, at: at, act: ActHeard, note: seal.NewSecret(text(Answers(h.Owed), r.Answer)), detail: map[string]any{"hearing": h.ID, "answer": r.Answer, "via": via}}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		u := tx.Model(&model.FindingHearing{}).Where("id = ? AND version = ?", h.ID, h.Version).Updates(map[string]any{
			"answer": r.Answer, "answer_sealed": s.Box.Seal(r.Text, place(columnAnswer, f.ID)), "answered_at": at, "answered_via": via, "version": h.Version + 1,
		})
		if u.Error != nil {
			return fmt.Errorf("hearing: %w", u.Error)
		}
		if u.RowsAffected != 1 {
			return stale()
		}
		event, err := s.advance(tx, f, d)
		if err != nil {
			return err
		}
		return s.attach(tx, files, model.FindingFile{FindingID: f.ID, EventID: event, HearingID: h.ID, AddedBy: by.StaffID, AddedAt: at})
	})
	if err != nil {
		return errors.Join(err, s.attached.Drop(files))
	}
	return nil
}

// DecideHearing is a person's decision after a household was asked. It is
// possible once there is an answer or its day is over, and names which; about
// what a household is owed at any time, since nobody waits for it in silence.
func (s *Service) DecideHearing(ctx context.Context, by actor.Actor, id int64, version int, hearing int64, decision string, note seal.Secret) error {
	f, err := s.at(ctx, by, id, version, ActDecide)
	if err != nil {
		return err
	}
	h, err := s.hearing(ctx, f.ID, hearing)
	if err != nil {
		return err
	}
	at := s.clock()
	switch {
	case h.Decision != "":
		return fault.New(fault.Conflict, "这次征询已经作出决定")
	case h.Answer == "" && h.Owed == "" && !at.After(h.DueAt):
		return fault.New(fault.Conflict, "本户还没有答复，期限也还没有到，现在不能决定")
	}
	bad := map[string]string{}
	if text(Decisions(h.Owed), decision) == "" {
		bad["decision"] = "请选一个决定"
	}
	needNote(bad, "note", note, "请写明怎样看待本户的说法")
	if err := invalid(bad); err != nil {
		return err
	}
	words := seal.NewSecret(ground(h) + strings.TrimSpace(note.Reveal()))
	d := deed{by: by, at: at, act: ActDecide, note: seal.NewSecret(text(Decisions(h.Owed), decision) + "。" + words.Reveal()), detail: map[string]any{"hearing": h.ID, "decision": decision, "answer": h.Answer}}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		u := tx.Model(&model.FindingHearing{}).Where("id = ? AND version = ?", h.ID, h.Version).Updates(map[string]any{
			"decision": decision, "decision_sealed": s.Box.Seal(words, place(columnDecision, f.ID)), "decided_by": by.StaffID, "decided_at": at, "version": h.Version + 1,
		})
		if u.Error != nil {
			return fmt.Errorf("hearing: %w", u.Error)
		}
		if u.RowsAffected != 1 {
			return stale()
		}
		_, err := s.advance(tx, f, d)
		return err
	})
}

// ground says what a decision rests on.
func ground(h model.FindingHearing) string {
	switch {
	case h.Answer != "":
		return "依据：本户" + period.Here(*h.AnsweredAt).Chinese() + "的答复（" + text(Answers(h.Owed), h.Answer) + "）。"
	case h.Owed != "":
		return "依据：登记资料，本户没有答复。"
	}
	return "依据：到" + period.Here(h.DueAt).Chinese() + "期限届满，本户没有答复。"
}

// decidedToStop reports whether the last hearing of a finding ended in a stop.
func (s *Service) decidedToStop(ctx context.Context, finding int64) (bool, error) {
	found, err := gorm.G[model.FindingHearing](s.DB).Where("finding_id = ?", finding).Order("id DESC").Limit(1).Find(ctx)
	if err != nil {
		return false, fmt.Errorf("hearings: %w", err)
	}
	return len(found) == 1 && found[0].Decision == model.HearingStop, nil
}
