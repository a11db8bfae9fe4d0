-- +goose Up
ALTER TABLE findings ADD COLUMN final_verdict TEXT NOT NULL DEFAULT '';
