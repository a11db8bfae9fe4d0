-- +goose Up
CREATE TABLE reminders (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  dedupe VARCHAR(64) NOT NULL,
  sort VARCHAR(16) NOT NULL,
  object VARCHAR(16) NOT NULL,
  object_id BIGINT NOT NULL,
  timer_id BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  to_role VARCHAR(32) NOT NULL,
  to_staff BIGINT NOT NULL,
  at DATETIME NOT NULL,
  seen_at DATETIME NULL,
  seen_by BIGINT NOT NULL,
  UNIQUE KEY ux_reminders_dedupe (dedupe),
  KEY ix_reminders_to (to_role, to_staff, seen_at),
  KEY ix_reminders_object (object, object_id, sort)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
