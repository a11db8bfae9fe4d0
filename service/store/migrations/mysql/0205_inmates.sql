-- +goose Up
CREATE TABLE inmates (
  id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  category VARCHAR(64) NOT NULL,
  in_on DATE NOT NULL,
  out_on DATE NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_inmates_person_id (person_id),
  KEY ix_inmates_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
