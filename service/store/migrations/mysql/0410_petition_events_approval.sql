-- +goose Up
ALTER TABLE petition_events ADD COLUMN approval_id BIGINT NOT NULL DEFAULT 0;
