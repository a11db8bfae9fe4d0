-- +goose Up
CREATE TABLE case_returns (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id BIGINT NOT NULL,
  village_code VARCHAR(12) NOT NULL,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  amount_fen BIGINT NOT NULL,
  returned_on DATE NOT NULL,
  added_by BIGINT NOT NULL,
  added_at DATETIME NOT NULL,
  answer VARCHAR(16) NOT NULL,
  answer_sealed MEDIUMBLOB NULL,
  answered_at DATETIME NULL,
  version INT NOT NULL,
  KEY ix_case_returns_case (case_id),
  KEY ix_case_returns_person (person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
