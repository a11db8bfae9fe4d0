-- +goose Up
CREATE TABLE cases (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  number VARCHAR(32) NOT NULL,
  clue_id BIGINT NOT NULL,
  state VARCHAR(16) NOT NULL,
  filed_on DATE NOT NULL,
  filed_by BIGINT NOT NULL,
  outcome_party VARCHAR(24) NOT NULL,
  outcome_admin VARCHAR(24) NOT NULL,
  outcome_other VARCHAR(24) NOT NULL,
  form_of_four INT NOT NULL,
  found_fen BIGINT NOT NULL,
  recovered_fen BIGINT NOT NULL,
  returned_fen BIGINT NOT NULL,
  result_public VARCHAR(500) NOT NULL,
  result_note_sealed MEDIUMBLOB NULL,
  concluded_on DATE NULL,
  version INT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  CONSTRAINT uq_cases_number UNIQUE (number),
  CONSTRAINT uq_cases_clue_id UNIQUE (clue_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
