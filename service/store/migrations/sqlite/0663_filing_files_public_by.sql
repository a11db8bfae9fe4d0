-- +goose Up
ALTER TABLE filing_files ADD COLUMN public_by INTEGER NOT NULL DEFAULT 0;
