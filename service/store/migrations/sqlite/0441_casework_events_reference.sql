-- +goose Up
ALTER TABLE casework_events ADD COLUMN reference TEXT NOT NULL DEFAULT '';
