-- +goose Up
CREATE TABLE audit_entries (
  seq BIGINT NOT NULL PRIMARY KEY,
  at DATETIME NOT NULL,
  actor VARCHAR(64) NOT NULL,
  action VARCHAR(48) NOT NULL,
  object VARCHAR(64) NOT NULL,
  detail MEDIUMTEXT NOT NULL,
  prev_hash BINARY(32) NOT NULL,
  hash BINARY(32) NOT NULL,
  KEY ix_audit_entries_action (action, at),
  KEY ix_audit_entries_object (object)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
