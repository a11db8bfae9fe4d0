-- +goose Up
CREATE TABLE finding_hearings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  finding_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  question_sealed BLOB NULL,
  asked_by INTEGER NOT NULL,
  asked_at DATETIME NOT NULL,
  due_at DATETIME NOT NULL,
  due_provisional BOOLEAN NOT NULL,
  answer TEXT NOT NULL,
  answer_sealed BLOB NULL,
  answered_at DATETIME NULL,
  answered_via TEXT NOT NULL,
  decision TEXT NOT NULL,
  decision_sealed BLOB NULL,
  decided_by INTEGER NOT NULL,
  decided_at DATETIME NULL,
  version INTEGER NOT NULL
);
CREATE INDEX ix_finding_hearings_finding ON finding_hearings (finding_id);
CREATE INDEX ix_finding_hearings_person ON finding_hearings (person_id, id);
