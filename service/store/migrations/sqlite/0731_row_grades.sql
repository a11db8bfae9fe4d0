-- +goose Up
CREATE TABLE row_grades (
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  how TEXT NOT NULL,
  PRIMARY KEY (batch_id, row_no, column_name)
);
