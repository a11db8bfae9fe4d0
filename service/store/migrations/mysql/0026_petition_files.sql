-- +goose Up
CREATE TABLE petition_files (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  petition_id BIGINT NOT NULL,
  message_id BIGINT NOT NULL,
  file_id BIGINT NOT NULL,
  kind VARCHAR(8) NOT NULL,
  KEY ix_petition_files_petition_id (petition_id),
  KEY ix_petition_files_file_id (file_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
