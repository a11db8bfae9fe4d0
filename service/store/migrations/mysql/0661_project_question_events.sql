-- +goose Up
CREATE TABLE project_question_events (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  question_id BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  reason VARCHAR(16) NOT NULL,
  text_sealed BLOB NOT NULL,
  file_id BIGINT NOT NULL,
  unit VARCHAR(128) NOT NULL,
  staff_id BIGINT NOT NULL,
  staff_name VARCHAR(64) NOT NULL,
  staff_role VARCHAR(32) NOT NULL,
  at DATETIME NOT NULL,
  KEY ix_project_question_events_question (question_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
