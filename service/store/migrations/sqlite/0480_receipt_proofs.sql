-- +goose Up
CREATE TABLE receipt_proofs (
  petition_id INTEGER NOT NULL PRIMARY KEY,
  token TEXT NOT NULL
);
