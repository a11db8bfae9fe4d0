-- +goose Up
ALTER TABLE petitions ADD COLUMN repeat_of BIGINT NOT NULL DEFAULT 0;
