-- +goose Up
CREATE TABLE field_files (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  visit_id BIGINT NOT NULL,
  task_id BIGINT NOT NULL,
  seq INT NOT NULL,
  file_id BIGINT NOT NULL,
  shown_id BIGINT NOT NULL,
  thumb_id BIGINT NOT NULL,
  taken_at DATETIME NULL,
  from_exif BOOLEAN NOT NULL,
  longitude VARCHAR(24) NOT NULL,
  latitude VARCHAR(24) NOT NULL,
  distance_m INT NULL,
  added_at DATETIME NOT NULL,
  UNIQUE KEY ux_field_files_visit (visit_id, seq),
  KEY ix_field_files_check (task_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
