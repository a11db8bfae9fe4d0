-- +goose Up
ALTER TABLE findings ADD COLUMN final_verdict VARCHAR(16) NOT NULL DEFAULT '';
