-- +goose Up
CREATE TABLE funds (
  id BIGINT NOT NULL PRIMARY KEY,
  doc_no VARCHAR(100) NOT NULL,
  name VARCHAR(200) NOT NULL,
  item_code VARCHAR(64) NOT NULL,
  amount_fen BIGINT NOT NULL,
  issued_on DATE NOT NULL,
  arrived_on DATE NOT NULL,
  arrived_at VARCHAR(16) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_funds_doc_no (doc_no),
  KEY ix_funds_item_code (item_code),
  KEY ix_funds_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
