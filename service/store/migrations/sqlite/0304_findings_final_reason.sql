-- +goose Up
ALTER TABLE findings ADD COLUMN final_reason TEXT NOT NULL DEFAULT '';
