-- +goose Up
ALTER TABLE staff ADD COLUMN id_digest BLOB NULL;
