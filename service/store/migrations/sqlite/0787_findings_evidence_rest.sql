-- +goose Up
ALTER TABLE findings ADD COLUMN evidence_rest_fen INTEGER NOT NULL DEFAULT 0;
