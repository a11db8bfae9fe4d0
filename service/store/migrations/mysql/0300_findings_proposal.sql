-- +goose Up
ALTER TABLE findings ADD COLUMN proposal VARCHAR(16) NOT NULL DEFAULT '';
