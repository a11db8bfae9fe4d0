-- +goose Up
CREATE TABLE lookups_daily (
  on_day DATE NOT NULL,
  what VARCHAR(24) NOT NULL,
  village_code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  count INT NOT NULL,
  PRIMARY KEY (on_day, what, village_code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
