-- +goose Up
CREATE TABLE kinship_entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  staff_id INTEGER NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  post TEXT NOT NULL,
  unit_kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  id_digest BLOB NOT NULL,
  id_sealed BLOB NULL,
  person_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  alone BOOLEAN NOT NULL,
  entered_by INTEGER NOT NULL,
  declared_at DATETIME NULL,
  confirmed_by INTEGER NOT NULL,
  confirmed_at DATETIME NULL,
  kept_on DATE NULL,
  returned_sealed BLOB NULL,
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX ux_kinship_entries_staff ON kinship_entries (staff_id);
CREATE UNIQUE INDEX ux_kinship_entries_digest ON kinship_entries (id_digest);
CREATE INDEX ix_kinship_entries_unit ON kinship_entries (unit_kind, unit, state);
CREATE INDEX ix_kinship_entries_name ON kinship_entries (name);
