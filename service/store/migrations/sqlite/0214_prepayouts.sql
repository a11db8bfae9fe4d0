-- +goose Up
CREATE TABLE prepayouts (
  person_id INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  period_start DATE NOT NULL,
  id INTEGER NOT NULL,
  period_end DATE NOT NULL,
  batch_no TEXT NOT NULL,
  quantity_milli INTEGER NOT NULL,
  class TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  account_digest BLOB NOT NULL,
  account_sealed BLOB NOT NULL,
  account_tail TEXT NOT NULL,
  account_name TEXT NOT NULL,
  name_given TEXT NOT NULL,
  village_code TEXT NOT NULL,
  repay_of TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  PRIMARY KEY (person_id, item_id, period_start, id)
) WITHOUT ROWID;
CREATE INDEX ix_prepayouts_batch_id ON prepayouts (batch_id);
CREATE INDEX ix_prepayouts_account_digest ON prepayouts (account_digest, person_id);
