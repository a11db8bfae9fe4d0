-- +goose Up
CREATE TABLE clue_checks (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  clue_id BIGINT NOT NULL,
  plan_sealed MEDIUMBLOB NOT NULL,
  planned_by BIGINT NOT NULL,
  leads_party BOOLEAN NOT NULL,
  secretary_on DATE NULL,
  secretary_no VARCHAR(64) NOT NULL,
  started_on DATE NULL,
  opinion VARCHAR(24) NOT NULL,
  report_sealed MEDIUMBLOB NULL,
  drafted_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  KEY ix_clue_checks_clue (clue_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
