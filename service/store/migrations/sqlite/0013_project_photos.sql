-- +goose Up
CREATE TABLE project_photos (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  project_no TEXT NOT NULL,
  file_id INTEGER NOT NULL,
  caption TEXT NOT NULL,
  taken_on DATE NULL,
  added_by INTEGER NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX ix_project_photos_project_no ON project_photos (project_no);
