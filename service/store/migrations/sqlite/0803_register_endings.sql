-- +goose Up
CREATE TABLE register_endings (
  row_id INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  ended_on DATE NOT NULL,
  former DATE NULL,
  PRIMARY KEY (row_id, batch_id)
) WITHOUT ROWID;
