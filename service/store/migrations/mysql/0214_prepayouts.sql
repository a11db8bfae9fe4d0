-- +goose Up
CREATE TABLE prepayouts (
  person_id BIGINT NOT NULL,
  item_id BIGINT NOT NULL,
  period_start DATE NOT NULL,
  id BIGINT NOT NULL,
  period_end DATE NOT NULL,
  batch_no VARCHAR(64) NOT NULL,
  quantity_milli BIGINT NOT NULL,
  class VARCHAR(32) NOT NULL,
  amount_fen BIGINT NOT NULL,
  account_digest BINARY(32) NOT NULL,
  account_sealed VARBINARY(512) NOT NULL,
  account_tail VARCHAR(4) NOT NULL,
  account_name VARCHAR(64) NOT NULL,
  name_given VARCHAR(64) NOT NULL,
  village_code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  repay_of VARCHAR(64) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  PRIMARY KEY (person_id, item_id, period_start, id),
  KEY ix_prepayouts_batch_id (batch_id),
  KEY ix_prepayouts_account_digest (account_digest, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
