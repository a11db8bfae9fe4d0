-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN rules TEXT NOT NULL DEFAULT '';
