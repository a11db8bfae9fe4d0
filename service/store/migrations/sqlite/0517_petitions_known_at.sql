-- +goose Up
ALTER TABLE petitions ADD COLUMN known_at DATETIME NULL;
