-- +goose Up
CREATE TABLE payout_days (
  batch_id BIGINT NOT NULL,
  item_id BIGINT NOT NULL,
  paid_on DATE NOT NULL,
  paid_fen BIGINT NOT NULL,
  paid_rows INT NOT NULL,
  bounced_rows INT NOT NULL,
  PRIMARY KEY (batch_id, item_id, paid_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
