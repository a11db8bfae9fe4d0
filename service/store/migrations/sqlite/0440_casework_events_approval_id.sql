-- +goose Up
ALTER TABLE casework_events ADD COLUMN approval_id INTEGER NOT NULL DEFAULT 0;
