-- +goose Up
ALTER TABLE clues ADD COLUMN closed_at DATETIME NULL;
