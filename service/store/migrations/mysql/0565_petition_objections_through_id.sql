-- +goose Up
ALTER TABLE petition_objections ADD COLUMN through_id BIGINT NOT NULL DEFAULT 0;
