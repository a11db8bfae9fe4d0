-- +goose Up
CREATE TABLE conflicts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  object TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  at DATETIME NOT NULL
);
CREATE UNIQUE INDEX ux_conflicts_staff ON conflicts (object, object_id, staff_id);
CREATE INDEX ix_conflicts_by_staff ON conflicts (staff_id, object);
