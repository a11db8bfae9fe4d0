-- +goose Up
ALTER TABLE reporters ADD COLUMN share_agreed BOOLEAN NOT NULL DEFAULT 0;
