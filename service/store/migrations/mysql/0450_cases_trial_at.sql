-- +goose Up
ALTER TABLE cases ADD COLUMN trial_at DATETIME NULL;
