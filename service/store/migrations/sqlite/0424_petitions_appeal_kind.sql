-- +goose Up
ALTER TABLE petitions ADD COLUMN appeal_kind TEXT NOT NULL DEFAULT '';
