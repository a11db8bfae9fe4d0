-- +goose Up
ALTER TABLE petition_objections ADD COLUMN through_id INTEGER NOT NULL DEFAULT 0;
