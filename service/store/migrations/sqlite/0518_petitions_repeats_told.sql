-- +goose Up
ALTER TABLE petitions ADD COLUMN repeats_told INTEGER NOT NULL DEFAULT 0;
