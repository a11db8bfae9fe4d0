-- +goose Up
CREATE TABLE officials (
  id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  unit VARCHAR(100) NOT NULL,
  post VARCHAR(100) NOT NULL,
  category VARCHAR(64) NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NULL,
  village_code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_officials_person_id (person_id),
  KEY ix_officials_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
