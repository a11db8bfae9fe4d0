-- +goose Up
ALTER TABLE petitions ADD COLUMN rating2_note_sealed MEDIUMBLOB NULL;
