-- +goose Up
ALTER TABLE batches ADD COLUMN sheets BLOB NULL;
