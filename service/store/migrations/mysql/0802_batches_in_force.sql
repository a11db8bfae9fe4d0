-- +goose Up
ALTER TABLE batches ADD COLUMN in_force INT NOT NULL DEFAULT 0;
