-- +goose Up
CREATE TABLE clue_talks (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  clue_id BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  plan_sealed MEDIUMBLOB NOT NULL,
  planned_by BIGINT NOT NULL,
  sent_on DATE NULL,
  letter_no VARCHAR(64) NOT NULL,
  replied_on DATE NULL,
  commented BOOLEAN NOT NULL,
  opinion VARCHAR(24) NOT NULL,
  measure VARCHAR(24) NOT NULL,
  report_sealed MEDIUMBLOB NULL,
  created_at DATETIME NOT NULL,
  KEY ix_clue_talks_clue (clue_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
