-- +goose Up
CREATE TABLE import_errors (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_id INTEGER NOT NULL,
  sheet TEXT NOT NULL,
  row_no INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  value_sealed BLOB NOT NULL,
  rule TEXT NOT NULL,
  message TEXT NOT NULL,
  row_sealed BLOB NULL
);
CREATE INDEX ix_import_errors_batch_id ON import_errors (batch_id, row_no);
