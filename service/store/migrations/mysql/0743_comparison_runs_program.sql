-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN program VARCHAR(120) NOT NULL DEFAULT '';
