-- +goose Up
ALTER TABLE casework_events ADD COLUMN approval_id BIGINT NOT NULL DEFAULT 0;
