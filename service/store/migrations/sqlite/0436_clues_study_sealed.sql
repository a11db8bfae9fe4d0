-- +goose Up
ALTER TABLE clues ADD COLUMN study_sealed BLOB NULL;
