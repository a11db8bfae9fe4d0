-- +goose Up
CREATE TABLE deaths (
  id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  died_on DATE NOT NULL,
  deregistered_on DATE NULL,
  source VARCHAR(16) NOT NULL,
  revoked TINYINT(1) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_deaths_person_id (person_id),
  KEY ix_deaths_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
