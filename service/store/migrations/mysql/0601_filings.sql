-- +goose Up
CREATE TABLE filings (
  project_no VARCHAR(64) NOT NULL PRIMARY KEY,
  version INT NOT NULL,
  updated_at DATETIME NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
