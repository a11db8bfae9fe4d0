-- +goose Up
ALTER TABLE indicators ADD COLUMN water_access TEXT NOT NULL DEFAULT '';
