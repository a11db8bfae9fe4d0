-- +goose Up
ALTER TABLE batches ADD COLUMN sheets MEDIUMBLOB NULL;
