-- +goose Up
ALTER TABLE findings ADD COLUMN owed TEXT NOT NULL DEFAULT '';
