-- +goose Up
ALTER TABLE petitions DROP COLUMN accept_provisional;
