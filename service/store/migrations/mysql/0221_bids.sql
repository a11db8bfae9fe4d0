-- +goose Up
CREATE TABLE bids (
  id BIGINT NOT NULL PRIMARY KEY,
  project_no VARCHAR(64) NOT NULL,
  bidder_code VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  bid_fen BIGINT NOT NULL,
  score_milli BIGINT NOT NULL,
  place INT NOT NULL,
  phone_digest BINARY(32) NULL,
  phone_tail VARCHAR(4) NOT NULL,
  deposit_digest BINARY(32) NULL,
  deposit_tail VARCHAR(4) NOT NULL,
  rejected TINYINT(1) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_bids_project_no (project_no),
  KEY ix_bids_bidder_code (bidder_code),
  KEY ix_bids_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
