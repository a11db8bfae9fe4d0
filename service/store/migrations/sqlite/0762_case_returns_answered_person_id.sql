-- +goose Up
ALTER TABLE case_returns ADD COLUMN answered_person_id INTEGER NOT NULL DEFAULT 0;
