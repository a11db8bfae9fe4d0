-- +goose Up
ALTER TABLE cases ADD COLUMN appeal_kind TEXT NOT NULL DEFAULT '';
