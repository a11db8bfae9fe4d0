-- +goose Up
ALTER TABLE petitions DROP COLUMN feedback_provisional;
