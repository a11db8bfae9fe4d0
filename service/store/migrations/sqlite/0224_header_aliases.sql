-- +goose Up
CREATE TABLE header_aliases (
  bureau TEXT NOT NULL,
  kind TEXT NOT NULL,
  header TEXT NOT NULL,
  column_name TEXT NOT NULL,
  made_by INTEGER NOT NULL,
  made_at DATETIME NOT NULL,
  PRIMARY KEY (bureau, kind, header)
) WITHOUT ROWID;
