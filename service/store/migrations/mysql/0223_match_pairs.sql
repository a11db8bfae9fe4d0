-- +goose Up
CREATE TABLE match_pairs (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  grade VARCHAR(2) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  person_id BIGINT NOT NULL,
  other_person_id BIGINT NOT NULL,
  reason VARCHAR(255) NOT NULL,
  verdict VARCHAR(16) NOT NULL,
  judged_by BIGINT NOT NULL,
  judged_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  CONSTRAINT uq_match_pairs_person_id_other_person_id UNIQUE (person_id, other_person_id),
  KEY ix_match_pairs_verdict (verdict, id),
  KEY ix_match_pairs_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
