-- +goose Up
CREATE TABLE timers (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  object VARCHAR(16) NOT NULL,
  object_id BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  started_on DATE NOT NULL,
  amount INT NOT NULL,
  unit VARCHAR(16) NOT NULL,
  extra INT NOT NULL,
  extensions INT NOT NULL,
  due_at DATETIME NOT NULL,
  provisional BOOLEAN NOT NULL,
  started_at DATETIME NOT NULL,
  ended_at DATETIME NULL,
  running INT NULL,
  warned_at DATETIME NULL,
  overdue_at DATETIME NULL,
  UNIQUE KEY ux_timers_running (object, object_id, kind, running),
  KEY ix_timers_due (running, due_at, object, object_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
