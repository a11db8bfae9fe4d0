-- +goose Up
CREATE TABLE employment (
  id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  employer VARCHAR(100) NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  base_fen BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_employment_person_id (person_id),
  KEY ix_employment_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
