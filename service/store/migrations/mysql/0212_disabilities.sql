-- +goose Up
CREATE TABLE disabilities (
  id BIGINT NOT NULL PRIMARY KEY,
  person_id BIGINT NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  cert_sealed VARBINARY(512) NOT NULL,
  cert_tail VARCHAR(4) NOT NULL,
  category VARCHAR(64) NOT NULL,
  level INT NOT NULL,
  issued_on DATE NOT NULL,
  expires_on DATE NULL,
  state VARCHAR(32) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_disabilities_person_id (person_id),
  KEY ix_disabilities_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
