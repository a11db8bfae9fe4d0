-- +goose Up
CREATE TABLE sealed_handovers (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  petition_id BIGINT NOT NULL,
  key_id BIGINT NOT NULL,
  path VARCHAR(64) NOT NULL,
  size BIGINT NOT NULL,
  digest BINARY(32) NULL,
  sealed_by BIGINT NOT NULL,
  sealed_at DATETIME NOT NULL,
  downloaded_at DATETIME NULL,
  handed_at DATETIME NULL,
  reported_at DATETIME NULL,
  UNIQUE KEY ux_sealed_handovers_petition (petition_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
