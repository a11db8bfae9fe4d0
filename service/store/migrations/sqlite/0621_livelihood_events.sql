-- +goose Up
CREATE TABLE livelihood_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task_id INTEGER NOT NULL,
  at DATETIME NOT NULL,
  kind TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  staff_name TEXT NOT NULL,
  staff_role TEXT NOT NULL,
  note TEXT NOT NULL,
  note_sealed BLOB NULL
);
CREATE INDEX ix_livelihood_events_task ON livelihood_events (task_id, id);
