-- +goose Up
ALTER TABLE case_returns ADD COLUMN void_reason_sealed MEDIUMBLOB NULL;
