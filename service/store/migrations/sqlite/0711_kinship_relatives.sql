-- +goose Up
CREATE TABLE kinship_relatives (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id INTEGER NOT NULL,
  id_digest BLOB NOT NULL,
  id_sealed BLOB NULL,
  name_sealed BLOB NULL,
  work_sealed BLOB NULL,
  relation TEXT NOT NULL,
  recorded BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  replaces_id INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  declared_on DATE NULL,
  created_at DATETIME NOT NULL
);
CREATE INDEX ix_kinship_relatives_entry ON kinship_relatives (entry_id, state);
