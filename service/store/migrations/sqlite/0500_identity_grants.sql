-- +goose Up
CREATE TABLE identity_grants (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  petition_id INTEGER NOT NULL,
  approval_id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  granted_by INTEGER NOT NULL,
  granted_name TEXT NOT NULL,
  granted_at DATETIME NOT NULL,
  until_at DATETIME NOT NULL,
  opened_at DATETIME NULL
);
CREATE UNIQUE INDEX ux_identity_grants_approval_id ON identity_grants (approval_id);
CREATE INDEX ix_identity_grants_petition_id ON identity_grants (petition_id, staff_id, until_at);
