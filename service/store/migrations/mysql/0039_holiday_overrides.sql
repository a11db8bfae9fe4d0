-- +goose Up
CREATE TABLE holiday_overrides (
  on_day DATE NOT NULL,
  off BOOLEAN NOT NULL,
  note VARCHAR(100) NOT NULL,
  changed_by BIGINT NOT NULL,
  changed_at DATETIME NOT NULL,
  PRIMARY KEY (on_day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
