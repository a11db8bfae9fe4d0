-- +goose Up
CREATE TABLE assessments (
  id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  conclusion VARCHAR(16) NOT NULL,
  concluded_on DATE NOT NULL,
  matter VARCHAR(100) NOT NULL,
  explanation VARCHAR(16) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_assessments_person_id (person_id),
  KEY ix_assessments_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
