-- +goose Up
ALTER TABLE relative_grants ADD COLUMN consent_sealed VARBINARY(2048) NULL;
