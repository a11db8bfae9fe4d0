-- +goose Up
CREATE TABLE companies (
  id BIGINT NOT NULL PRIMARY KEY,
  code VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(200) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  state VARCHAR(32) NOT NULL,
  founded_on DATE NOT NULL,
  dissolved_on DATE NULL,
  capital_fen BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_companies_code (code),
  KEY ix_companies_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
