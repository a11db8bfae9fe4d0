-- +goose Up
ALTER TABLE indicators ADD COLUMN water_access VARCHAR(8) NOT NULL DEFAULT '';
