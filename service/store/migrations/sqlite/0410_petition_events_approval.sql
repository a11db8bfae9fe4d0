-- +goose Up
ALTER TABLE petition_events ADD COLUMN approval_id INTEGER NOT NULL DEFAULT 0;
