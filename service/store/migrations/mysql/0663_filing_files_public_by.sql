-- +goose Up
ALTER TABLE filing_files ADD COLUMN public_by BIGINT NOT NULL DEFAULT 0;
