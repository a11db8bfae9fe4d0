-- +goose Up
ALTER TABLE indicators ADD COLUMN income_transfer_fen INTEGER NULL;
