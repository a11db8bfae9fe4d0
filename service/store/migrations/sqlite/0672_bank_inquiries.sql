-- +goose Up
CREATE TABLE bank_inquiries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  payout_id INTEGER NOT NULL,
  payee_id INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  handler_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  bureau TEXT NOT NULL,
  village_code TEXT NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT NOT NULL,
  outcome_on DATE NULL,
  asked_at DATETIME NOT NULL,
  due_at DATETIME NOT NULL,
  due_provisional BOOLEAN NOT NULL,
  answered_by INTEGER NOT NULL,
  answered_at DATETIME NULL,
  said_after TEXT NOT NULL,
  rounds INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  CONSTRAINT uq_bank_inquiries_payout UNIQUE (payout_id)
);
CREATE INDEX ix_bank_inquiries_bureau ON bank_inquiries (bureau, state, due_at);
CREATE INDEX ix_bank_inquiries_village ON bank_inquiries (village_code, state);
CREATE INDEX ix_bank_inquiries_state ON bank_inquiries (state, due_at);
CREATE INDEX ix_bank_inquiries_payee ON bank_inquiries (payee_id, state);
