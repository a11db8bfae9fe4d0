-- +goose Up
ALTER TABLE petitions DROP COLUMN screen_due;
