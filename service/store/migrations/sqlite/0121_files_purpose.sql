-- +goose Up
CREATE INDEX ix_files_purpose ON files (purpose, created_at);
