-- +goose Up
CREATE TABLE relative_codes (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code_digest BINARY(32) NOT NULL,
  person_id BIGINT NOT NULL,
  issued_by_kind VARCHAR(8) NOT NULL,
  issued_by BIGINT NOT NULL,
  expires_at DATETIME NOT NULL,
  used_at DATETIME NULL,
  used_by BIGINT NOT NULL,
  CONSTRAINT uq_relative_codes_code_digest UNIQUE (code_digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
