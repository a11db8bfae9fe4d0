-- +goose Up
CREATE TABLE prepayment_rows (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  list_id BIGINT NOT NULL,
  payout_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  person_id BIGINT NOT NULL,
  item_id BIGINT NOT NULL,
  period_start DATE NOT NULL,
  period_end DATE NOT NULL,
  amount_fen BIGINT NOT NULL,
  verdict VARCHAR(8) NOT NULL,
  reasons BLOB NOT NULL,
  answer VARCHAR(16) NOT NULL,
  answer_reason VARCHAR(32) NOT NULL,
  answer_doc VARCHAR(128) NOT NULL,
  note_sealed BLOB NULL,
  answered_by BIGINT NOT NULL,
  answered_name VARCHAR(64) NOT NULL,
  answered_at DATETIME NULL,
  UNIQUE KEY ux_prepayment_rows_payout_id (list_id, payout_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
