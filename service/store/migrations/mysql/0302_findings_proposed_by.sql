-- +goose Up
ALTER TABLE findings ADD COLUMN proposed_by BIGINT NOT NULL DEFAULT 0;
