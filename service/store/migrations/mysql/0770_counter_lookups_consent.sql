-- +goose Up
ALTER TABLE counter_lookups ADD COLUMN consent VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'paper';
