-- +goose Up
CREATE TABLE row_grades (
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  column_name VARCHAR(64) NOT NULL,
  how VARCHAR(16) NOT NULL,
  PRIMARY KEY (batch_id, row_no, column_name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
