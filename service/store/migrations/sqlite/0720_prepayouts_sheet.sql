-- +goose Up
ALTER TABLE prepayouts ADD COLUMN sheet TEXT NOT NULL DEFAULT '';
