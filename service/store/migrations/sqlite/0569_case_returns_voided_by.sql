-- +goose Up
ALTER TABLE case_returns ADD COLUMN voided_by INTEGER NOT NULL DEFAULT 0;
