-- +goose Up
CREATE TABLE voluntary_returns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL,
  receipt_no TEXT NOT NULL,
  period_id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  entered_by INTEGER NOT NULL,
  who_digest BLOB NOT NULL,
  declarer_id INTEGER NOT NULL,
  name_sealed BLOB NULL,
  id_sealed BLOB NULL,
  unit_kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  whom TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  whom_name_sealed BLOB NULL,
  whom_id_sealed BLOB NULL,
  item_id INTEGER NOT NULL,
  item_text TEXT NOT NULL,
  span_from DATE NOT NULL,
  span_to DATE NOT NULL,
  amount_fen INTEGER NOT NULL,
  reason_sealed BLOB NULL,
  declared_on DATE NOT NULL,
  state TEXT NOT NULL,
  paid_fen INTEGER NOT NULL,
  paid_on DATE NULL,
  voucher TEXT NOT NULL,
  first_by INTEGER NOT NULL,
  confirmed_by INTEGER NOT NULL,
  confirmed_at DATETIME NULL,
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX ux_voluntary_returns_number ON voluntary_returns (number);
CREATE INDEX ix_voluntary_returns_state ON voluntary_returns (state, paid_on);
CREATE INDEX ix_voluntary_returns_staff ON voluntary_returns (staff_id, id);
CREATE INDEX ix_voluntary_returns_person ON voluntary_returns (person_id, item_id);
