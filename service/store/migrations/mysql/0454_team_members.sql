-- +goose Up
CREATE TABLE team_members (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  object VARCHAR(16) NOT NULL,
  object_id BIGINT NOT NULL,
  staff_id BIGINT NOT NULL,
  name VARCHAR(64) NOT NULL,
  leads BOOLEAN NOT NULL,
  joined_at DATETIME NOT NULL,
  left_at DATETIME NULL,
  signed_at DATETIME NULL,
  KEY ix_team_members_object (object, object_id),
  KEY ix_team_members_staff (staff_id, object)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
