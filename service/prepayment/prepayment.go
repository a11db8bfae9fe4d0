// Package prepayment holds back money before it leaves 事前监督.
//
// A bureau hands in the list it means to pay (KIND prepayouts). Once loaded it is
// compared like any payment; every row passes 放行, is stopped 拦截 or wants
// checking 需核实, with the reasons. The bureau answers row by row or takes rows
// out, and its head releases the list: a file with a digest, which the payouts
// that come later are compared with. A stopped row is not paid unless somebody
// answered for it by name, with a reason and a document.
package prepayment

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
)

// TopicLoaded is the outbox topic that says a list was loaded.
const TopicLoaded = "prepayouts.loaded"

// Reason is why a row does not simply pass: one model, in words.
type Reason struct {
	Model    string `json:"model"`
	Title    string `json:"title"`
	Severity int    `json:"severity"` // 0 蓝 … 3 红
	Sentence string `json:"sentence"`
	Held     string `json:"held,omitempty"` // the register it rests on is missing or old
}

// Stops reports whether the reason alone stops a row: a clear conflict, resting
// on registers that are up to date.
func (r Reason) Stops() bool { return r.Severity >= 2 && r.Held == "" }

// Checker compares a loaded list with everything known and gives the reasons of
// each row, by prepayouts.id.
type Checker interface {
	CheckList(ctx context.Context, batchID int64) (map[int64][]Reason, error)
}

// Service is the capability. Make it with New.
type Service struct {
	db    *gorm.DB
	box   *seal.Box
	check Checker
	log   *slog.Logger
	now   func() time.Time
}

// New makes the service; box is the people's.
func New(db *gorm.DB, box *seal.Box, check Checker, log *slog.Logger, now func() time.Time) *Service {
	return &Service{db: db, box: box, check: check, log: log, now: now}
}

// Handlers are the promises this service performs for the worker.
func (s *Service) Handlers() map[string]outbox.Do {
	return map[string]outbox.Do{TopicLoaded: func(ctx context.Context, e model.OutboxEvent) error {
		v, err := outbox.Decode[struct {
			BatchID int64 `json:"batch_id"`
		}](e)
		if err != nil {
			return err
		}
		return s.Compare(ctx, v.BatchID)
	}}
}

var errAbsent = fault.New(fault.NotFound, "没有找到这份名单")

// scope says which lists somebody sees: a bureau its own, inspectors all.
func scope(by actor.Actor) (string, []any, error) {
	switch {
	case by.Is(actor.RoleSupervision, actor.RoleHead):
		return "1 = 1", nil, nil
	case by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) && by.Bureau != "":
		where, args := bureaus.Where("prepayment_lists.bureau", by.Bureau)
		return where, args, nil
	}
	return "", nil, errAbsent
}

func (s *Service) at() time.Time { return s.now().UTC().Truncate(time.Second) }

func object(id int64) string { return fmt.Sprintf("prepayment:%d", id) }

// notePlace is where a row's sealed note is stored.
func notePlace(rowID int64) string { return fmt.Sprintf("prepayment_rows.note/%d", rowID) }
