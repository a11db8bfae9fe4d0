-- +goose Up
CREATE TABLE petition_events (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  petition_id BIGINT NOT NULL,
  at DATETIME NOT NULL,
  kind VARCHAR(24) NOT NULL,
  from_state VARCHAR(24) NOT NULL,
  to_state VARCHAR(24) NOT NULL,
  staff_id BIGINT NOT NULL,
  staff_name VARCHAR(64) NOT NULL,
  staff_role VARCHAR(24) NOT NULL,
  public_text VARCHAR(500) NOT NULL,
  note_sealed MEDIUMBLOB NULL,
  KEY ix_petition_events_petition_id (petition_id, at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
