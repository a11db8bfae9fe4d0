-- +goose Up
CREATE TABLE meeting_events (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  issue_id BIGINT NOT NULL,
  at DATETIME NOT NULL,
  kind VARCHAR(24) NOT NULL,
  from_state VARCHAR(16) NOT NULL,
  to_state VARCHAR(16) NOT NULL,
  staff_id BIGINT NOT NULL,
  staff_name VARCHAR(64) NOT NULL,
  staff_role VARCHAR(32) NOT NULL,
  staff_unit VARCHAR(64) NOT NULL,
  note_sealed MEDIUMBLOB NULL,
  KEY ix_meeting_events_issue (issue_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
