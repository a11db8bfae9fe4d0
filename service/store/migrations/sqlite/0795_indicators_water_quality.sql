-- +goose Up
ALTER TABLE indicators ADD COLUMN water_quality TEXT NOT NULL DEFAULT '';
