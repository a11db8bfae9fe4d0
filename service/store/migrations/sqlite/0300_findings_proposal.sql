-- +goose Up
ALTER TABLE findings ADD COLUMN proposal TEXT NOT NULL DEFAULT '';
