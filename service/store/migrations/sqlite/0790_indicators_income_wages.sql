-- +goose Up
ALTER TABLE indicators ADD COLUMN income_wages_fen INTEGER NULL;
