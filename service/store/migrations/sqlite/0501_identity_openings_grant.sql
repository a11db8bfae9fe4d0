-- +goose Up
ALTER TABLE identity_openings ADD COLUMN grant_id INTEGER NOT NULL DEFAULT 0;
