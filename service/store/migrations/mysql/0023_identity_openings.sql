-- +goose Up
CREATE TABLE identity_openings (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  petition_id BIGINT NOT NULL,
  opened_by BIGINT NOT NULL,
  reason VARCHAR(500) NOT NULL,
  at DATETIME NOT NULL,
  KEY ix_identity_openings_petition_id (petition_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
