-- +goose Up
CREATE TABLE petition_calls (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  petition_id BIGINT NOT NULL,
  picked_at DATETIME NOT NULL,
  called_at DATETIME NULL,
  called_by BIGINT NOT NULL,
  reached BOOLEAN NOT NULL,
  rating VARCHAR(8) NOT NULL,
  note_sealed MEDIUMBLOB NULL,
  UNIQUE KEY ux_petition_calls_petition_id (petition_id),
  KEY ix_petition_calls_waiting (called_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
