-- +goose Up
ALTER TABLE indicators ADD COLUMN water_quantity TEXT NOT NULL DEFAULT '';
