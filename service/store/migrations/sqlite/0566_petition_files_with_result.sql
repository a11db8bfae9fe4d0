-- +goose Up
ALTER TABLE petition_files ADD COLUMN with_result BOOLEAN NOT NULL DEFAULT 0;
