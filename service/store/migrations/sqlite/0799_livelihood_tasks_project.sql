-- +goose Up
ALTER TABLE livelihood_tasks ADD COLUMN project TEXT NOT NULL DEFAULT '';
