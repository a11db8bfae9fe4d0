-- +goose Up
CREATE TABLE filing_steps (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  project_no VARCHAR(64) NOT NULL,
  seq INT NOT NULL,
  stage VARCHAR(16) NOT NULL,
  on_day DATE NULL,
  amount_fen BIGINT NOT NULL,
  doc_no VARCHAR(100) NOT NULL,
  skipped VARCHAR(16) NOT NULL,
  note VARCHAR(500) NOT NULL,
  batch_id BIGINT NOT NULL,
  money_id BIGINT NOT NULL,
  staff_id BIGINT NOT NULL,
  staff_name VARCHAR(64) NOT NULL,
  staff_role VARCHAR(32) NOT NULL,
  at DATETIME NOT NULL,
  UNIQUE KEY ux_filing_steps_project (project_no, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
