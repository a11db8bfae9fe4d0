-- +goose Up
ALTER TABLE findings ADD COLUMN judged_quarter VARCHAR(8) NOT NULL DEFAULT '';
