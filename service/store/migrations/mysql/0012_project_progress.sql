-- +goose Up
CREATE TABLE project_progress (
  id BIGINT NOT NULL PRIMARY KEY,
  project_no VARCHAR(64) NOT NULL,
  on_day DATE NOT NULL,
  percent_milli INT NOT NULL,
  note VARCHAR(500) NOT NULL,
  reporter VARCHAR(64) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  KEY ix_project_progress_project_no (project_no, on_day),
  KEY ix_project_progress_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
