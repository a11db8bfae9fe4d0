-- +goose Up
ALTER TABLE clues DROP COLUMN opinion_provisional;
