-- +goose Up
ALTER TABLE cases ADD COLUMN person_rank VARCHAR(16) NOT NULL DEFAULT '';
