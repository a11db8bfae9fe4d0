-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN program TEXT NOT NULL DEFAULT '';
