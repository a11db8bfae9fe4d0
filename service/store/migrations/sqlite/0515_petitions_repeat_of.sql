-- +goose Up
ALTER TABLE petitions ADD COLUMN repeat_of INTEGER NOT NULL DEFAULT 0;
