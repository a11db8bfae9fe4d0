-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN read_at DATETIME NULL;
