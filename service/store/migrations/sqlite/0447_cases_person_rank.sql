-- +goose Up
ALTER TABLE cases ADD COLUMN person_rank TEXT NOT NULL DEFAULT '';
