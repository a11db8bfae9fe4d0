-- +goose Up
ALTER TABLE comparison_runs ADD COLUMN repeat_of BIGINT NOT NULL DEFAULT 0;
