-- +goose Up
ALTER TABLE filing_files ADD COLUMN public_at DATETIME NULL;
