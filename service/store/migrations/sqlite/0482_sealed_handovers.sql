-- +goose Up
CREATE TABLE sealed_handovers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  petition_id INTEGER NOT NULL,
  key_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  digest BLOB NULL,
  sealed_by INTEGER NOT NULL,
  sealed_at DATETIME NOT NULL,
  downloaded_at DATETIME NULL,
  handed_at DATETIME NULL,
  reported_at DATETIME NULL
);
CREATE UNIQUE INDEX ux_sealed_handovers_petition ON sealed_handovers (petition_id);
