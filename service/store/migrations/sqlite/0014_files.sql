-- +goose Up
CREATE TABLE files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  digest BLOB NOT NULL,
  size INTEGER NOT NULL,
  mime TEXT NOT NULL,
  purpose TEXT NOT NULL,
  variant TEXT NOT NULL,
  parent_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  deleted_at DATETIME NULL
);
CREATE INDEX ix_files_parent_id ON files (parent_id);
