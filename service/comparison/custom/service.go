package custom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/series"
	"yangguang/service/kernel/transact"
)

// Service keeps the county's own models. 监督检查室 writes them; a second
// person of 监督检查室 or the head approves. It is safe for several goroutines.
type Service struct {
	db  *gorm.DB
	log *slog.Logger
	now func() time.Time
}

// New makes the service.
func New(db *gorm.DB, log *slog.Logger, now func() time.Time) *Service {
	return &Service{db: db, log: log, now: now}
}

// Entry is one version of a model with where it stands.
type Entry struct {
	Definition
	ID                   int64
	State                string // a Custom… state of package model
	Note                 string
	Author, Approver     string
	AuthorID             int64
	UpdatedAt            time.Time
	DecidedAt            *time.Time
	RowVersion           int
	MayEdit, MayDecide   bool
	MaySubmit, MayRetire bool
	MayRevise            bool
}

var errAbsent = fault.New(fault.NotFound, "没有找到这个模型")

// MayWrite reports whether somebody writes models.
func MayWrite(by actor.Actor) bool { return by.Is(actor.RoleSupervision) }

func mayRead(by actor.Actor) bool {
	return by.Kind == actor.System || by.Is(actor.RoleSupervision, actor.RoleHead, actor.RoleAuditor)
}

// List gives the newest version of each model and whatever waits, newest first.
func (s *Service) List(ctx context.Context, by actor.Actor) ([]Entry, error) {
	if !mayRead(by) {
		return nil, errAbsent
	}
	rows, err := gorm.G[model.CustomModel](s.db).Order("model_key, version DESC").Limit(500).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("custom models: %w", err)
	}
	out := make([]Entry, len(rows))
	for i, r := range rows {
		out[i] = entry(r, by)
	}
	return out, nil
}

// One gives one version.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (Entry, error) {
	r, err := s.row(ctx, by, id)
	if err != nil {
		return Entry{}, err
	}
	return entry(r, by), nil
}

// Models compiles every approved model, for a run. A model that no longer
// compiles (its item left the catalogue) is left out and logged: one broken
// model must not stop the others.
func (s *Service) Models(ctx context.Context) ([]rule.Model, error) {
	rows, items, err := s.inState(ctx, model.CustomApproved)
	if err != nil {
		return nil, err
	}
	return s.compiled(ctx, rows, items), nil
}

// inState reads the versions of models in some states, the newest of each model
// first, and, where there are any, the items of the catalogue.
func (s *Service) inState(ctx context.Context, states ...string) ([]model.CustomModel, []string, error) {
	rows, err := gorm.G[model.CustomModel](s.db).Where("state IN ?", states).Order("model_key, version DESC").Find(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("custom models: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil, nil
	}
	items, err := s.items(ctx)
	return rows, items, err
}

func (s *Service) compiled(ctx context.Context, rows []model.CustomModel, items []string) []rule.Model {
	var out []rule.Model
	for _, r := range rows {
		m, err := Compile(definitionOf(r), items)
		if err != nil {
			s.log.WarnContext(ctx, "a model of the county's own is left out", "model", r.ModelKey, "version", r.Version, "err", err)
			continue
		}
		out = append(out, m)
	}
	return out
}

// Versions compiles every version that is or was in use, the newest of each
// model first, for a run that is made again. An expression may use the name of
// an item of any catalogue there ever was.
func (s *Service) Versions(ctx context.Context) ([]rule.Model, error) {
	rows, items, err := s.inState(ctx, model.CustomApproved, model.CustomRetired)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var former []string
	if err := s.db.WithContext(ctx).Model(&model.Subsidy{}).Distinct("name").Order("name").Scan(&former).Error; err != nil {
		return nil, fmt.Errorf("items: %w", err)
	}
	return s.compiled(ctx, rows, append(items, former...)), nil
}

// Check compiles a definition without keeping it: for the page and its preview.
func (s *Service) Check(ctx context.Context, by actor.Actor, d Definition) (rule.Model, error) {
	if !mayRead(by) {
		return rule.Model{}, errAbsent
	}
	items, err := s.items(ctx)
	if err != nil {
		return rule.Model{}, err
	}
	if d.Key == "" {
		d.Key = "Z00"
	}
	return Compile(d, items)
}

// Write keeps a draft: a new one where id is 0, else the draft with that number,
// which must still be as rowVersion saw it.
func (s *Service) Write(ctx context.Context, by actor.Actor, id int64, rowVersion int, d Definition) (int64, error) {
	if !MayWrite(by) {
		return 0, errAbsent
	}
	if _, err := s.Check(ctx, by, d); err != nil {
		return 0, err
	}
	at := s.at()
	set := columns(d)
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if id == 0 {
			r, err := s.create(tx, by, at, d, "", 1)
			id = r.ID
			return err
		}
		set["author_id"], set["author_name"] = by.StaffID, by.Name
		return s.change(tx, by, at, id, rowVersion, []string{model.CustomDraft, model.CustomReturned}, "custom_model.save", set)
	})
	if err != nil {
		return 0, fmt.Errorf("custom model save: %w", err)
	}
	return id, nil
}

// Revise begins a new version of an approved or retired model as a draft.
func (s *Service) Revise(ctx context.Context, by actor.Actor, id int64) (int64, error) {
	r, err := s.row(ctx, by, id)
	if err != nil {
		return 0, err
	}
	if !entry(r, by).MayRevise {
		return 0, fault.New(fault.Conflict, "这一版还没有批准，请直接修改草稿")
	}
	at, made := s.at(), int64(0)
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		var newest model.CustomModel
		if err := tx.Where("model_key = ?", r.ModelKey).Order("version DESC").Take(&newest).Error; err != nil {
			return err
		}
		if newest.State != model.CustomApproved && newest.State != model.CustomRetired {
			return fault.New(fault.Conflict, "这个模型已经有一版在改，请接着改那一版")
		}
		n, err := s.create(tx, by, at, definitionOf(r), r.ModelKey, newest.Version+1)
		made = n.ID
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("custom model revise: %w", err)
	}
	return made, nil
}

// Submit puts a draft before a second person.
func (s *Service) Submit(ctx context.Context, by actor.Actor, id int64, rowVersion int) error {
	r, err := s.row(ctx, by, id)
	if err != nil {
		return err
	}
	if !entry(r, by).MaySubmit {
		return fault.New(fault.Conflict, "只有草稿可以送审，请刷新页面")
	}
	return s.deed(ctx, func(tx *gorm.DB) error {
		return s.change(tx, by, s.at(), id, rowVersion, []string{model.CustomDraft, model.CustomReturned}, "custom_model.submit",
			map[string]any{"state": model.CustomSubmitted, "note": ""})
	})
}

// Decide approves a submitted model or returns it with the reason. Whoever
// wrote it cannot: two people stand behind each model. An approved version
// replaces the one before.
func (s *Service) Decide(ctx context.Context, by actor.Actor, id int64, rowVersion int, approve bool, note string) error {
	r, err := s.row(ctx, by, id)
	if err != nil {
		return err
	}
	if r.State == model.CustomSubmitted && r.AuthorID == by.StaffID {
		return fault.New(fault.Forbidden, "自己写的模型要由另一个人批准")
	}
	if !entry(r, by).MayDecide {
		return fault.New(fault.Conflict, "这一版不在送审，请刷新页面")
	}
	note = strings.TrimSpace(note)
	if !approve && len([]rune(note)) < 4 {
		return fault.Fields(map[string]string{"note": "请写明退回的原因（至少 4 个字）"})
	}
	at := s.at()
	set := map[string]any{"note": clip.Runes(note, 200), "approver_id": by.StaffID, "approver_name": by.Name, "decided_at": at, "state": model.CustomReturned}
	if approve {
		set["state"] = model.CustomApproved
	}
	return s.deed(ctx, func(tx *gorm.DB) error {
		if approve {
			if err := tx.Model(&model.CustomModel{}).Where("model_key = ? AND state = ?", r.ModelKey, model.CustomApproved).
				Updates(map[string]any{"state": model.CustomRetired, "note": "由新的一版代替", "updated_at": at, "row_version": gorm.Expr("row_version + 1")}).Error; err != nil {
				return err
			}
		}
		return s.change(tx, by, at, id, rowVersion, []string{model.CustomSubmitted}, "custom_model.decide", set)
	})
}

// Retire switches an approved model off, with the reason.
func (s *Service) Retire(ctx context.Context, by actor.Actor, id int64, rowVersion int, reason string) error {
	r, err := s.row(ctx, by, id)
	if err != nil {
		return err
	}
	if !entry(r, by).MayRetire {
		return fault.New(fault.Conflict, "这一版没有在用，请刷新页面")
	}
	if reason = strings.TrimSpace(reason); len([]rune(reason)) < 4 {
		return fault.Fields(map[string]string{"note": "请写明停用的原因（至少 4 个字）"})
	}
	return s.deed(ctx, func(tx *gorm.DB) error {
		return s.change(tx, by, s.at(), id, rowVersion, []string{model.CustomApproved}, "custom_model.retire",
			map[string]any{"state": model.CustomRetired, "note": clip.Runes(reason, 200)})
	})
}

// Owns reports whether a key is one of the county's own.
func Owns(key string) bool { return strings.HasPrefix(key, keyPrefix) }

// keyPrefix begins the key of every model of the county's own.
const keyPrefix = "Z"

// Stop takes the approved version of a model out of use because too few of its
// findings were confirmed. Whoever wants it back revises it. A model that is
// not in use is left as it is.
func (s *Service) Stop(ctx context.Context, by actor.Actor, key, reason string) error {
	at := s.at()
	return s.deed(ctx, func(tx *gorm.DB) error {
		r := tx.Model(&model.CustomModel{}).Where("model_key = ? AND state = ?", key, model.CustomApproved).
			Updates(map[string]any{"state": model.CustomRetired, "note": clip.Runes(reason, 200), "updated_at": at, "row_version": gorm.Expr("row_version + 1")})
		if r.Error != nil || r.RowsAffected == 0 {
			return r.Error
		}
		return audit.Record(tx, by, at, "custom_model.retire", "custom_model:"+key, nil)
	})
}

func (s *Service) deed(ctx context.Context, do func(tx *gorm.DB) error) error {
	if err := transact.Do(ctx, s.db, do); err != nil {
		return fmt.Errorf("custom model: %w", err)
	}
	return nil
}

// create adds a version; key "" takes the next one.
func (s *Service) create(tx *gorm.DB, by actor.Actor, at time.Time, d Definition, key string, version int) (model.CustomModel, error) {
	if key == "" {
		n, err := series.Next(tx, "custom_models")
		if err != nil {
			return model.CustomModel{}, err
		}
		key = fmt.Sprintf("%s%02d", keyPrefix, n)
	}
	r := model.CustomModel{
		ModelKey: key, Version: version, Title: d.Title, Says: d.Says, Basis: d.Basis, Severity: int(d.Severity), Items: list(d.Items), Registers: list(d.Registers),
		Expression: d.Expression, Questions: list(d.Questions), State: model.CustomDraft, AuthorID: by.StaffID, AuthorName: by.Name, RowVersion: 1, CreatedAt: at, UpdatedAt: at,
	}
	if err := tx.Create(&r).Error; err != nil {
		return r, err
	}
	return r, audit.Record(tx, by, at, "custom_model.create", fmt.Sprintf("custom_model:%d", r.ID), map[string]any{"key": key, "version": version})
}

// change moves a version that is in one of the states and as rowVersion saw it.
func (s *Service) change(tx *gorm.DB, by actor.Actor, at time.Time, id int64, rowVersion int, from []string, action string, set map[string]any) error {
	set["updated_at"], set["row_version"] = at, rowVersion+1
	r := tx.Model(&model.CustomModel{}).Where("id = ? AND row_version = ? AND state IN ?", id, rowVersion, from).Updates(set)
	if r.Error != nil {
		return r.Error
	}
	if r.RowsAffected != 1 {
		return fault.New(fault.Conflict, "这个模型刚被别人改过，请刷新页面再试")
	}
	return audit.Record(tx, by, at, action, fmt.Sprintf("custom_model:%d", id), nil)
}

func (s *Service) row(ctx context.Context, by actor.Actor, id int64) (model.CustomModel, error) {
	if !mayRead(by) {
		return model.CustomModel{}, errAbsent
	}
	r, err := gorm.G[model.CustomModel](s.db).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return r, errAbsent
	}
	if err != nil {
		return r, fmt.Errorf("custom model: %w", err)
	}
	return r, nil
}

// items are the names an expression may use.
func (s *Service) items(ctx context.Context) ([]string, error) {
	rows, err := gorm.G[model.Item](s.db).Select("name").Order("name").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("items: %w", err)
	}
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.Name
	}
	return names, nil
}

// Items lists the names of items that an expression may use.
func (s *Service) Items(ctx context.Context, by actor.Actor) ([]string, error) {
	if !mayRead(by) {
		return nil, errAbsent
	}
	return s.items(ctx)
}

func (s *Service) at() time.Time { return s.now().UTC().Truncate(time.Second) }

func entry(r model.CustomModel, by actor.Actor) Entry {
	draft := r.State == model.CustomDraft || r.State == model.CustomReturned
	return Entry{
		Definition: definitionOf(r), ID: r.ID, State: r.State, Note: r.Note, Author: r.AuthorName, AuthorID: r.AuthorID, Approver: r.ApproverName,
		UpdatedAt: r.UpdatedAt, DecidedAt: r.DecidedAt, RowVersion: r.RowVersion,
		MayEdit: MayWrite(by) && draft, MaySubmit: MayWrite(by) && draft,
		MayDecide: r.State == model.CustomSubmitted && by.Is(actor.RoleSupervision, actor.RoleHead) && r.AuthorID != by.StaffID,
		MayRetire: r.State == model.CustomApproved && by.Is(actor.RoleSupervision, actor.RoleHead),
		MayRevise: MayWrite(by) && (r.State == model.CustomApproved || r.State == model.CustomRetired),
	}
}

func definitionOf(r model.CustomModel) Definition {
	return Definition{
		Key: r.ModelKey, Version: r.Version, Title: r.Title, Says: r.Says, Basis: r.Basis, Severity: rule.Severity(r.Severity), //nolint:gosec // 0–3
		Items: unlist(r.Items), Registers: unlist(r.Registers), Expression: r.Expression, Questions: unlist(r.Questions),
	}
}

func columns(d Definition) map[string]any {
	return map[string]any{"title": d.Title, "says": d.Says, "basis": d.Basis, "severity": int(d.Severity), "items": list(d.Items), "registers": list(d.Registers),
		"expression": d.Expression, "questions": list(d.Questions)}
}

func list(words []string) string {
	if len(words) == 0 {
		return "[]"
	}
	text, _ := json.Marshal(words) // strings always marshal
	return string(text)
}

func unlist(text string) []string {
	var words []string
	_ = json.Unmarshal([]byte(text), &words) // written by list
	return words
}
