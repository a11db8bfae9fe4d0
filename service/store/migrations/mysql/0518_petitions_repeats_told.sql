-- +goose Up
ALTER TABLE petitions ADD COLUMN repeats_told INT NOT NULL DEFAULT 0;
