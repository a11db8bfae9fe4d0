-- +goose Up
CREATE TABLE project_photos (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  project_no VARCHAR(64) NOT NULL,
  file_id BIGINT NOT NULL,
  caption VARCHAR(200) NOT NULL,
  taken_on DATE NULL,
  added_by BIGINT NOT NULL,
  added_at DATETIME NOT NULL,
  KEY ix_project_photos_project_no (project_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
