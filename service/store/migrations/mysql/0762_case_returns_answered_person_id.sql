-- +goose Up
ALTER TABLE case_returns ADD COLUMN answered_person_id BIGINT NOT NULL DEFAULT 0;
