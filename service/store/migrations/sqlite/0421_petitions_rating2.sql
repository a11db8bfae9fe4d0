-- +goose Up
ALTER TABLE petitions ADD COLUMN rating2 TEXT NOT NULL DEFAULT '';
