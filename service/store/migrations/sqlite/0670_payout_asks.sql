-- +goose Up
CREATE TABLE payout_asks (
  payout_id INTEGER NOT NULL PRIMARY KEY,
  batch_id INTEGER NOT NULL,
  payee_id INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  period_start DATE NOT NULL,
  period_end DATE NOT NULL,
  paid_on DATE NOT NULL,
  amount_fen INTEGER NOT NULL,
  home TEXT NOT NULL,
  village_code TEXT NOT NULL,
  handler_id INTEGER NOT NULL,
  bank TEXT NOT NULL,
  told_at DATETIME NULL,
  said TEXT NOT NULL,
  said_at DATETIME NULL,
  created_at DATETIME NOT NULL
);
CREATE INDEX ix_payout_asks_payee ON payout_asks (payee_id, payout_id);
CREATE INDEX ix_payout_asks_village ON payout_asks (village_code, paid_on);
CREATE INDEX ix_payout_asks_item ON payout_asks (item_id, paid_on);
CREATE INDEX ix_payout_asks_handler ON payout_asks (handler_id, paid_on);
CREATE INDEX ix_payout_asks_paid ON payout_asks (paid_on, payout_id);
CREATE INDEX ix_payout_asks_said ON payout_asks (said, payee_id);
