-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN inputs BLOB NULL;
