-- +goose Up
ALTER TABLE clues ADD COLUMN source_ref_sealed MEDIUMBLOB NULL;
