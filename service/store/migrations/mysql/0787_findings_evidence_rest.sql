-- +goose Up
ALTER TABLE findings ADD COLUMN evidence_rest_fen BIGINT NOT NULL DEFAULT 0;
