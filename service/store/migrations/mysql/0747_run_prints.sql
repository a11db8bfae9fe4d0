-- +goose Up
CREATE TABLE run_prints (
  run_id BIGINT NOT NULL,
  model VARCHAR(16) NOT NULL,
  prints LONGBLOB NOT NULL,
  PRIMARY KEY (run_id, model)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
