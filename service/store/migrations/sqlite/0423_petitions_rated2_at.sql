-- +goose Up
ALTER TABLE petitions ADD COLUMN rated2_at DATETIME NULL;
