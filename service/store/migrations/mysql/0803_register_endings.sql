-- +goose Up
CREATE TABLE register_endings (
  row_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  ended_on DATE NOT NULL,
  former DATE NULL,
  PRIMARY KEY (row_id, batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
