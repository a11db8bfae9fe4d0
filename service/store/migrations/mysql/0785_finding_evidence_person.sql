-- +goose Up
ALTER TABLE finding_evidence ADD COLUMN person_id BIGINT NOT NULL DEFAULT 0;
