-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN waiting_key VARCHAR(96) NULL;
