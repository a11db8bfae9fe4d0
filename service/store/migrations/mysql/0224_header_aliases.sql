-- +goose Up
CREATE TABLE header_aliases (
  bureau VARCHAR(64) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  header VARCHAR(128) NOT NULL,
  column_name VARCHAR(64) NOT NULL,
  made_by BIGINT NOT NULL,
  made_at DATETIME NOT NULL,
  PRIMARY KEY (bureau, kind, header)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
