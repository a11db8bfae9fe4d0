-- +goose Up
ALTER TABLE casework_events ADD COLUMN reference VARCHAR(64) NOT NULL DEFAULT '';
