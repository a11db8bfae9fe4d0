-- +goose Up
ALTER TABLE livelihood_tasks ADD COLUMN project VARCHAR(64) NOT NULL DEFAULT '';
