-- +goose Up
CREATE TABLE statistics_corrections (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  span VARCHAR(8) NOT NULL,
  version INT NOT NULL,
  reason VARCHAR(16) NOT NULL,
  figures MEDIUMTEXT NOT NULL,
  salt VARCHAR(32) NOT NULL,
  digest BINARY(32) NOT NULL,
  submitted_by BIGINT NOT NULL,
  submitted_name VARCHAR(64) NOT NULL,
  submitted_at DATETIME NOT NULL,
  CONSTRAINT uq_statistics_corrections_span UNIQUE (span, version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
