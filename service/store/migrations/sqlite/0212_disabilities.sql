-- +goose Up
CREATE TABLE disabilities (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  cert_sealed BLOB NOT NULL,
  cert_tail TEXT NOT NULL,
  category TEXT NOT NULL,
  level INTEGER NOT NULL,
  issued_on DATE NOT NULL,
  expires_on DATE NULL,
  state TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_disabilities_person_id ON disabilities (person_id);
CREATE INDEX ix_disabilities_batch_id ON disabilities (batch_id);
