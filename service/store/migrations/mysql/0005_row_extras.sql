-- +goose Up
CREATE TABLE row_extras (
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  fields_sealed MEDIUMBLOB NOT NULL,
  PRIMARY KEY (batch_id, row_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
