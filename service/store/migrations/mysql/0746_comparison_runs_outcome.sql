-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN outcome VARCHAR(16) NOT NULL DEFAULT '';
