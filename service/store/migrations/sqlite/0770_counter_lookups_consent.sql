-- +goose Up
ALTER TABLE counter_lookups ADD COLUMN consent TEXT NOT NULL DEFAULT 'paper';
