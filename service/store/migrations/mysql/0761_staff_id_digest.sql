-- +goose Up
ALTER TABLE staff ADD COLUMN id_digest BINARY(32) NULL;
