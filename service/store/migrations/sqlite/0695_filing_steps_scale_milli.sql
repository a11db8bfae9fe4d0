-- +goose Up
ALTER TABLE filing_steps ADD COLUMN scale_milli INTEGER NOT NULL DEFAULT 0;
