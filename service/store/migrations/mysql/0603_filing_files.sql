-- +goose Up
CREATE TABLE filing_files (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  project_no VARCHAR(64) NOT NULL,
  step_id BIGINT NOT NULL,
  stage VARCHAR(16) NOT NULL,
  kind VARCHAR(24) NOT NULL,
  name VARCHAR(120) NOT NULL,
  file_id BIGINT NOT NULL,
  shown_id BIGINT NOT NULL,
  mime VARCHAR(64) NOT NULL,
  size BIGINT NOT NULL,
  sm3 BINARY(32) NOT NULL,
  added_by BIGINT NOT NULL,
  added_at DATETIME NOT NULL,
  KEY ix_filing_files_project (project_no, stage, kind)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
