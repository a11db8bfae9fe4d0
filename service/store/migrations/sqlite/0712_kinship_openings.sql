-- +goose Up
CREATE TABLE kinship_openings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_role TEXT NOT NULL,
  staff_unit TEXT NOT NULL,
  reason_sealed BLOB NULL,
  matter_sealed BLOB NULL,
  at DATETIME NOT NULL,
  shown_on DATE NOT NULL
);
CREATE INDEX ix_kinship_openings_entry ON kinship_openings (entry_id, id);
