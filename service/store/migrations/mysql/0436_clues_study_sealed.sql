-- +goose Up
ALTER TABLE clues ADD COLUMN study_sealed MEDIUMBLOB NULL;
