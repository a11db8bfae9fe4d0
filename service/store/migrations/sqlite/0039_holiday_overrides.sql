-- +goose Up
CREATE TABLE holiday_overrides (
  on_day DATE NOT NULL,
  off BOOLEAN NOT NULL,
  note TEXT NOT NULL,
  changed_by INTEGER NOT NULL,
  changed_at DATETIME NOT NULL,
  PRIMARY KEY (on_day)
);
