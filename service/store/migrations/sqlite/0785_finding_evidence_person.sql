-- +goose Up
ALTER TABLE finding_evidence ADD COLUMN person_id INTEGER NOT NULL DEFAULT 0;
