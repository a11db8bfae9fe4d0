-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN result_digest BLOB NULL;
