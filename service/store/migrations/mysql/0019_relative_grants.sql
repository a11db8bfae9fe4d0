-- +goose Up
CREATE TABLE relative_grants (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  holder_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  relation VARCHAR(16) NOT NULL,
  granted_kind VARCHAR(8) NOT NULL,
  granted_by BIGINT NOT NULL,
  granted_at DATETIME NOT NULL,
  expires_on DATE NULL,
  revoked_at DATETIME NULL,
  active_mark BIGINT NOT NULL,
  CONSTRAINT uq_relative_grants_holder_id UNIQUE (holder_id, person_id, active_mark),
  KEY ix_relative_grants_person_id (person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
