package question

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// mostWaiting is how many questions of one project may wait: more are noise.
const mostWaiting = 100

// indexToken is the purpose of the digest of a form.
const indexToken = "project_question.form"

// Draft is a question as its form brings it.
type Draft struct {
	No    string      // of the project
	Token string      // of the form: the same sent twice is one question
	Text  seal.Secret // what is asked
	Sure  bool        // it is meant as a question, though it looks like a report
	Tell  bool        // whoever asks wishes to be told of the answer
}

// The keys of what is wrong with a draft.
const (
	FieldText = "text"
	FieldSure = "sure" // it looks like a report
)

// MayTell reports whether somebody can be told of an answer.
func MayTell(by actor.Actor) bool {
	return by.Kind == actor.Villager && by.WechatUserID != 0 && by.PersonID != 0 && !by.Snapshot
}

// Subject is what a question would be about.
type Subject struct {
	No, Name, Village, Owner string
	Days                     string // within how long the owner answers
}

// About gives the project that somebody wants to ask about.
func (s *Service) About(ctx context.Context, no string) (Subject, error) {
	p, err := s.project(ctx, no)
	if err != nil {
		return Subject{}, err
	}
	due, err := s.Due(ctx, ParamDays, s.today())
	if err != nil {
		return Subject{}, fmt.Errorf("question: %w", err)
	}
	return Subject{No: no, Name: p.Name, Village: p.VillageCode, Owner: p.unit(), Days: due.Day.Chinese()}, nil
}

// Ask takes a question. Who asks is written nowhere; the audit chain knows a
// guest.
func (s *Service) Ask(ctx context.Context, by actor.Actor, d Draft) error {
	if by.Kind != actor.Villager && by.Kind != actor.Guest {
		return fault.New(fault.Forbidden, "这里是群众提问的地方，工作人员请在办公页面里办")
	}
	if d.Token == "" {
		return fault.New(fault.Invalid, "页面放得太久了，请再点一次提交")
	}
	d.Text = trimmed(d.Text)
	if why := checkQuestion(d.Text.Reveal()); why != "" {
		return fault.Fields(map[string]string{FieldText: why})
	}
	if !d.Sure && Reports(d.Text.Reveal()) {
		return fault.Fields(map[string]string{FieldSure: "这像是举报。提问会给业主单位看到；要举报，请走投诉"})
	}
	if _, err := s.project(ctx, d.No); err != nil {
		return err
	}
	due, err := s.Due(ctx, ParamDays, s.today())
	if err != nil {
		return fmt.Errorf("question: %w", err)
	}
	token, at := s.Box.Index(seal.NewSecret(d.Token), indexToken), s.clock()
	q := model.ProjectQuestion{
		ProjectNo: d.No, TokenDigest: token, TextSealed: s.Box.Seal(d.Text, placeText(token)), State: model.QuestionOpen, AskedAt: at, DueAt: due.At().UTC(), DueProvisional: due.Provisional, Version: 1, UpdatedAt: at,
	}
	if d.Tell && MayTell(by) {
		q.TellSealed = s.Box.Seal(seal.NewSecret(strconv.FormatInt(by.WechatUserID, 10)), placeTell(token))
	}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return ask(tx, q) })
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return nil // the same form, sent twice
	}
	return err
}

// ask is Ask inside its transaction.
func ask(tx *gorm.DB, q model.ProjectQuestion) error {
	var same, waiting int64
	if err := tx.Model(&model.ProjectQuestion{}).Where("token_digest = ?", q.TokenDigest).Count(&same).Error; err != nil {
		return fmt.Errorf("question: %w", err)
	}
	if same > 0 {
		return nil
	}
	err := tx.Model(&model.ProjectQuestion{}).Where("project_no = ? AND state = ? AND hidden_at IS NULL", q.ProjectNo, model.QuestionOpen).Count(&waiting).Error
	if err != nil {
		return fmt.Errorf("question: %w", err)
	}
	if waiting >= mostWaiting {
		return fault.New(fault.TooMany, "这个项目等答复的问题已经很多了，请过几天再问。急的事请打监督电话")
	}
	if err := tx.Create(&q).Error; err != nil {
		return fmt.Errorf("question: %w", err)
	}
	e := model.ProjectQuestionEvent{QuestionID: q.ID, Kind: model.QuestionAsked, TextSealed: []byte{}, At: q.AskedAt}
	if err := tx.Create(&e).Error; err != nil {
		return fmt.Errorf("question event: %w", err)
	}
	return audit.Record(tx, actor.Actor{Kind: actor.Guest}, q.AskedAt, "question.asked", object(q.ID), map[string]any{"project": q.ProjectNo})
}

// Asker gives the WeChat user who wishes to be told of an answer, and the number
// of the project that was asked about; found is false when nobody does.
func (s *Service) Asker(ctx context.Context, id int64) (wechatUserID int64, project string, found bool, err error) {
	q, err := gorm.G[model.ProjectQuestion](s.DB).Select("project_no", "token_digest", "tell_sealed").Where("id = ?", id).Take(ctx)
	if isAbsent(err) || err == nil && len(q.TellSealed) == 0 {
		return 0, "", false, nil
	}
	if err != nil {
		return 0, "", false, fmt.Errorf("question: %w", err)
	}
	v, err := s.Box.Open(q.TellSealed, placeTell(q.TokenDigest))
	if err != nil {
		return 0, "", false, fmt.Errorf("question: %w", err)
	}
	n, err := strconv.ParseInt(v.Reveal(), 10, 64)
	if err != nil {
		return 0, "", false, errors.New("question: what is sealed is no number")
	}
	return n, q.ProjectNo, true, nil
}

// Forget empties what is kept of somebody who has been told.
func (s *Service) Forget(ctx context.Context, id int64) error {
	err := s.DB.WithContext(ctx).Model(&model.ProjectQuestion{}).Where("id = ?", id).Update("tell_sealed", nil).Error
	if err != nil {
		return fmt.Errorf("question: %w", err)
	}
	return nil
}
