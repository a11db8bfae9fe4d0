-- +goose Up
CREATE TABLE petition_subjects (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  petition_id BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  source VARCHAR(16) NOT NULL,
  subject_digest BINARY(32) NOT NULL,
  sealed VARBINARY(2048) NOT NULL,
  added_by BIGINT NOT NULL,
  added_at DATETIME NOT NULL,
  UNIQUE KEY ux_petition_subjects (petition_id, subject_digest),
  KEY ix_petition_subjects_digest (subject_digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
