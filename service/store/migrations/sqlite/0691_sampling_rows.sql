-- +goose Up
CREATE TABLE sampling_rows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  plan_id INTEGER NOT NULL,
  place INTEGER NOT NULL,
  project_no TEXT NOT NULL,
  project_name TEXT NOT NULL,
  village_code TEXT NOT NULL,
  score INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  by_chance BOOLEAN NOT NULL,
  task_id INTEGER NOT NULL
);
CREATE UNIQUE INDEX ux_sampling_rows_plan ON sampling_rows (plan_id, place);
