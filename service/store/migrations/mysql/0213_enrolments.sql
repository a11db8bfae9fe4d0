-- +goose Up
CREATE TABLE enrolments (
  id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  school VARCHAR(100) NOT NULL,
  stage VARCHAR(16) NOT NULL,
  full_time VARCHAR(4) NOT NULL,
  state VARCHAR(32) NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_enrolments_person_id (person_id),
  KEY ix_enrolments_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
