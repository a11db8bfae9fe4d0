-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN rules VARCHAR(16) NOT NULL DEFAULT '';
