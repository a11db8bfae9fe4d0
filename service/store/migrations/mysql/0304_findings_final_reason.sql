-- +goose Up
ALTER TABLE findings ADD COLUMN final_reason VARCHAR(32) NOT NULL DEFAULT '';
