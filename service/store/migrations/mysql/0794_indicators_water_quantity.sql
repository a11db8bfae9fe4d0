-- +goose Up
ALTER TABLE indicators ADD COLUMN water_quantity VARCHAR(8) NOT NULL DEFAULT '';
