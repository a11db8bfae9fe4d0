-- +goose Up
ALTER TABLE petitions ADD COLUMN rating2 VARCHAR(8) NOT NULL DEFAULT '';
