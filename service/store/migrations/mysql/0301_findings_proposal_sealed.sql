-- +goose Up
ALTER TABLE findings ADD COLUMN proposal_sealed MEDIUMBLOB NULL;
