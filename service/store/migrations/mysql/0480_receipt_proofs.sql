-- +goose Up
CREATE TABLE receipt_proofs (
  petition_id BIGINT NOT NULL PRIMARY KEY,
  token VARCHAR(512) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
