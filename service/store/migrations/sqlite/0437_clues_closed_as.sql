-- +goose Up
ALTER TABLE clues ADD COLUMN closed_as TEXT NOT NULL DEFAULT '';
