-- +goose Up
ALTER TABLE prepayment_rows ADD COLUMN sheet VARCHAR(64) NOT NULL DEFAULT '';
