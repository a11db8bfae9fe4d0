-- +goose Up
CREATE TABLE conflicts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  object VARCHAR(16) NOT NULL,
  object_id BIGINT NOT NULL,
  staff_id BIGINT NOT NULL,
  reason VARCHAR(16) NOT NULL,
  at DATETIME NOT NULL,
  UNIQUE KEY ux_conflicts_staff (object, object_id, staff_id),
  KEY ix_conflicts_by_staff (staff_id, object)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
