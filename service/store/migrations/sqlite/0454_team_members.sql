-- +goose Up
CREATE TABLE team_members (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  object TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  staff_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  leads NUMERIC NOT NULL,
  joined_at DATETIME NOT NULL,
  left_at DATETIME NULL,
  signed_at DATETIME NULL
);
CREATE INDEX ix_team_members_object ON team_members (object, object_id);
CREATE INDEX ix_team_members_staff ON team_members (staff_id, object);
