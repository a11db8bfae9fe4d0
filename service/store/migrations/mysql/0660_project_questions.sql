-- +goose Up
CREATE TABLE project_questions (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  project_no VARCHAR(64) NOT NULL,
  token_digest BINARY(32) NOT NULL,
  text_sealed BLOB NOT NULL,
  state VARCHAR(16) NOT NULL,
  asked_at DATETIME NOT NULL,
  due_at DATETIME NOT NULL,
  due_provisional BOOLEAN NOT NULL,
  answer_id BIGINT NOT NULL,
  answered_at DATETIME NULL,
  hidden_reason VARCHAR(16) NOT NULL,
  hidden_at DATETIME NULL,
  tell_sealed BLOB NULL,
  version INT NOT NULL,
  updated_at DATETIME NOT NULL,
  CONSTRAINT uq_project_questions_token UNIQUE (token_digest),
  KEY ix_project_questions_project (project_no, state),
  KEY ix_project_questions_state (state, due_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
