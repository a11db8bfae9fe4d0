-- +goose Up
ALTER TABLE statistics_reports ADD COLUMN salt TEXT NOT NULL DEFAULT '';
