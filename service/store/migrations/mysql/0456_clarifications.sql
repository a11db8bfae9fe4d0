-- +goose Up
CREATE TABLE clarifications (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  clue_id BIGINT NOT NULL,
  scope VARCHAR(16) NOT NULL,
  words_sealed MEDIUMBLOB NOT NULL,
  told_sealed MEDIUMBLOB NOT NULL,
  state VARCHAR(16) NOT NULL,
  asked_by BIGINT NOT NULL,
  asked_at DATETIME NOT NULL,
  done_on DATE NULL,
  done_by BIGINT NOT NULL,
  KEY ix_clarifications_clue (clue_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
