-- +goose Up
ALTER TABLE indicators ADD COLUMN water_quality VARCHAR(8) NOT NULL DEFAULT '';
