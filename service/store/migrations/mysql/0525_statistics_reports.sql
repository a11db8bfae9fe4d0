-- +goose Up
CREATE TABLE statistics_reports (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  span VARCHAR(8) NOT NULL,
  figures MEDIUMTEXT NOT NULL,
  digest BINARY(32) NOT NULL,
  submitted_by BIGINT NOT NULL,
  submitted_name VARCHAR(64) NOT NULL,
  submitted_at DATETIME NOT NULL,
  CONSTRAINT uq_statistics_reports_span UNIQUE (span)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
