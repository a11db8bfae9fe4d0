-- +goose Up
ALTER TABLE findings ADD COLUMN village_checks BOOLEAN NOT NULL DEFAULT 0;
