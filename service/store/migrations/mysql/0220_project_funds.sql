-- +goose Up
CREATE TABLE project_funds (
  id BIGINT NOT NULL PRIMARY KEY,
  project_no VARCHAR(64) NOT NULL,
  on_day DATE NOT NULL,
  amount_fen BIGINT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  payee_code VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  voucher VARCHAR(64) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_project_funds_project_no (project_no),
  KEY ix_project_funds_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
