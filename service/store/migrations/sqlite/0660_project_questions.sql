-- +goose Up
CREATE TABLE project_questions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  project_no TEXT NOT NULL,
  token_digest BLOB NOT NULL,
  text_sealed BLOB NOT NULL,
  state TEXT NOT NULL,
  asked_at DATETIME NOT NULL,
  due_at DATETIME NOT NULL,
  due_provisional BOOLEAN NOT NULL,
  answer_id INTEGER NOT NULL,
  answered_at DATETIME,
  hidden_reason TEXT NOT NULL,
  hidden_at DATETIME,
  tell_sealed BLOB,
  version INTEGER NOT NULL,
  updated_at DATETIME NOT NULL,
  CONSTRAINT uq_project_questions_token UNIQUE (token_digest)
);
CREATE INDEX ix_project_questions_project ON project_questions (project_no, state);
CREATE INDEX ix_project_questions_state ON project_questions (state, due_at);
