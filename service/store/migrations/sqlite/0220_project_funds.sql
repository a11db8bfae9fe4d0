-- +goose Up
CREATE TABLE project_funds (
  id INTEGER NOT NULL PRIMARY KEY,
  project_no TEXT NOT NULL,
  on_day DATE NOT NULL,
  amount_fen INTEGER NOT NULL,
  kind TEXT NOT NULL,
  payee_code TEXT NOT NULL,
  voucher TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_project_funds_project_no ON project_funds (project_no);
CREATE INDEX ix_project_funds_batch_id ON project_funds (batch_id);
