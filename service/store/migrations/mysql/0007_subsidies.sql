-- +goose Up
CREATE TABLE subsidies (
  id BIGINT NOT NULL PRIMARY KEY,
  item_id BIGINT NOT NULL,
  item_code VARCHAR(32) NOT NULL,
  name VARCHAR(100) NOT NULL,
  bureau VARCHAR(64) NOT NULL,
  target VARCHAR(8) NOT NULL,
  class VARCHAR(32) NOT NULL,
  standard_fen BIGINT NOT NULL,
  unit VARCHAR(16) NOT NULL,
  frequency VARCHAR(8) NOT NULL,
  counts_income BOOLEAN NOT NULL,
  effective_from DATE NOT NULL,
  effective_to DATE NULL,
  basis VARCHAR(255) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_subsidies_item_id (item_id),
  KEY ix_subsidies_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
