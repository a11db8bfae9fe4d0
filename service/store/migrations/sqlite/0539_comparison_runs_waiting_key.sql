-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN waiting_key TEXT NULL;
