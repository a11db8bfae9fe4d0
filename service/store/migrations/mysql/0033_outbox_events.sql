-- +goose Up
CREATE TABLE outbox_events (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  topic VARCHAR(32) NOT NULL,
  dedupe VARCHAR(100) NOT NULL,
  payload MEDIUMBLOB NOT NULL,
  attempts INT NOT NULL,
  not_before DATETIME NOT NULL,
  last_error VARCHAR(255) NOT NULL,
  created_at DATETIME NOT NULL,
  done_at DATETIME NULL,
  CONSTRAINT uq_outbox_events_topic UNIQUE (topic, dedupe),
  KEY ix_outbox_events_done_at (done_at, not_before)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
