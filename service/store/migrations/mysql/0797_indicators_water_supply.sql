-- +goose Up
ALTER TABLE indicators ADD COLUMN water_supply VARCHAR(8) NOT NULL DEFAULT '';
