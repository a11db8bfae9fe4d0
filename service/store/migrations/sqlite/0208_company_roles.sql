-- +goose Up
CREATE TABLE company_roles (
  id INTEGER NOT NULL PRIMARY KEY,
  code TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  name_given TEXT NOT NULL,
  role TEXT NOT NULL,
  share_milli INTEGER NOT NULL,
  from_on DATE NULL,
  to_on DATE NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_company_roles_code ON company_roles (code);
CREATE INDEX ix_company_roles_person_id ON company_roles (person_id);
CREATE INDEX ix_company_roles_batch_id ON company_roles (batch_id);
