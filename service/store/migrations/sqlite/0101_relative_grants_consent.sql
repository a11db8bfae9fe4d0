-- +goose Up
ALTER TABLE relative_grants ADD COLUMN consent_sealed BLOB NULL;
