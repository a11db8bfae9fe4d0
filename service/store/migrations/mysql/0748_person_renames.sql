-- +goose Up
CREATE TABLE person_renames (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  person_id BIGINT NOT NULL,
  name VARCHAR(64) NOT NULL,
  batch_id BIGINT NOT NULL,
  KEY ix_person_renames_batch (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
