-- +goose Up
ALTER TABLE findings ADD COLUMN judged_quarter TEXT NOT NULL DEFAULT '';
