-- +goose Up
ALTER TABLE clues ADD COLUMN slander TEXT NOT NULL DEFAULT '';
