-- +goose Up
CREATE TABLE lookups_daily (
  on_day DATE NOT NULL,
  what TEXT NOT NULL,
  village_code TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (on_day, what, village_code)
) WITHOUT ROWID;
