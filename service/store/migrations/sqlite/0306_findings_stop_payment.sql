-- +goose Up
ALTER TABLE findings ADD COLUMN stop_payment BOOLEAN NOT NULL DEFAULT 0;
