-- +goose Up
CREATE TABLE audit_heads (
  id INTEGER NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL
);
