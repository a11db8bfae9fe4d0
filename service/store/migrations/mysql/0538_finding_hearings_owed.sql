-- +goose Up
ALTER TABLE finding_hearings ADD COLUMN owed VARCHAR(16) NOT NULL DEFAULT '';
