-- +goose Up
CREATE TABLE import_errors (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  batch_id BIGINT NOT NULL,
  sheet VARCHAR(64) NOT NULL,
  row_no INT NOT NULL,
  column_name VARCHAR(64) NOT NULL,
  value_sealed MEDIUMBLOB NOT NULL,
  rule VARCHAR(32) NOT NULL,
  message VARCHAR(255) NOT NULL,
  row_sealed MEDIUMBLOB NULL,
  KEY ix_import_errors_batch_id (batch_id, row_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
