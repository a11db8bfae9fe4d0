-- +goose Up
ALTER TABLE reporters ADD COLUMN verify_how TEXT NOT NULL DEFAULT '';
