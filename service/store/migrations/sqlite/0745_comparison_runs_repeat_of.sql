-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN repeat_of INTEGER NOT NULL DEFAULT 0;
