-- +goose Up
CREATE TABLE petition_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  petition_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  kind TEXT NOT NULL
);
CREATE INDEX ix_petition_files_petition_id ON petition_files (petition_id);
CREATE INDEX ix_petition_files_file_id ON petition_files (file_id);
