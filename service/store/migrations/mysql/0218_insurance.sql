-- +goose Up
CREATE TABLE insurance (
  id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  scheme VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  aided TINYINT(1) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_insurance_person_id (person_id),
  KEY ix_insurance_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
