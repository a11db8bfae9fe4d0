-- +goose Up
CREATE TABLE clue_evidence (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  clue_id BIGINT NOT NULL,
  number VARCHAR(64) NOT NULL,
  title_sealed MEDIUMBLOB NOT NULL,
  dated_on DATE NULL,
  added_by BIGINT NOT NULL,
  added_at DATETIME NOT NULL,
  KEY ix_clue_evidence_clue (clue_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
