-- +goose Up
CREATE TABLE burdens_monthly (
  month VARCHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  role VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  form VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  count INT NOT NULL,
  fields INT NOT NULL,
  timed INT NOT NULL,
  seconds BIGINT NOT NULL,
  PRIMARY KEY (month, role, form)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
