-- +goose Up
ALTER TABLE batches ADD COLUMN origin TEXT NOT NULL DEFAULT '';
