-- +goose Up
ALTER TABLE prepayment_rows ADD COLUMN sheet TEXT NOT NULL DEFAULT '';
