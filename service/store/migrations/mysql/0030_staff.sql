-- +goose Up
CREATE TABLE staff (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  login VARCHAR(64) NOT NULL,
  name VARCHAR(64) NOT NULL,
  role VARCHAR(24) NOT NULL,
  division VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  bureau VARCHAR(64) NOT NULL,
  password_hash VARCHAR(255) NOT NULL,
  must_change BOOLEAN NOT NULL,
  totp_sealed VARBINARY(512) NULL,
  totp_confirmed BOOLEAN NOT NULL,
  totp_last_step BIGINT NOT NULL,
  failures INT NOT NULL,
  locked_until DATETIME NULL,
  disabled_at DATETIME NULL,
  session_epoch BIGINT NOT NULL,
  last_seen_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  CONSTRAINT uq_staff_login UNIQUE (login)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
