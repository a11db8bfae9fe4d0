-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
