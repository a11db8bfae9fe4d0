-- +goose Up
ALTER TABLE indicators ADD COLUMN income_property_fen INTEGER NULL;
