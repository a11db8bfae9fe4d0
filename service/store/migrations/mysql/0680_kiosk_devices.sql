-- +goose Up
CREATE TABLE kiosk_devices (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  village_code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  place VARCHAR(60) NOT NULL,
  code_digest BINARY(32) NULL,
  code_expires_at DATETIME NOT NULL,
  token_digest BINARY(32) NULL,
  added_by BIGINT NOT NULL,
  added_at DATETIME NOT NULL,
  enrolled_at DATETIME NULL,
  revoked_by BIGINT NOT NULL,
  revoked_at DATETIME NULL,
  CONSTRAINT uq_kiosk_devices_code_digest UNIQUE (code_digest),
  CONSTRAINT uq_kiosk_devices_token_digest UNIQUE (token_digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
