-- +goose Up
CREATE TABLE identity_openings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  petition_id INTEGER NOT NULL,
  opened_by INTEGER NOT NULL,
  reason TEXT NOT NULL,
  at DATETIME NOT NULL
);
CREATE INDEX ix_identity_openings_petition_id ON identity_openings (petition_id);
