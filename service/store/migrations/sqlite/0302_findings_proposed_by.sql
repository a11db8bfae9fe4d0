-- +goose Up
ALTER TABLE findings ADD COLUMN proposed_by INTEGER NOT NULL DEFAULT 0;
