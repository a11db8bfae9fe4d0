-- +goose Up
CREATE TABLE prepayment_rows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  list_id INTEGER NOT NULL,
  payout_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  period_start DATE NOT NULL,
  period_end DATE NOT NULL,
  amount_fen INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  reasons BLOB NOT NULL,
  answer TEXT NOT NULL,
  answer_reason TEXT NOT NULL,
  answer_doc TEXT NOT NULL,
  note_sealed BLOB NULL,
  answered_by INTEGER NOT NULL,
  answered_name TEXT NOT NULL,
  answered_at DATETIME NULL
);
CREATE UNIQUE INDEX ux_prepayment_rows_payout_id ON prepayment_rows (list_id, payout_id);
