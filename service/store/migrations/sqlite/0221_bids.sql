-- +goose Up
CREATE TABLE bids (
  id INTEGER NOT NULL PRIMARY KEY,
  project_no TEXT NOT NULL,
  bidder_code TEXT NOT NULL,
  bid_fen INTEGER NOT NULL,
  score_milli INTEGER NOT NULL,
  place INTEGER NOT NULL,
  phone_digest BLOB NULL,
  phone_tail TEXT NOT NULL,
  deposit_digest BLOB NULL,
  deposit_tail TEXT NOT NULL,
  rejected BOOLEAN NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_bids_project_no ON bids (project_no);
CREATE INDEX ix_bids_bidder_code ON bids (bidder_code);
CREATE INDEX ix_bids_batch_id ON bids (batch_id);
