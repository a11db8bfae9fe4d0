-- +goose Up
ALTER TABLE clues ADD COLUMN studied_on DATE NULL;
