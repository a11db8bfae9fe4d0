-- +goose Up
ALTER TABLE indicators ADD COLUMN income_business_fen INTEGER NULL;
