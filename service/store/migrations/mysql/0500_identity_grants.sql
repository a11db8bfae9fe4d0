-- +goose Up
CREATE TABLE identity_grants (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  petition_id BIGINT NOT NULL,
  approval_id BIGINT NOT NULL,
  staff_id BIGINT NOT NULL,
  granted_by BIGINT NOT NULL,
  granted_name VARCHAR(64) NOT NULL,
  granted_at DATETIME NOT NULL,
  until_at DATETIME NOT NULL,
  opened_at DATETIME NULL,
  UNIQUE KEY ux_identity_grants_approval_id (approval_id),
  KEY ix_identity_grants_petition_id (petition_id, staff_id, until_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
