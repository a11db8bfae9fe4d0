-- +goose Up
CREATE TABLE voluntary_periods (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title VARCHAR(100) NOT NULL,
  doc_no VARCHAR(100) NOT NULL,
  notice TEXT NOT NULL,
  promise TEXT NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NOT NULL,
  state VARCHAR(16) NOT NULL,
  created_by BIGINT NOT NULL,
  agreed_by BIGINT NOT NULL,
  agreed_at DATETIME NULL,
  version INT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  KEY ix_voluntary_periods_days (state, from_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
