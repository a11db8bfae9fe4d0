-- +goose Up
ALTER TABLE cases ADD COLUMN appeal_kind VARCHAR(16) NOT NULL DEFAULT '';
