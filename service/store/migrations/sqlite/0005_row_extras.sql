-- +goose Up
CREATE TABLE row_extras (
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  fields_sealed BLOB NOT NULL,
  PRIMARY KEY (batch_id, row_no)
) WITHOUT ROWID;
