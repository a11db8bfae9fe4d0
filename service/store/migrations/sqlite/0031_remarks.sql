-- +goose Up
CREATE TABLE remarks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  village_code TEXT NOT NULL,
  summary TEXT NOT NULL,
  text_sealed BLOB NOT NULL,
  staff_id INTEGER NOT NULL,
  bureau TEXT NOT NULL,
  status TEXT NOT NULL,
  answer_sealed BLOB NULL,
  answered_by INTEGER NOT NULL,
  answered_at DATETIME NULL,
  created_at DATETIME NOT NULL
);
CREATE INDEX ix_remarks_village_code ON remarks (village_code, status);
CREATE INDEX ix_remarks_bureau ON remarks (bureau, status);
CREATE INDEX ix_remarks_kind ON remarks (kind, object_id);
