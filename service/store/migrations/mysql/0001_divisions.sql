-- +goose Up
CREATE TABLE divisions (
  code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(64) NOT NULL,
  level VARCHAR(8) NOT NULL,
  parent_code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  valid_from DATE NULL,
  valid_to DATE NULL,
  batch_id BIGINT NOT NULL,
  PRIMARY KEY (code),
  KEY ix_divisions_parent_code (parent_code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
