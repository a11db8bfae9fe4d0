-- +goose Up
ALTER TABLE indicators ADD COLUMN water_supply TEXT NOT NULL DEFAULT '';
