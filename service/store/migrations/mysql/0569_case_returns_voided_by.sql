-- +goose Up
ALTER TABLE case_returns ADD COLUMN voided_by BIGINT NOT NULL DEFAULT 0;
