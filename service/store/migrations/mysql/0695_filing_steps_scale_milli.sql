-- +goose Up
ALTER TABLE filing_steps ADD COLUMN scale_milli BIGINT NOT NULL DEFAULT 0;
