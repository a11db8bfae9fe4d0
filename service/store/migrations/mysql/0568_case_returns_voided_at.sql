-- +goose Up
ALTER TABLE case_returns ADD COLUMN voided_at DATETIME NULL;
