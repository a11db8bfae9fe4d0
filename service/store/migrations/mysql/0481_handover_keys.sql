-- +goose Up
CREATE TABLE handover_keys (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  office VARCHAR(64) NOT NULL,
  public_key TEXT NOT NULL,
  fingerprint VARCHAR(32) NOT NULL,
  valid_from DATE NOT NULL,
  added_by BIGINT NOT NULL,
  added_at DATETIME NOT NULL,
  retired_at DATETIME NULL,
  UNIQUE KEY ux_handover_keys_fingerprint (fingerprint)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
