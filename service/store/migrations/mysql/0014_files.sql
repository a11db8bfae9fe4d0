-- +goose Up
CREATE TABLE files (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  digest BINARY(32) NOT NULL,
  size BIGINT NOT NULL,
  mime VARCHAR(64) NOT NULL,
  purpose VARCHAR(24) NOT NULL,
  variant VARCHAR(16) NOT NULL,
  parent_id BIGINT NOT NULL,
  path VARCHAR(128) NOT NULL,
  created_at DATETIME NOT NULL,
  deleted_at DATETIME NULL,
  KEY ix_files_parent_id (parent_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
