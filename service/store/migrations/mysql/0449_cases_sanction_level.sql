-- +goose Up
ALTER TABLE cases ADD COLUMN sanction_level VARCHAR(16) NOT NULL DEFAULT '';
