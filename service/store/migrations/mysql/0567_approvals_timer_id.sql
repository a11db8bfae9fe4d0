-- +goose Up
ALTER TABLE approvals ADD COLUMN timer_id BIGINT NOT NULL DEFAULT 0;
