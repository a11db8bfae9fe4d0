-- +goose Up
CREATE TABLE run_prints (
  run_id INTEGER NOT NULL,
  model TEXT NOT NULL,
  prints BLOB NOT NULL,
  PRIMARY KEY (run_id, model)
);
