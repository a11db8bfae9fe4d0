-- +goose Up
CREATE TABLE sampling_rows (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  plan_id BIGINT NOT NULL,
  place INT NOT NULL,
  project_no VARCHAR(64) NOT NULL,
  project_name VARCHAR(200) NOT NULL,
  village_code VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  score INT NOT NULL,
  reasons VARCHAR(2000) NOT NULL,
  by_chance BOOLEAN NOT NULL,
  task_id BIGINT NOT NULL,
  UNIQUE KEY ux_sampling_rows_plan (plan_id, place)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
