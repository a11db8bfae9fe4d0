-- +goose Up
ALTER TABLE prepayouts ADD COLUMN sheet VARCHAR(64) NOT NULL DEFAULT '';
