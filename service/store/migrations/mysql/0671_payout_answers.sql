-- +goose Up
CREATE TABLE payout_answers (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  payout_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  answer VARCHAR(16) NOT NULL,
  came_fen BIGINT NOT NULL,
  answered_at DATETIME NOT NULL,
  created_at DATETIME NOT NULL,
  CONSTRAINT uq_payout_answers_said UNIQUE (payout_id, person_id),
  KEY ix_payout_answers_person (person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
