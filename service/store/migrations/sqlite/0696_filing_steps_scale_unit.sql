-- +goose Up
ALTER TABLE filing_steps ADD COLUMN scale_unit TEXT NOT NULL DEFAULT '';
