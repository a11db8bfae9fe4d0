-- +goose Up
ALTER TABLE identity_openings ADD COLUMN grant_id BIGINT NOT NULL DEFAULT 0;
