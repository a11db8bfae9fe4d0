-- +goose Up
CREATE TABLE field_results (
  id BIGINT NOT NULL PRIMARY KEY,
  project_no VARCHAR(64) NOT NULL,
  on_day DATE NOT NULL,
  verdict VARCHAR(16) NOT NULL,
  found_milli BIGINT NULL,
  filed_milli BIGINT NULL,
  unit VARCHAR(16) NOT NULL,
  percent_found_milli INT NULL,
  filed_percent INT NULL,
  longitude VARCHAR(24) NOT NULL,
  latitude VARCHAR(24) NOT NULL,
  accuracy_m INT NULL,
  office VARCHAR(100) NOT NULL,
  inspectors VARCHAR(100) NOT NULL,
  note VARCHAR(500) NOT NULL,
  batch_id BIGINT NOT NULL,
  row_no INT NOT NULL,
  closed_by BIGINT NOT NULL,
  KEY ix_field_results_project (project_no, on_day),
  KEY ix_field_results_batch_id (batch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
