-- +goose Up
ALTER TABLE reporters ADD COLUMN verify_how VARCHAR(16) NOT NULL DEFAULT '';
