-- +goose Up
CREATE TABLE payout_days (
  batch_id INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  paid_on DATE NOT NULL,
  paid_fen INTEGER NOT NULL,
  paid_rows INTEGER NOT NULL,
  bounced_rows INTEGER NOT NULL,
  PRIMARY KEY (batch_id, item_id, paid_on)
) WITHOUT ROWID;
