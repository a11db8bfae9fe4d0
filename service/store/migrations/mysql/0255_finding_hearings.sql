-- +goose Up
CREATE TABLE finding_hearings (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  finding_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  question_sealed MEDIUMBLOB NULL,
  asked_by BIGINT NOT NULL,
  asked_at DATETIME NOT NULL,
  due_at DATETIME NOT NULL,
  due_provisional BOOLEAN NOT NULL,
  answer VARCHAR(16) NOT NULL,
  answer_sealed MEDIUMBLOB NULL,
  answered_at DATETIME NULL,
  answered_via VARCHAR(16) NOT NULL,
  decision VARCHAR(16) NOT NULL,
  decision_sealed MEDIUMBLOB NULL,
  decided_by BIGINT NOT NULL,
  decided_at DATETIME NULL,
  version INT NOT NULL,
  KEY ix_finding_hearings_finding (finding_id),
  KEY ix_finding_hearings_person (person_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
