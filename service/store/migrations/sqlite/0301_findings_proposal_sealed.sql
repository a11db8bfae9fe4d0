-- +goose Up
ALTER TABLE findings ADD COLUMN proposal_sealed BLOB NULL;
