-- +goose Up
ALTER TABLE reporters ADD COLUMN verified_on DATE NULL;
