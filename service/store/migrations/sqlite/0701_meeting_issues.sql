-- +goose Up
CREATE TABLE meeting_issues (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  facts_sealed BLOB NOT NULL,
  kind TEXT NOT NULL,
  origin TEXT NOT NULL,
  finding_id INTEGER NOT NULL,
  source TEXT NOT NULL,
  raised_year INTEGER NOT NULL,
  raised_unit TEXT NOT NULL,
  raised_by INTEGER NOT NULL,
  state TEXT NOT NULL,
  meeting_id INTEGER NOT NULL,
  unit TEXT NOT NULL,
  due_on DATE NULL,
  assigned_at DATETIME NULL,
  done_at DATETIME NULL,
  confirmed_at DATETIME NULL,
  rounds INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);
CREATE INDEX ix_meeting_issues_state ON meeting_issues (state, unit);
CREATE INDEX ix_meeting_issues_unit ON meeting_issues (unit, state);
CREATE INDEX ix_meeting_issues_raised_unit ON meeting_issues (raised_unit);
CREATE INDEX ix_meeting_issues_meeting ON meeting_issues (meeting_id);
