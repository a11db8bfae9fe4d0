-- +goose Up
ALTER TABLE petitions ADD COLUMN appeal_kind VARCHAR(16) NOT NULL DEFAULT '';
