-- +goose Up
ALTER TABLE cases ADD COLUMN sanction_level TEXT NOT NULL DEFAULT '';
