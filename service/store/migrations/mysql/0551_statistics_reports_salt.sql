-- +goose Up
ALTER TABLE statistics_reports ADD COLUMN salt VARCHAR(32) NOT NULL DEFAULT '';
