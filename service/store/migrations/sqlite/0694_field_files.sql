-- +goose Up
CREATE TABLE field_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  visit_id INTEGER NOT NULL,
  task_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  shown_id INTEGER NOT NULL,
  thumb_id INTEGER NOT NULL,
  taken_at DATETIME NULL,
  from_exif BOOLEAN NOT NULL,
  longitude TEXT NOT NULL,
  latitude TEXT NOT NULL,
  distance_m INTEGER NULL,
  added_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX ux_field_files_visit ON field_files (visit_id, seq);
CREATE INDEX ix_field_files_check ON field_files (task_id);
