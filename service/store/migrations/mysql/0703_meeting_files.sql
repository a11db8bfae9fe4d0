-- +goose Up
CREATE TABLE meeting_files (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  issue_id BIGINT NOT NULL,
  event_id BIGINT NOT NULL,
  file_id BIGINT NOT NULL,
  kind VARCHAR(24) NOT NULL,
  added_by BIGINT NOT NULL,
  added_at DATETIME NOT NULL,
  KEY ix_meeting_files_issue (issue_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
