-- +goose Up
CREATE TABLE inquiry_events (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  inquiry_id BIGINT NOT NULL,
  at DATETIME NOT NULL,
  kind VARCHAR(24) NOT NULL,
  outcome VARCHAR(16) NOT NULL,
  staff_id BIGINT NOT NULL,
  staff_name VARCHAR(64) NOT NULL,
  staff_role VARCHAR(32) NOT NULL,
  note_sealed MEDIUMBLOB NULL,
  file_id BIGINT NOT NULL,
  file_kind VARCHAR(16) NOT NULL,
  KEY ix_inquiry_events_inquiry (inquiry_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
