-- +goose Up
ALTER TABLE finding_hearings ADD COLUMN owed TEXT NOT NULL DEFAULT '';
