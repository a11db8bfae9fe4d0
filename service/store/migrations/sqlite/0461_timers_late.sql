-- +goose Up
ALTER TABLE timers ADD COLUMN late_at DATETIME NULL;
