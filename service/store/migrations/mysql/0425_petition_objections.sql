-- +goose Up
CREATE TABLE petition_objections (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  petition_id BIGINT NOT NULL,
  at DATETIME NOT NULL,
  kind VARCHAR(16) NOT NULL,
  side VARCHAR(16) NOT NULL,
  how VARCHAR(64) NOT NULL,
  from_state VARCHAR(24) NOT NULL,
  text_sealed MEDIUMBLOB NULL,
  submit_key BINARY(32) NOT NULL,
  outcome VARCHAR(16) NOT NULL,
  outcome_sealed MEDIUMBLOB NULL,
  decided_by BIGINT NOT NULL,
  decided_at DATETIME NULL,
  UNIQUE KEY ux_petition_objections_submit_key (submit_key),
  KEY ix_petition_objections_petition_id (petition_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
