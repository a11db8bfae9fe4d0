-- +goose Up
CREATE TABLE voluntary_files (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  return_id BIGINT NOT NULL,
  event_id BIGINT NOT NULL,
  file_id BIGINT NOT NULL,
  kind VARCHAR(24) NOT NULL,
  added_by BIGINT NOT NULL,
  added_at DATETIME NOT NULL,
  KEY ix_voluntary_files_return (return_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
