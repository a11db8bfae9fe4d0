-- +goose Up
CREATE TABLE approvals (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  object VARCHAR(16) NOT NULL,
  object_id BIGINT NOT NULL,
  kind VARCHAR(32) NOT NULL,
  to_role VARCHAR(32) NOT NULL,
  asked_by BIGINT NOT NULL,
  asked_name VARCHAR(64) NOT NULL,
  asked_at DATETIME NOT NULL,
  reason_sealed MEDIUMBLOB NULL,
  details_sealed MEDIUMBLOB NULL,
  state VARCHAR(16) NOT NULL,
  waiting INT NULL,
  decided_by BIGINT NOT NULL,
  decided_name VARCHAR(64) NOT NULL,
  decided_at DATETIME NULL,
  words_sealed MEDIUMBLOB NULL,
  UNIQUE KEY ux_approvals_waiting (object, object_id, kind, waiting),
  KEY ix_approvals_role (waiting, to_role)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
