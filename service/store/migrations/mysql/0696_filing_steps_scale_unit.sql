-- +goose Up
ALTER TABLE filing_steps ADD COLUMN scale_unit VARCHAR(16) NOT NULL DEFAULT '';
