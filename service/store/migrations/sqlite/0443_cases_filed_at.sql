-- +goose Up
ALTER TABLE cases ADD COLUMN filed_at DATETIME NULL;
