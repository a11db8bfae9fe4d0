-- +goose Up
CREATE TABLE batch_qualities (
  batch_id INTEGER NOT NULL PRIMARY KEY,
  persons INTEGER NOT NULL,
  persons_known INTEGER NOT NULL,
  id_refused INTEGER NOT NULL,
  made_at DATETIME NOT NULL
);
