-- +goose Up
ALTER TABLE staff ADD COLUMN person_at DATETIME NULL;
