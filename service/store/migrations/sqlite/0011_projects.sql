-- +goose Up
CREATE TABLE projects (
  id INTEGER NOT NULL PRIMARY KEY,
  project_no TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  village_code TEXT NOT NULL,
  bureau TEXT NOT NULL,
  owner_unit TEXT NOT NULL,
  approval_no TEXT NOT NULL,
  approved_on DATE NOT NULL,
  estimate_fen INTEGER NOT NULL,
  planned_fen INTEGER NOT NULL,
  fiscal_fen INTEGER NOT NULL,
  procurement TEXT NOT NULL,
  bid_method TEXT NOT NULL,
  notice_on DATE NULL,
  bid_on DATE NULL,
  control_fen INTEGER NOT NULL,
  winner_code TEXT NOT NULL,
  winner_name TEXT NOT NULL,
  win_fen INTEGER NOT NULL,
  contract_fen INTEGER NOT NULL,
  contract_on DATE NULL,
  plan_start DATE NOT NULL,
  plan_end DATE NOT NULL,
  real_start DATE NULL,
  real_end DATE NULL,
  accepted_on DATE NULL,
  settled_fen INTEGER NOT NULL,
  longitude TEXT NOT NULL,
  latitude TEXT NOT NULL,
  batch_id INTEGER NOT NULL,
  row_no INTEGER NOT NULL,
  closed_by INTEGER NOT NULL
);
CREATE INDEX ix_projects_project_no ON projects (project_no, closed_by);
CREATE INDEX ix_projects_village_code ON projects (village_code, closed_by);
CREATE INDEX ix_projects_batch_id ON projects (batch_id);
